"""Retention periods (Bewaartermijn): what a text states, branch by branch, and never a length it does not state.

A small grammar over the words of `data/retention.toml`: `tokens`, `items` (lengths, dates, codes, words with a role),
`denials` (what is said not to be so), `figures` (lengths that are no term), `parts` (the words of each term),
`reading` (kind, bound, event, condition) and `branches` (what is said twice taken together).
"""

from avggraph.resolve.retention.branches import read_retention
from avggraph.resolve.retention.model import Bound, Branch, Kind, Retention

__all__ = ["Bound", "Branch", "Kind", "Retention", "read_retention"]
