"""Organisation identification numbers (OIN, Digikoppeling): a table of the user's own, for a register has none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from avggraph import resources
from avggraph.errors import KnowledgeError, UsageError
from avggraph.query.prefixes import expand

_OIN = re.compile(r"[0-9]{20}")


def read_oins(path: Path) -> Mapping[str, str]:
    """Read a CSV file with the columns `organisation` (IRI, or CURIE such as `tooi:ministerie/mnre1013`) and `oin`.

    Raises `UsageError` where it is no such table, and for a number that is none.
    """
    found: dict[str, str] = {}
    try:
        rows = list(resources.rows(path, "organisation", "oin"))
    except KnowledgeError as error:
        raise UsageError(
            "Dit bestand bestaat niet." if not path.exists() else "Dit is geen CSV-bestand met organisation en oin.",
            where=error.where,
            advice="De eerste regel is: organisation,oin; docs/interop.md heeft een voorbeeld.",
        ) from error
    for where, row in rows:
        if not _OIN.fullmatch(row["oin"]):
            raise UsageError(f"{row['oin']!r} is geen OIN.", where=where, advice="Een OIN heeft twintig cijfers.")
        found[expand(row["organisation"]) or row["organisation"]] = row["oin"]
    return found
