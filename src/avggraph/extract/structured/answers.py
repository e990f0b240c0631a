"""Words of closed lists in structured sources: yes and no, and the legal bases of GDPR art. 6(1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from avggraph import resources
from avggraph.description import Answer
from avggraph.extract.form import sheet
from avggraph.read.structured.keys import table_rows

# What may stand behind an option of the closed list: nothing, or a motivation set off by a sign.
_AFTER_OPTION = re.compile(r"\s*(?:$|[:.;,(–-])|\s+\(?verantwoordelijke\)?\s*(?:$|[:.;,(–-])", re.IGNORECASE)


def read_answer(words: str) -> Answer:
    """Read a yes/no value; other words are not parsable.

    >>> read_answer("Nee"), read_answer("true"), read_answer("N.v.t.")
    (<Answer.NO: 'No'>, <Answer.YES: 'Yes'>, <Answer.NOT_PARSABLE: 'NotParsable'>)
    """
    return _answers().get(words.casefold().strip(" ."), Answer.NOT_PARSABLE)


def read_legal_basis(words: str) -> str | None:
    """Read a legal basis: an option of the register's list, alone or before its motivation, or DPV's name of one.

    Free text has none: unknown, never guessed.

    >>> read_legal_basis("Wettelijke verplichting: Wet op de loonbelasting 1964")
    'eu-gdpr:A6-1-c'
    >>> read_legal_basis("Toestemmingsformulier") is None
    True
    """
    for option in sheet().legal_bases:
        match = option.pattern.match(words)
        if match and _AFTER_OPTION.match(words, match.end()):
            return option.iri
    return _dpv_bases().get(words)


@cache
def _answers() -> Mapping[str, Answer]:
    rows = table_rows(resources.data("registers", "answers.csv"), ("words", "answer"))
    return MappingProxyType({row["words"]: Answer(row["answer"]) for _, row in rows})


@cache
def _dpv_bases() -> Mapping[str, str]:
    """The names of the Logius draft (DPV 2.1 legal bases) and the point of art. 6(1) each one is."""
    rows = table_rows(resources.data("registers", "legal-bases.csv"), ("words", "basis"))
    return MappingProxyType({row["words"]: row["basis"] for _, row in rows})
