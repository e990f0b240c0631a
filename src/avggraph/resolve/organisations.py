"""Organisations and systems: which of the official lists a text names, and where.

The table is `data/organisations.csv`: TOOI's organisations, and under a slug of our own those TOOI lacks. A row is one
version of an organisation (a ministry keeps its IRI when its name changes), valid from and to the dates given, both
included. An official name is met wherever it stands; every other name and every abbreviation only where
`data/organisation-names.csv` lists it, in the context given there:

- empty: in upper or lower case;
- `capitals`: what is a capital in the table is one in the text, so that "gemeente best" is not the gemeente Best;
- `ambiguous`: moreover only as a whole field, or within three words of one of the words in `beside`.

A name listed without an organisation (a law's title) is met so that no name inside it is.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from avggraph import resources
from avggraph.errors import KnowledgeError, Where
from avggraph.text import Span

# Kinds whose names are common words until they have their capitals ("gemeente Best", "Samenwerking De Bevelanden").
_NAMED_LIKE_PLACES = frozenset({
    "gemeente", "provincie", "waterschap", "openbaar lichaam", "samenwerkingsorganisatie",
})  # fmt: skip

# TOOI's clusters ("Notarissen", "Havenbeheerders") are groups of bodies, not organisations a text can name.
_GROUPS = frozenset({"zbo-cluster"})

_WORDS_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Organisation:
    """One version of an organisation; `parent` (what it is part of) and `ministry` (who answers for it) are IRIs.

    `kind` is TOOI's kind in Dutch ("ministerie", "agentschap", "zbo", …), or "unit" for a unit a description names.
    An organisation with a parent is no legal person of its own.
    """

    id: str
    iri: str
    name: str
    abbreviation: str
    kind: str
    parent: str | None
    ministry: str | None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """An organisation and the words that name it: `label` is the name as the table has it, `rule` why it was taken."""

    organisation: Organisation
    span: Span
    label: str
    rule: str


@dataclass(frozen=True, slots=True)
class System:
    """An information system or register; `owner` is the IRI of the organisation that keeps it, where known."""

    slug: str
    iri: str
    name: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class SystemMatch:
    """A system and the words that name it."""

    system: System
    span: Span
    label: str


# ---------------------------------------------------------------- names in text


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


class _Context(Enum):
    ANYWHERE = ""
    CAPITALS = "capitals"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name, whose it is (nobody's: empty), where it may be met, and when it was in use."""

    label: str
    target: str
    context: _Context
    beside: frozenset[str]
    rule: str
    valid_from: date | None = None
    valid_to: date | None = None

    def in_use(self, on: date) -> bool:
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class _Found:
    """Names met at one place, all with the same normal form."""

    span: Span
    names: tuple[_Name, ...]


class _NameIndex:
    """All names in one Aho-Corasick automaton."""

    def __init__(self, names: Iterable[_Name]) -> None:
        spellings: dict[str, list[tuple[str, _Name]]] = {}
        for name in names:
            for spelling in sorted(_spellings(name.label)):
                spellings.setdefault(normal_form(spelling), []).append((spelling, name))
        patterns = sorted(spellings)
        self._names = [spellings[pattern] for pattern in patterns]
        self._by_pattern = spellings
        # Not leftmost-longest: that would lose "ministerie van Economische Zaken" in
        # "ministerie van Economische Zaken en Klimaatbeleid", where the longer name ends inside a word.
        self._automaton = AhoCorasick(patterns)

    def find(self, text: str) -> tuple[_Found, ...]:
        """Find the leftmost longest names in running text."""
        normal = normal_form(text)
        found = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(normal, overlapping=True):
            if _is_bounded(normal, start, end):
                names = tuple(name for spelling, name in self._names[pattern] if _admits(name, spelling, text, start))
                if names:
                    found.append(_Found(Span(start, _past_domain(normal, end)), names))
        return tuple(_leftmost_longest(found))

    def whole(self, text: str, span: Span) -> _Found | None:
        """Give the names that are all the words at `span`."""
        words = text[span.start : span.end]
        ending = ".nl" if words.endswith(".nl") and normal_form(words) not in self._by_pattern else ""
        bare = words.removesuffix(ending)
        names = tuple(
            name
            for spelling, name in self._by_pattern.get(normal_form(bare), ())
            if name.context is _Context.ANYWHERE or _has_capitals(spelling, bare)
        )
        return _Found(span, names) if names else None


def _spellings(label: str) -> set[str]:
    """Give a name with "en" and with "&" between its words."""
    return {label, label.replace(" & ", " en "), re.sub(r" en (?=\w)", " & ", label)}


def _is_bounded(normal: str, start: int, end: int) -> bool:
    """Say whether a match is whole words, and no part of a mail address or a site's name."""
    before, after = normal[start - 1 : start], normal[end : end + 1]
    if before.isalnum() or after.isalnum():
        return False
    return before != "@" and not normal.endswith("www.", 0, start)


def _past_domain(normal: str, end: int) -> int:
    """Give the end of a name with the ".nl" after it ("RVO.nl")."""
    return end + 3 if re.match(r"\.nl(?!\w)", normal[end : end + 4]) else end


def _admits(name: _Name, spelling: str, text: str, start: int) -> bool:
    """Say whether a name may be met at this place."""
    end = start + len(spelling)
    match name.context:
        case _Context.ANYWHERE:
            return True
        case _Context.CAPITALS:
            return _has_capitals(spelling, text[start:end])
        case _Context.AMBIGUOUS:
            return _has_capitals(spelling, text[start:end]) and (
                text.strip(" .,;:()") == text[start:end] or not name.beside.isdisjoint(_beside(text, start, end))
            )


def _has_capitals(spelling: str, words: str) -> bool:
    return all(in_text.isupper() for in_table, in_text in zip(spelling, words, strict=True) if in_table.isupper())


def _beside(text: str, start: int, end: int) -> set[str]:
    """Give the words near a match, in the same sentence."""
    before = re.split(r"[.;\n]\s", text[:start])[-1]
    after = re.split(r"[.;\n]\s", text[end:], maxsplit=1)[0]
    words = (*re.findall(r"\w+", before)[-_WORDS_BESIDE:], *re.findall(r"\w+", after)[:_WORDS_BESIDE])
    return {normal_form(word) for word in words}


def _leftmost_longest(found: list[_Found]) -> Iterator[_Found]:
    end = 0
    for _, group in groupby(sorted(found, key=lambda one: (one.span.start, -one.span.end)), lambda one: one.span.start):
        first = next(group)
        if first.span.start >= end:
            end = first.span.end
            yield first


def _choose(names: tuple[_Name, ...], on: date | None) -> _Name | None:
    """Choose among names that read the same: in use on the date, else used before it, else the last in use."""
    pool = names
    if on is not None:
        pool = (
            tuple(name for name in names if name.in_use(on))
            or tuple(name for name in names if (name.valid_from or date.min) <= on)
            or names
        )
    latest = max(name.valid_to or date.max for name in pool)
    chosen = [name for name in pool if (name.valid_to or date.max) == latest]
    return chosen[0] if len({name.target for name in chosen}) == 1 else None


# ---------------------------------------------------------------- the table


class Organisations:
    """The table of organisations and systems, and the finding of them in text. Loaded by `load_organisations`."""

    def __init__(
        self, versions: Iterable[Organisation], names: Iterable[_Name], systems: Mapping[str, System],
        system_names: Iterable[_Name], *, base: str,
    ) -> None:  # fmt: skip
        ordered = sorted(versions, key=lambda version: (version.iri, version.valid_from or date.min))
        self._versions = {iri: tuple(group) for iri, group in groupby(ordered, lambda version: version.iri)}
        self._iris = {_key(version.id): version.iri for version in ordered}
        self._own = f"{base}id/organisatie/"
        self._names = _NameIndex(names)
        self._systems = systems
        self._system_names = _NameIndex(system_names)

    def __iter__(self) -> Iterator[Organisation]:
        """Give the last version of each organisation, by IRI."""
        return (versions[-1] for versions in self._versions.values())

    def get(self, iri: str, on: date | None = None) -> Organisation | None:
        """Give the organisation as it was on a date (the nearest version if it did not exist), or the last version."""
        versions = self._versions.get(iri)
        if versions is None:
            return None
        if on is None:
            return versions[-1]
        begun = [version for version in versions if (version.valid_from or date.min) <= on]
        return begun[-1] if begun else versions[0]

    def find(self, text: str, on: date | None = None) -> tuple[OrganisationMatch, ...]:
        """Find the organisations running text mentions, in order. White space in `text` is folded.

        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> for match in organisations.find("Gegevens gaan naar de IND, SSC ICT en de gemeente Zoetermeer."):
        ...     print(match.organisation.iri, match.label)
        https://identifier.overheid.nl/tooi/id/oorg/oorg10222 IND
        https://identifier.overheid.nl/tooi/id/oorg/oorg10215 SSC-ICT
        https://identifier.overheid.nl/tooi/id/gemeente/gm0637 gemeente Zoetermeer
        """
        return tuple(match for found in self._names.find(text) if (match := self._match(found, on)) is not None)

    def find_systems(self, text: str) -> tuple[SystemMatch, ...]:
        """Find the systems and registers running text mentions, in order. White space in `text` is folded.

        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> [match.system.slug for match in organisations.find_systems("via Suwinet uit de BRP")]
        ['suwinet', 'brp']
        """
        return tuple(
            SystemMatch(self._systems[found.names[0].target], found.span, found.names[0].label)
            for found in self._system_names.find(text)
        )

    def resolve(self, name: str, on: date | None = None) -> tuple[OrganisationMatch, ...]:
        """Resolve a whole field: one name, or a path of units; the outermost comes first, the most specific last.

        A part of a path that is in no list is a unit of the part before it. A field whose first part is unknown
        resolves to nothing.

        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> for match in organisations.resolve("MinBZK/DGVBR/UBR/Team Inkoop"):
        ...     print(match.organisation.iri)
        https://identifier.overheid.nl/tooi/id/ministerie/mnre1034
        https://avggraph.example/id/organisatie/directoraat-generaal-vastgoed-en-bedrijfsvoering-rijk
        https://avggraph.example/id/organisatie/uitvoeringsorganisatie-bedrijfsvoering-rijk
        https://avggraph.example/id/organisatie/uitvoeringsorganisatie-bedrijfsvoering-rijk--team-inkoop
        """
        path: list[OrganisationMatch] = []
        todo = [_trim(name, Span(0, len(name)))]
        while todo:
            part = todo.pop(0)
            if not _slug(name[part.start : part.end]):
                continue
            match, rest = self._first(name, part, on)
            if match is None and (cut := _cut(name, part)) is not None:
                todo[:0] = cut
                continue
            if match is None:
                if not path:
                    return ()
                unit = self.unit(name[part.start : part.end], path[-1].organisation)
                match, rest = OrganisationMatch(unit, part, unit.name, "unit named in the description"), None
            path.append(match)
            todo[:0] = [] if rest is None else [rest]
        return tuple(path)

    def unit(self, name: str, parent: Organisation) -> Organisation:
        """Make a unit that only a description names.

        Its IRI always holds its parent's, two hyphens between (no slug has two): the same name under two parents is
        two units, whichever is read first, and the parent can be read from the IRI.
        """
        key = f"{_key(parent.id)}--{_slug(name)}"
        return Organisation(key, self._own + key, name, "", "unit", parent.iri, None)

    def system(self, name: str) -> System:
        """Make a system that only a description names.

        >>> load_organisations(base="https://avggraph.example/").system("Noorderlicht").iri
        'https://avggraph.example/id/systeem/noorderlicht'
        """
        slug = _slug(name)
        return System(slug, f"{self._own.removesuffix('organisatie/')}systeem/{slug}", name, None)

    def parent_of(self, iri: str, on: date | None = None) -> str | None:
        """Give the IRI of what an organisation or unit is part of, if it is part of anything."""
        organisation = self.get(iri, on)
        if organisation is not None:
            return organisation.parent
        outer, _, unit = iri.removeprefix(self._own).rpartition("--")
        if not iri.startswith(self._own) or not unit or not outer:
            return None
        return self._iris.get(outer, self._own + outer)

    def legal_person(self, iri: str, on: date | None = None) -> str:
        """Give the IRI of the outermost organisation that this one is part of; itself, if it is part of none.

        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> organisations.legal_person("https://identifier.overheid.nl/tooi/id/oorg/oorg10117")  # Logius
        'https://identifier.overheid.nl/tooi/id/ministerie/mnre1034'
        """
        while (parent := self.parent_of(iri, on)) is not None:
            iri = parent
        return iri

    def ministry_of(self, iri: str, on: date | None = None) -> str | None:
        """Give the IRI of the ministry that answers for an organisation, through what it is part of; None: not known.

        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> ind = "https://identifier.overheid.nl/tooi/id/oorg/oorg10222"
        >>> organisations.ministry_of(ind, date(2023, 5, 1)), organisations.ministry_of(ind, date(2025, 5, 1))
        ... # doctest: +NORMALIZE_WHITESPACE
        ('https://identifier.overheid.nl/tooi/id/ministerie/mnre1058',
         'https://identifier.overheid.nl/tooi/id/ministerie/mnre1162')
        """
        here: str | None = iri
        while here is not None:
            organisation = self.get(here, on)
            if organisation is not None and organisation.ministry is not None:
                return organisation.ministry
            here = self.parent_of(here, on)
        return None

    def _match(self, found: _Found, on: date | None) -> OrganisationMatch | None:
        name = _choose(found.names, on)
        organisation = self.get(name.target, on) if name is not None and name.target else None
        if name is None or organisation is None:
            return None
        rule = name.rule if on is None or name.in_use(on) else f"{name.rule}, not in use then"
        return OrganisationMatch(organisation, found.span, name.label, rule)

    def _first(self, text: str, part: Span, on: date | None) -> tuple[OrganisationMatch | None, Span | None]:
        """Resolve the name a part of a field is, or begins with; give what is left of the part."""
        whole = self._names.whole(text, part)
        if whole is not None:
            return self._match(whole, on), None
        for found in self._names.find(text[: part.end]):
            if found.span.start == part.start and _opens_unit(text[found.span.end : part.end]):
                return self._match(found, on), _trim(text, Span(found.span.end, part.end))
        return None, None


_SEPARATORS = " /|,;:>\u2013-()."
_ARTICLE = re.compile(r"(?:de|het)\s", re.IGNORECASE)

# A slash parts the levels of a path, except in a number ("24/7").
_SLASH = re.compile(r"(?<!\d)\s*[/|>]\s*|\s*[/|>]\s*(?!\d)")


def _trim(text: str, span: Span) -> Span:
    """Leave separators and the article out at the ends of a part."""
    start, end = span
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while start < end and text[end - 1] in _SEPARATORS:
        end -= 1
    article = _ARTICLE.match(text, start, end)
    return Span(article.end() if article else start, end)


def _opens_unit(rest: str) -> bool:
    """Say whether what follows a name in a field can be a unit of it: a separator or a capital begins it."""
    return re.match(r"\s*[/|,;:>(\u2013-]|\s+[A-Z0-9]", rest) is not None


def _cut(text: str, part: Span) -> tuple[Span, Span] | None:
    slash = _SLASH.search(text, part.start, part.end)
    if slash is None:
        return None
    return Span(part.start, slash.start()), _trim(text, Span(slash.end(), part.end))


def _key(identifier: str) -> str:
    """Give the last part of an IRI, or the slug itself."""
    return identifier.rsplit("/", 1)[-1]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", normal_form(name.replace("&", " en "))).strip("-")


# ---------------------------------------------------------------- loading


def load_organisations(folder: Path | None = None, *, base: str) -> Organisations:
    """Load the tables in `folder` (the project's `data/`); `base` begins the IRIs of what has none of its own.

    Raises KnowledgeError where a table is missing, or names an organisation or a context that does not exist.
    """
    folder = resources.data() if folder is None else folder
    versions = [_organisation(row, where, base) for where, row in _rows(folder / "organisations.csv")]
    iris = {version.id: version.iri for version in versions}
    listed = [_listed_name(row, iris, where) for where, row in _rows(folder / "organisation-names.csv")]
    overruled = {(name.label, name.target) for name in listed}
    official = dict.fromkeys(
        _official_name(version)
        for version in versions
        if version.kind not in _GROUPS and (version.name, version.iri) not in overruled
    )
    systems: dict[str, System] = {}
    system_names: list[_Name] = []
    for where, row in _rows(folder / "systems.csv"):
        owner = _known(row["owner"], iris, where) if row["owner"] else None
        systems[row["slug"]] = System(row["slug"], f"{base}id/systeem/{row['slug']}", row["name"], owner)
        system_names += _system_names(row)
    return Organisations(versions, [*listed, *official], systems, system_names, base=base)


def _rows(path: Path) -> Iterator[tuple[Where, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            for row in reader:
                yield Where(path.name, reader.line_num), row
    except (OSError, csv.Error) as error:
        raise KnowledgeError(f"The table cannot be read: {error}.", where=Where(path.name)) from error


def _known(identifier: str, iris: Mapping[str, str], where: Where) -> str:
    try:
        return iris[identifier]
    except KeyError as error:
        raise KnowledgeError(
            f"{identifier} is no organisation.", where=where, advice="Add it to organisations.csv."
        ) from error


def _date(value: str, where: Where) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise KnowledgeError(f"{value!r} is no date.", where=where, advice="Write it as 2024-07-02.") from error


def _organisation(row: dict[str, str], where: Where, base: str) -> Organisation:
    def iri(identifier: str) -> str | None:
        if not identifier:
            return None
        return identifier if "/" in identifier else f"{base}id/organisatie/{identifier}"

    return Organisation(
        row["id"], iri(row["id"]) or "", row["name"], row["abbreviation"], row["type"], iri(row["parent"]),
        iri(row["ministry"]), _date(row["valid_from"], where), _date(row["valid_to"], where),
    )  # fmt: skip


def _listed_name(row: dict[str, str], iris: Mapping[str, str], where: Where) -> _Name:
    try:
        context = _Context(row["context"])
    except ValueError as error:
        advice = f"Use one of: {', '.join(repr(known.value) for known in _Context)}."
        raise KnowledgeError(f"{row['context']!r} is no context.", where=where, advice=advice) from error
    target = _known(row["id"], iris, where) if row["id"] else ""
    beside = frozenset(normal_form(word) for word in row["beside"].split())
    valid_from, valid_to = _date(row["valid_from"], where), _date(row["valid_to"], where)
    return _Name(row["name"], target, context, beside, "other name", valid_from, valid_to)


def _official_name(version: Organisation) -> _Name:
    proper = version.kind in _NAMED_LIKE_PLACES or " " not in version.name
    context = _Context.CAPITALS if proper else _Context.ANYWHERE
    # Only a ministry's versions are told apart by their names' dates; other names stay in use after the end.
    dated = version.kind == "ministerie"
    return _Name(
        version.name, version.iri, context, frozenset(), "official name",
        version.valid_from if dated else None, version.valid_to if dated else None,
    )  # fmt: skip


def _system_names(row: dict[str, str]) -> Iterator[_Name]:
    beside = frozenset(row["beside"].split())
    ambiguous = [label for label in row["ambiguous_names"].split("|") if label]
    for label in (row["name"], *filter(None, row["other_names"].split("|"))):
        if label not in ambiguous:
            yield _Name(label, row["slug"], _Context.CAPITALS, frozenset(), "name")
    for label in ambiguous:
        yield _Name(label, row["slug"], _Context.AMBIGUOUS, beside, "name")
