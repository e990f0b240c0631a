"""Sharing guides as policy: a question put to a guide, and an answer that cites its rules."""

from avggraph.share.answer import Answer, Change, ItemAnswer, Open, Verdict
from avggraph.share.assess import assess
from avggraph.share.guide import Guide
from avggraph.share.loading import guide_files, load_guide
from avggraph.share.question import Item, Necessity, Question, Thing
from avggraph.share.understand import Terms, understand

__all__ = [
    "Answer",
    "Change",
    "Guide",
    "Item",
    "ItemAnswer",
    "Necessity",
    "Open",
    "Question",
    "Terms",
    "Thing",
    "Verdict",
    "assess",
    "guide_files",
    "load_guide",
    "understand",
]
