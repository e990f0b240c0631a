"""Words that no label covers, taken apart: Dutch writes compounds as one word (Algemene Nederlandse Spraakkunst, 12.2).

- "salarisgegevens" says what "salaris" says: the last part only carries the first;
- "zorgmedewerker" is a "medewerker": the last part, a label, says what it is. What the compound is made with does not
  count: "klantgegevens" is no "klant".

What may not be read so stands in `data/compounds.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from avggraph import resources
from avggraph.resolve.concepts.lexicon import Lexicon, Reading
from avggraph.resolve.concepts.match import Rule
from avggraph.resolve.normal_form import normal_form

_SHORTEST_STEM = 3
_LINKS = ("", "s", "en", "e", "n")


@dataclass(frozen=True, slots=True)
class CompoundRules:
    """The parts of compounds in one scheme: `data/compounds.toml` says what each is for."""

    carriers: tuple[str, ...]
    shortest_head: int
    no_heads: frozenset[str]
    prefixes: frozenset[str]


@cache
def compound_rules(scheme: str) -> CompoundRules | None:
    """Give the rules of a scheme; None where its compounds are not taken apart.

    >>> "gegevens" in compound_rules("persoonsgegevens").carriers, compound_rules("rollen")
    (True, None)
    """
    return _tables()[0].get(scheme)


def irregular_nouns() -> Mapping[str, str]:
    """Give the nouns of verbs that are not formed by rule.

    >>> irregular_nouns()["uitgeven"]
    'uitgifte'
    """
    return _tables()[1]


@cache
def _tables() -> tuple[Mapping[str, CompoundRules], Mapping[str, str]]:
    with resources.table(resources.data("compounds.toml")) as table:
        prefixes = frozenset(table["prefixes"])
        rules = {
            scheme: CompoundRules(tuple(row["carriers"]), row["shortest_head"], frozenset(row["no_heads"]), prefixes)
            for scheme, row in table["schemes"].items()
        }
        return rules, table["nouns"]


def compound(word: str, lexicon: Lexicon, rules: CompoundRules) -> Reading | None:
    """Read a word, in normal form, by what it carries or by its last part.

    >>> from avggraph.vocabulary import load_vocabulary
    >>> lexicon = Lexicon.of(load_vocabulary().scheme("betrokkenen"))
    >>> compound("parkmedewerkers", lexicon, compound_rules("betrokkenen")).rule.words
    'compound of the label'
    """
    carrier = next((carrier for carrier in rules.carriers if word.endswith(carrier)), None)
    if carrier:
        return _carried(word.removesuffix(carrier), lexicon)
    for place in range(max(_SHORTEST_STEM, len(word) - lexicon.longest), len(word) - rules.shortest_head + 1):
        found = lexicon.forms.get(word[place:])
        if found and _is_compounded(word[:place], found, rules):
            return Reading(found.concept, found.label, Rule.HEAD)
    return None


def _carried(stem: str, lexicon: Lexicon) -> Reading | None:
    for link in _LINKS:
        found = lexicon.forms.get(stem.removesuffix(link)) if stem.endswith(link) else None
        if found and len(stem) >= _SHORTEST_STEM:
            return Reading(found.concept, found.label, Rule.CARRIER)
    return None


def _is_compounded(first: str, head: Reading, rules: CompoundRules) -> bool:
    """Say whether a first part and a label make a compound: "ontheffing" is no "heffing"."""
    return first not in rules.prefixes and normal_form(head.label).text not in rules.no_heads
