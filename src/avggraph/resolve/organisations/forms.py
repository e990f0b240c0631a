"""How names are formed and joined: `data/name-forms.toml`, read once and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from avggraph.errors import KnowledgeError, Where
from avggraph.resolve.organisations.names import Surroundings


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
    unit: re.Pattern[str]
    within: re.Pattern[str]
    article: re.Pattern[str]


def load_name_forms(path: Path) -> NameForms:
    """Load the forms; a file that cannot be read, or lacks a table, raises KnowledgeError."""
    try:
        forms = tomllib.loads(path.read_text(encoding="utf-8"))
        around, paths = forms["around"], forms["paths"]
        article = _either(paths["articles"])
        return NameForms(
            {kind: _kind_forms(words) for kind, words in forms["kinds"].items()},
            dict(forms["shortened"]),
            Surroundings.of(around["before"], around["after"]),
            re.compile(rf"(?:{_either(paths['units'])})(?!\w)", re.IGNORECASE),
            re.compile(rf"(?<!\w)(?:{_either(paths['within'])})\s+(?:(?:{article})\s+)?", re.IGNORECASE),
            re.compile(rf"(?:{article})\s", re.IGNORECASE),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise KnowledgeError(f"The forms of names cannot be read: {error}.", where=Where(path.name)) from error


def _kind_forms(words: Mapping[str, Any]) -> KindForms:
    forms = {key: tuple(words.get(key, ())) for key in ("name", "proper", "abbreviation")}
    return KindForms(words["prefix"], **forms)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
