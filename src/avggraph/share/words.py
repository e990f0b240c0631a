"""The words of an answer, from `data/share/words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from avggraph import resources
from avggraph.bilingual import Bilingual, Language


@cache
def _words() -> Mapping[str, Bilingual]:
    path = resources.data("share", "words.toml")
    with resources.table(path) as table:
        return {
            f"{group}.{key}": Bilingual(texts["nl"], texts["en"])
            for group, entries in table.items()
            for key, texts in entries.items()
        }


def say(language: Language, key: str, **filling: str) -> str:
    """Give a text of `data/share/words.toml`, filled in.

    >>> say("nl", "answer.item", item="naam", outcome="niet delen")
    'naam: niet delen'
    """
    return str(getattr(_words()[key], language)).format(**filling)


def in_language(text: Bilingual, language: Language) -> str:
    """Give a text in a language, or in the other where it has none.

    >>> in_language(Bilingual("voogd"), "en")
    'voogd'
    """
    return (text.en or text.nl) if language == "en" else (text.nl or text.en)


def words_in(language: Language) -> Mapping[str, str]:
    """Give all texts of `data/share/words.toml` in a language, their places `{name}` as they are.

    >>> words_in("en")["heading.outcome"]
    'Outcome'
    """
    return {key: in_language(text, language) for key, text in _words().items()}
