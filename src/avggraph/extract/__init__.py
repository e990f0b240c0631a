"""Extract: a normalised text to a description in the register's own words."""

from avggraph.extract.contract import Contract, reference_number, to_contract
from avggraph.extract.descriptions import ReadDescription, descriptions_of, read_descriptions, texts_of
from avggraph.extract.layouts import LAYOUTS, extract

__all__ = [
    "LAYOUTS",
    "Contract",
    "ReadDescription",
    "descriptions_of",
    "extract",
    "read_descriptions",
    "reference_number",
    "texts_of",
    "to_contract",
]
