"""The diagram's words in Dutch and English, from `data/diagram/words.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from avggraph import resources
from avggraph.errors import KnowledgeError, UsageError

LANGUAGES = ("en", "nl")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: `plain` by their key, `grouped` by table and key."""

    plain: dict[str, str]
    grouped: dict[str, dict[str, str]]

    def __getitem__(self, key: str) -> str:
        """Give a word by its key, or by "table.key".

        >>> words("nl")["node.processor"]
        'Verwerker'
        """
        group, _, name = key.rpartition(".")
        table = self.grouped.get(group, {}) if group else self.plain
        if name not in table:
            raise KnowledgeError(f"data/diagram/words.toml has no word {key!r}.", advice="Add it in each language.")
        return table[name]


@cache
def _file() -> dict[str, Any]:
    with resources.table(resources.data("diagram", "words.toml")) as entries:
        return entries


@cache
def words(language: str) -> Words:
    """Give the words of a language; UsageError for one the diagram does not speak.

    >>> words("nl")["not_stated"]
    'niet vermeld'
    """
    if language not in LANGUAGES:
        raise UsageError(f"The diagram has no words in {language!r}.", advice=f"Choose from {', '.join(LANGUAGES)}.")
    entries = _file()[language]
    return Words(
        plain={key: value for key, value in entries.items() if isinstance(value, str)},
        grouped={key: value for key, value in entries.items() if isinstance(value, dict)},
    )


def says_none(text: str) -> bool:
    """Tell whether the register's own words under "Ontvangers" say that there are none.

    >>> says_none("N.v.t."), says_none("De belastingdienst")
    (True, False)
    """
    return text.strip().casefold().rstrip(".") in _file()["says_none"]


def beyond_form(text: str) -> str:
    """Give what words on a transfer outside the EU say beyond a form's own sentence; all, where that is not there.

    >>> sentence = "Er is sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Unie"
    >>> sentence = f"{sentence} of aan een internationale organisatie."
    >>> beyond_form(f"{sentence} Interpol krijgt ze."), beyond_form("Zwitserland")
    ('Interpol krijgt ze.', 'Zwitserland')
    """
    said = " ".join(text.split())
    for beginning in _file()["names_nobody"]:
        if said[: len(beginning)].casefold() == beginning:
            return said[len(beginning) :].lstrip(" .,:;")
    return said


def names_nobody(text: str) -> bool:
    """Tell whether words on a transfer outside the EU are a form's sentence, which names no country or organisation.

    >>> sentence = "Er is sprake van doorgifte van persoonsgegevens aan één of meer landen buiten de Europese Unie"
    >>> names_nobody(f"{sentence} of aan een internationale organisatie."), names_nobody("Zwitserland")
    (True, False)
    """
    return bool(text) and not beyond_form(text)


def capitalised(name: str) -> str:
    """Write a name as the start of a line.

    >>> capitalised("ministerie van Defensie")
    'Ministerie van Defensie'
    """
    return name[:1].upper() + name[1:]
