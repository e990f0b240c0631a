"""How names are formed and joined: `data/name-forms.toml`, read once and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from avggraph import resources
from avggraph.resolve.alternation import either
from avggraph.resolve.organisations.names import AmongCapitals, Surroundings


@dataclass(frozen=True, slots=True)
class KindForms:
    """The forms in which organisations of one kind are named, with `{name}` or `{abbreviation}` in each.

    `{name}` is what follows `prefix` in the official name.
    """

    prefix: str
    name: tuple[str, ...] = ()
    proper: tuple[str, ...] = ()
    abbreviation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameForms:
    """Forms of names by kind of organisation, beginnings for others, what surrounds a name, and what joins a path."""

    kinds: Mapping[str, KindForms]
    shortened: Mapping[str, str]
    surroundings: Surroundings
    among_capitals: AmongCapitals
    unit: re.Pattern[str]
    within: re.Pattern[str]
    article: re.Pattern[str]


def load_name_forms(path: Path) -> NameForms:
    """Load the forms; a file that cannot be read, or lacks a table, raises KnowledgeError."""
    with resources.table(path) as forms:
        around, capitals, paths = forms["around"], forms["among_capitals"], forms["paths"]
        article = either(paths["articles"])
        return NameForms(
            {kind: _kind_forms(words) for kind, words in forms["kinds"].items()},
            dict(forms["shortened"]),
            Surroundings.of(around["before"], around["after"]),
            AmongCapitals.of(capitals["abbreviations"], capitals["behind"], capitals["before"]),
            re.compile(rf"(?:{either(paths['units'])})(?!\w)", re.IGNORECASE),
            re.compile(rf"(?<!\w)(?:{either(paths['within'])})\s+(?:(?:{article})\s+)?", re.IGNORECASE),
            re.compile(rf"(?:{article})\s", re.IGNORECASE),
        )


def _kind_forms(words: Mapping[str, Any]) -> KindForms:
    forms = {key: tuple(words.get(key, ())) for key in ("name", "proper", "abbreviation")}
    return KindForms(words["prefix"], **forms)
