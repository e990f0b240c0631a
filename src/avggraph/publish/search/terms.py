"""The words of a text as a search compares them; `assets/search/terms.js` does the same to what a reader types.

The stems are Snowball's `dutch_porter`. Its `dutch` (since 3.0 the Kraaij-Pohlmann stemmer) takes prefixes off as well
and makes "gemeente" and "meent", "gezondheid" and "zon" one word, and a compound no longer begins with its first part.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import snowballstemmer

from avggraph import resources

# A letter on its own before a hyphen belongs to what follows: "e-mail" is also written "email".
_LETTER = re.compile(r"(?<![^\W_])([a-z])-(?=[a-z])")
_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[a-z]+")
# Plurals whose stem is not that of the singular: "subsidies", "boetes", "gegevens", "categorieën".
_PLURAL = re.compile(r"(ie|[bdfgkmnptv]e|[a-z]{3}en)s$|(ie)en$")
# The stemmer undoubles d, k and t alone: "gezinnen" is also "gezin", "adressen" also "adres".
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
LONGEST = 100
"""How many letters a word has that is sought. The parts of the index are split letter by letter."""

# Distinct words of a large register whose stem is remembered.
_WORDS_KEPT = 200_000


def fold(text: str) -> str:
    """Write a text without what a search does not tell apart: case, diacritics, ligatures.

    >>> fold("Financiën van de BĲSTAND")
    'financien van de bijstand'
    """
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if unicodedata.category(letter)[0] != "M")
    return _LETTER.sub(r"\1", "".join(letters).lower())


def terms(text: str) -> list[str]:
    """Give the stems of a text's words in their order, without common words and single letters.

    >>> terms("De paspoorten en e-mailadressen van M9001")
    ['paspoort', 'emailadres', 'm9001']
    """
    return [stem(word) for word in _WORD.findall(fold(text)) if is_sought(word)]


def is_sought(word: str) -> bool:
    """Say whether a folded word tells something of what is sought: it is not common, and of 2 to `LONGEST` letters.

    >>> is_sought("van"), is_sought("x"), is_sought("9")
    (False, False, True)
    """
    return word not in common_words() and (1 < len(word) <= LONGEST or (len(word) == 1 and word.isdecimal()))


@lru_cache(_WORDS_KEPT)
def stem(word: str) -> str:
    """Give the stem of a folded word; one with digits or of another script is its own.

    >>> stem("vergunningen"), stem("m9001")
    ('vergun', 'm9001')
    """
    if not _PLAIN.fullmatch(word):
        return word
    return _DOUBLED.sub(r"\1", _stemmer().stemWord(_PLURAL.sub(r"\1\2", word)))


@cache
def common_words() -> frozenset[str]:
    """Give the words that are in no index."""
    with resources.table(resources.data("site", "search.toml")) as table:
        return frozenset(table["common"].split())


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("dutch_porter")
