"""The search among records: facets, the index of words, and the files that carry both to the browser."""

from avggraph.publish.search.facets import Facet, FacetTable, Value, load_facets
from avggraph.publish.search.index import Index
from avggraph.publish.search.listing import Listing, Row
from avggraph.publish.search.terms import fold, terms

__all__ = ["Facet", "FacetTable", "Index", "Listing", "Row", "Value", "fold", "load_facets", "terms"]
