"""A DPIA (GDPR art. 35) filled in as far as the register goes: the government's model, with the words quoted."""

from avggraph.interop.dpia.writer import DpiaWriter, assessment_file

__all__ = ["DpiaWriter", "assessment_file"]
