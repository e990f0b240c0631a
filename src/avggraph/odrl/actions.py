"""Which actions of the ODRL Common Vocabulary include which others (ODRL Vocabulary 2.2, section 4.2)."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from avggraph import resources
from avggraph.odrl.world import Hierarchy, reaches


@cache
def vocabulary() -> Hierarchy:
    """Give what stands above each action; one that is no longer used and what it is now called include each other.

    >>> from avggraph.odrl.model import ODRL
    >>> sorted(vocabulary()[ODRL + "write"]), sorted(vocabulary()[ODRL + "sell"])
    (['http://www.w3.org/ns/odrl/2/modify'], ['http://www.w3.org/ns/odrl/2/transfer'])
    """
    above: dict[str, set[str]] = {}
    for _, row in resources.rows(resources.data("odrl", "actions.csv"), "action", "relation", "other"):
        above.setdefault(row["action"], set()).add(row["other"])
        if row["relation"] == "exactMatch":
            above.setdefault(row["other"], set()).add(row["action"])
    return MappingProxyType({action: frozenset(others) for action, others in above.items()})


def includes(general: str, action: str, own: Hierarchy) -> bool:
    """Say whether an action is a general one, or is included in it: by the vocabulary or what a profile adds.

    >>> from avggraph.odrl.model import ODRL
    >>> includes(ODRL + "use", ODRL + "display", {}), includes(ODRL + "use", ODRL + "sell", {})
    (True, False)
    """
    return reaches(action, general, vocabulary(), own)
