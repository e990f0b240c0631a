"""Names in running text: one normal form for all spellings, one automaton for all names, and when a name counts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from operator import attrgetter

from ahocorasick_rs import AhoCorasick

from avggraph.resolve.alternation import either
from avggraph.resolve.matching import has_capitals, is_whole, leftmost_longest
from avggraph.resolve.organisations import grounds
from avggraph.resolve.organisations.grounds import Ground
from avggraph.text import Span

_WORDS_BESIDE = 3
# The hyphen of a compound: "Financieel-Economische Zaken" is not Economische Zaken.
_IN_COMPOUND = re.compile(r"\w-\Z")
# A whole field of so many letters is a name also without its capitals ("rijkswaterstaat"); "ind" may be a word.
_DISTINCTIVE = 6
# No three words are longer.
_NEAR = 150
_BETWEEN_WORDS = re.compile(r" en (?=\w)")
_WORD_BEFORE = re.compile(r"(\w+)\W*\Z")
_WORD_AFTER = re.compile(r"\W*(\w+)")


class _NormalCharacters(dict[int, str]):
    """The normal form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace() or unicodedata.category(character) == "Pd":
            normal = " "
        elif character in "‘’ʼ`´":
            normal = "'"
        else:
            folded = unicodedata.normalize("NFD", character)[0].casefold()
            normal = character if len(folded) != 1 or folded == character else self[ord(folded)]
        self[code] = normal
        return normal


_NORMAL_CHARACTERS = _NormalCharacters()


def normal_form(text: str) -> str:
    """Write text so that spellings of one name are equal: case, diacritics, and hyphen or space do not count.

    Character by character, so that a place in the normal form is the same place in the text.

    >>> normal_form("SSC\u2011ICT en Financi\u00ebn")
    'ssc ict en financien'
    """
    return text.translate(_NORMAL_CHARACTERS)


def slug(name: str) -> str:
    """Give the part of an IRI that a name makes.

    >>> slug("Team Inkoop & Financiën")
    'team-inkoop-en-financien'
    """
    return re.sub(r"[^a-z0-9]+", "-", normal_form(name.replace("&", " en "))).strip("-")


def name_key(name: str) -> str:
    """Give the part of an IRI that stands for a name: its slug, or a hash where no letter or digit makes one.

    >>> name_key("Team Inkoop"), name_key("???"), name_key("Δίκτυο")
    ('team-inkoop', 'x-a03b221c6c6e', 'x-e1a39959bcee')
    """
    folded = " ".join(unicodedata.normalize("NFC", name.casefold()).split())
    return slug(name) or f"x-{hashlib.sha256(folded.encode()).hexdigest()[:12]}"


class Context(Enum):
    """Where a name may be met: column `context` of `data/organisation-names.csv`."""

    ANYWHERE = ""
    CAPITALS = "capitals"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, whose it is (nobody's: empty), where it may be met, and when it was in use."""

    label: str
    target: str
    context: Context = Context.ANYWHERE
    beside: frozenset[str] = frozenset()
    official: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def in_use(self, on: date) -> bool:
        """Say whether the name was in use on a day."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def ground(self, *, whole: bool) -> Ground:
        """Give why words are taken for this name: they are the whole field, or stand in running text."""
        if self.context is Context.AMBIGUOUS:
            return grounds.AMBIGUOUS_FIELD if whole else grounds.AMBIGUOUS_TEXT
        if self.official:
            return grounds.OFFICIAL_FIELD if whole else grounds.OFFICIAL_TEXT
        return grounds.LISTED_FIELD if whole else grounds.LISTED_TEXT


@dataclass(frozen=True, slots=True)
class Found:
    """Names met at one place, all with the same normal form; `whole`: the place is all of the text or field."""

    span: Span
    names: tuple[Name, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What may stand before and after a name as part of it ("Stichting", "B.V.", ".nl")."""

    before: re.Pattern[str]
    after: re.Pattern[str]

    @classmethod
    def of(cls, before: Iterable[str], after: Iterable[str]) -> Surroundings:
        """Compile the words of `data/name-forms.toml`."""
        follows = "|".join(
            (r"" if word.startswith(".") else r"\s+") + re.escape(word) for word in sorted(after, key=len, reverse=True)
        )
        precedes = "|".join(re.escape(word) for word in sorted(before, key=len, reverse=True))
        return cls(
            re.compile(rf"(?<!\w)(?:{precedes})\s+\Z" if precedes else r"(?!)", re.IGNORECASE),
            re.compile(rf"(?:{follows})(?!\w)" if follows else r"(?!)"),
        )

    def widened(self, text: str, span: Span) -> Span:
        """Take what surrounds a name into its span.

        >>> Surroundings.of(["Stichting"], ["B.V."]).widened("Stichting Nidos", Span(10, 15))
        Span(start=0, end=15)
        """
        before = self.before.search(text, max(0, span.start - 30), span.start)
        after = self.after.match(text, span.end)
        return Span(before.start() if before else span.start, after.end() if after else span.end)


@dataclass(frozen=True, slots=True)
class AmongCapitals:
    """Abbreviations that are also words ("OM"), and what tells the name from the word in text that is all capitals."""

    abbreviations: frozenset[str]
    name_behind: re.Pattern[str]
    name_before: re.Pattern[str]

    @classmethod
    def of(cls, abbreviations: Iterable[str], behind: Iterable[str], before: Iterable[str]) -> AmongCapitals:
        """Compile the words of `data/name-forms.toml`."""
        return cls(
            frozenset(abbreviations),
            re.compile(rf"(?<!\w)(?:{either(behind)})\s+\Z", re.IGNORECASE),
            re.compile(rf"\s*(?:[^\w\s]|\Z|(?:{either(before)})(?!\w))", re.IGNORECASE),
        )

    def is_word(self, text: str, start: int, end: int) -> bool:
        """Say whether what stands at a place is a word of a text that is all capitals, and no abbreviation.

        >>> among = AmongCapitals.of(["OM"], ["het"], ["en"])
        >>> among.is_word("ALLEEN OM TE CONTROLEREN", 7, 9), among.is_word("AAN HET OM VERSTREKT", 8, 10)
        (True, False)
        >>> among.is_word("aan OM verstrekt", 4, 6), among.is_word("POLITIE, OM EN RECHTBANK", 9, 11)
        (False, False)
        """
        if text[start:end] not in self.abbreviations or self.name_before.match(text, end):
            return False
        near = max(0, start - _NEAR)
        beside = (_WORD_BEFORE.search(text, near, start), _WORD_AFTER.match(text, end, end + _NEAR))
        capitals = all(word[1].isupper() for word in beside if word is not None)
        return capitals and not self.name_behind.search(text, near, start)


class NameIndex:
    """All names in one Aho-Corasick automaton."""

    def __init__(self, names: Iterable[Name], surroundings: Surroundings, among_capitals: AmongCapitals) -> None:
        spellings: dict[str, list[tuple[str, Name]]] = {}
        for name in names:
            for spelling in sorted(_spellings(name.label)):
                spellings.setdefault(normal_form(spelling), []).append((spelling, name))
        patterns = sorted(spellings)
        self._names = [spellings[pattern] for pattern in patterns]
        self._by_pattern = spellings
        self._surroundings = surroundings
        self._among_capitals = among_capitals
        # Not leftmost-longest: that would lose "ministerie van Economische Zaken" in
        # "ministerie van Economische Zaken en Klimaatbeleid", where the longer name ends inside a word.
        self._automaton = AhoCorasick(patterns)

    def known(self) -> Iterator[tuple[str, Name]]:
        """Give every spelling in normal form with a name it spells, sorted."""
        for pattern in sorted(self._by_pattern):
            for _, name in self._by_pattern[pattern]:
                yield pattern, name

    def find(self, text: str) -> tuple[Found, ...]:
        """Find the leftmost longest names in running text."""
        normal = normal_form(text)
        bare = text.strip(" .,;:()")
        found = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(normal, overlapping=True):
            if _is_bounded(normal, start, end) and not self._among_capitals.is_word(text, start, end):
                names = tuple(name for spelling, name in self._names[pattern] if _admits(name, spelling, text, start))
                if names:
                    span = self._surroundings.widened(text, Span(start, end))
                    found.append(Found(span, names, bare == text[span.start : span.end]))
        return tuple(leftmost_longest(found, attrgetter("span")))

    def whole(self, text: str, span: Span) -> Found | None:
        """Give the names that are all the words at `span`, with or without what may surround a name."""
        words = text[span.start : span.end]
        for bare in self._without_surroundings(words):
            names = tuple(
                name
                for spelling, name in self._by_pattern.get(normal_form(bare), ())
                if name.context is Context.ANYWHERE or len(bare) >= _DISTINCTIVE or has_capitals(spelling, bare)
            )
            if names:
                return Found(span, names, whole=True)
        return None

    def _without_surroundings(self, words: str) -> Iterator[str]:
        yield words
        for place in (found.start() for found in self._surroundings.after.finditer(words)):
            if self._surroundings.after.fullmatch(words, place):
                yield words[:place]
        first, _, rest = words.partition(" ")
        if rest and self._surroundings.before.search(f"{first} "):
            yield from self._without_surroundings(rest)


def choose(names: Sequence[Name], on: date | None) -> Name | None:
    """Choose among names that read the same: in use on the date, else used before it, else the last in use.

    None where two organisations bear the name.
    """
    pool = names
    if on is not None:
        pool = (
            tuple(name for name in names if name.in_use(on))
            or tuple(name for name in names if (name.valid_from or date.min) <= on)
            or names
        )
    latest = max(name.valid_to or date.max for name in pool)
    chosen = [name for name in pool if (name.valid_to or date.max) == latest]
    return max(chosen, key=lambda name: name.official) if len({name.target for name in chosen}) == 1 else None


def _spellings(label: str) -> set[str]:
    """Give a name with "en" and with "&" between its words, and with and without a hyphen for a part left out."""
    joined = {label, label.replace(" & ", " en "), _BETWEEN_WORDS.sub(" & ", label)}
    return joined | {spelling.replace("- ", " ") for spelling in joined}


def _is_bounded(normal: str, start: int, end: int) -> bool:
    """Say whether a match is whole words, and no part of a mail address or a site's name."""
    return is_whole(normal, start, end) and not normal.endswith(("@", "www."), 0, start)


def _admits(name: Name, spelling: str, text: str, start: int) -> bool:
    """Say whether a name may be met at this place."""
    end = start + len(spelling)
    match name.context:
        case Context.ANYWHERE:
            return True
        case Context.CAPITALS:
            return has_capitals(spelling, text[start:end])
        case Context.AMBIGUOUS:
            return (
                has_capitals(spelling, text[start:end])
                and not _IN_COMPOUND.search(text, max(0, start - 2), start)
                and (text.strip(" .,;:()") == text[start:end] or not name.beside.isdisjoint(_beside(text, start, end)))
            )


def _beside(text: str, start: int, end: int) -> set[str]:
    """Give the words near a match, in the same sentence."""
    before = re.split(r"[.;\n]\s", text[max(0, start - _NEAR) : start])[-1]
    after = re.split(r"[.;\n]\s", text[end : end + _NEAR], maxsplit=1)[0]
    words = (*re.findall(r"\w+", before)[-_WORDS_BESIDE:], *re.findall(r"\w+", after)[:_WORDS_BESIDE])
    return {normal_form(word) for word in words}
