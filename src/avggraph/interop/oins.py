"""Organisation identification numbers (OIN, Digikoppeling): a table of the user's own, for a register has none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from avggraph import resources
from avggraph.errors import UsageError
from avggraph.query.prefixes import expand

_OIN = re.compile(r"[0-9]{20}")


def read_oins(path: Path) -> Mapping[str, str]:
    """Read a CSV file with the columns `organisation` (IRI, or CURIE such as `tooi:ministerie/mnre1013`) and `oin`.

    Raises `KnowledgeError` where it has other columns, `UsageError` for a number that is none.
    """
    found: dict[str, str] = {}
    for where, row in resources.rows(path, "organisation", "oin"):
        if not _OIN.fullmatch(row["oin"]):
            raise UsageError(f"{row['oin']!r} is geen OIN.", where=where, advice="Een OIN heeft twintig cijfers.")
        found[expand(row["organisation"]) or row["organisation"]] = row["oin"]
    return found
