"""Extract: a normalised text to a description in the register's own words."""

from avggraph.extract.contract import reference_number, to_contract
from avggraph.extract.layouts import LAYOUTS, extract

__all__ = ["LAYOUTS", "extract", "reference_number", "to_contract"]
