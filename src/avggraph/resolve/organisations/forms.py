"""How names are formed and joined: `data/name-forms.toml`, read once and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from avggraph.errors import KnowledgeError, Where
from avggraph.resolve.organisations.names import Surroundings


@dataclass(frozen=True, slots=True)
class NameForms:
    """Forms of a ministry's name (with `{name}` or `{abbreviation}`), what surrounds a name, and what joins names."""

    ministry_name: tuple[str, ...]
    ministry_proper: tuple[str, ...]
    ministry_abbreviation: tuple[str, ...]
    surroundings: Surroundings
    unit: re.Pattern[str]
    within: re.Pattern[str]
    article: re.Pattern[str]


def load_name_forms(path: Path) -> NameForms:
    """Load the forms; a file that cannot be read, or lacks a table, raises KnowledgeError."""
    try:
        forms = tomllib.loads(path.read_text(encoding="utf-8"))
        ministry, around, paths = forms["ministry"], forms["around"], forms["paths"]
        article = _either(paths["articles"])
        return NameForms(
            tuple(ministry["name"]),
            tuple(ministry["proper"]),
            tuple(ministry["abbreviation"]),
            Surroundings.of(around["before"], around["after"]),
            re.compile(rf"(?:{_either(paths['units'])})(?!\w)", re.IGNORECASE),
            re.compile(rf"(?<!\w)(?:{_either(paths['within'])})\s+(?:(?:{article})\s+)?", re.IGNORECASE),
            re.compile(rf"(?:{article})\s", re.IGNORECASE),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise KnowledgeError(f"The forms of names cannot be read: {error}.", where=Where(path.name)) from error


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
