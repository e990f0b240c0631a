"""The table of organisations and systems, and the finding of them in text and in whole fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby

from avggraph.resolve.organisations import grounds, paths
from avggraph.resolve.organisations.forms import NameForms
from avggraph.resolve.organisations.model import Organisation, OrganisationMatch, System, SystemMatch
from avggraph.resolve.organisations.names import Found, Name, NameIndex, choose, name_key, slug
from avggraph.text import Span

_REMEMBERED = 2048


class Organisations:
    """The table of organisations and systems, and the finding of them in text. Loaded by `load_organisations`."""

    def __init__(
        self, versions: Iterable[Organisation], names: Iterable[Name], systems: Mapping[str, System],
        system_names: Iterable[Name], forms: NameForms, *, listed: Iterable[Name] = (), base: str,
    ) -> None:  # fmt: skip
        ordered = sorted(versions, key=lambda version: (version.iri, version.valid_from or date.min))
        self._versions = {iri: tuple(group) for iri, group in groupby(ordered, lambda version: version.iri)}
        self._iris = {_key(version.id): version.iri for version in ordered}
        self._listed: dict[str, list[Name]] = {}
        for name in listed:
            self._listed.setdefault(name.target, []).append(name)
        self._own = f"{base}id/organisatie/"
        self._forms = forms
        self._names = NameIndex(names, forms.surroundings, forms.among_capitals)
        self._systems = systems
        self._system_names = NameIndex(system_names, forms.surroundings, forms.among_capitals)
        # The fields of one record are read more than once, and records say the same as others.
        self._found = lru_cache(_REMEMBERED)(self._find)
        self._found_systems = lru_cache(_REMEMBERED)(self._find_systems)
        self._resolved = lru_cache(_REMEMBERED)(self._resolve)

    def __iter__(self) -> Iterator[Organisation]:
        """Give the last version of each organisation, by IRI."""
        return (versions[-1] for versions in self._versions.values())

    @property
    def systems(self) -> tuple[System, ...]:
        """The systems and registers of the table, in its order."""
        return tuple(self._systems.values())

    def get(self, iri: str, on: date | None = None) -> Organisation | None:
        """Give the organisation as it was on a date (the nearest version if it did not exist), or the last version."""
        versions = self._versions.get(iri)
        if versions is None:
            return None
        if on is None:
            return versions[-1]
        begun = [version for version in versions if (version.valid_from or date.min) <= on]
        return begun[-1] if begun else versions[0]

    def other_names(self, iri: str, on: date | None = None) -> tuple[str, ...]:
        """Give the names the table lists for an organisation beside its own, those in use on a date, sorted.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> organisations.other_names("https://identifier.overheid.nl/tooi/id/oorg/oorg12368")
        ('Belastingdienst', 'Belastingdienst/Centrale administratie', 'DGBD')
        """
        names = self._listed.get(iri, ())
        return tuple(sorted({name.label for name in names if name.in_use(on or date.max)}))

    def find(self, text: str, on: date | None = None) -> tuple[OrganisationMatch, ...]:
        """Find the organisations running text mentions, in order. White space in `text` is folded.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> for match in organisations.find("Gegevens gaan naar de IND, SSC ICT en de gemeente Zoetermeer."):
        ...     print(match.organisation.iri, match.label)
        https://identifier.overheid.nl/tooi/id/oorg/oorg10222 IND
        https://identifier.overheid.nl/tooi/id/oorg/oorg10215 SSC-ICT
        https://identifier.overheid.nl/tooi/id/gemeente/gm0637 gemeente Zoetermeer
        """
        return self._found(text, on)

    def _find(self, text: str, on: date | None) -> tuple[OrganisationMatch, ...]:
        return tuple(match for found in self._names.find(text) if (match := self._match(found, on)) is not None)

    def find_systems(self, text: str) -> tuple[SystemMatch, ...]:
        """Find the systems and registers running text mentions, in order. White space in `text` is folded.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> [match.system.slug for match in organisations.find_systems("via Suwinet uit de BRP")]
        ['suwinet', 'brp']
        """
        return self._found_systems(text)

    def _find_systems(self, text: str) -> tuple[SystemMatch, ...]:
        return tuple(
            SystemMatch(self._systems[found.names[0].target], found.span, found.names[0].label)
            for found in self._system_names.find(text)
        )

    def resolve(self, name: str, on: date | None = None) -> tuple[OrganisationMatch, ...]:
        """Resolve a whole field: one name, or a path of units; the outermost comes first, the most specific last.

        A part of a path that is in no list is a unit of the part before it; so is a unit "of" an organisation that is
        named behind it. What an organisation is part of comes before it, wherever the field says so. A field of which
        no part is known, or that goes on as a sentence, resolves to nothing.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> for match in organisations.resolve("MinBZK/DGVBR/UBR/Team Inkoop"):
        ...     print(match.organisation.iri)
        https://identifier.overheid.nl/tooi/id/ministerie/mnre1034
        https://avggraph.example/id/organisatie/directoraat-generaal-vastgoed-en-bedrijfsvoering-rijk
        https://avggraph.example/id/organisatie/uitvoeringsorganisatie-bedrijfsvoering-rijk
        https://avggraph.example/id/organisatie/uitvoeringsorganisatie-bedrijfsvoering-rijk--team-inkoop
        >>> [match.label for match in organisations.resolve("Logius (ministerie van BZK)")]
        ['ministerie van BZK', 'Logius']
        """
        return self._resolved(name, on) if len(name) <= paths.LONGEST_FIELD else ()

    def _resolve(self, name: str, on: date | None) -> tuple[OrganisationMatch, ...]:
        # A name can begin with an article, or end with a bracket or a full stop, of its own.
        whole = self._names.whole(name, Span(len(name) - len(name.lstrip()), len(name.rstrip())))
        if whole is not None and (match := self._match(whole, on)) is not None:
            return (match,)
        path: list[OrganisationMatch] = []
        todo = [paths.trim(name, Span(0, len(name)), self._forms)]
        while todo:
            part = todo.pop(0)
            if not slug(name[part.start : part.end]):
                continue
            match, rest = self._child(name, part, path[-2:], on)
            if match is None:
                match, rest = self._first(name, part, on)
            if match is None and (cut := paths.cut(name, part, self._forms)) is not None:
                todo[:0] = cut
                continue
            if match is None:
                match, rest = self._holder(name, part, on)
            if match is not None:
                self._place(path, match, on)
            elif path:
                unit = self.unit(name[part.start : part.end], path[-1].organisation)
                path.append(OrganisationMatch(unit, part, unit.name, *grounds.UNIT_OF_DESCRIPTION))
            todo[:0] = [] if rest is None else [rest]
        return tuple(path)

    def _place(self, path: list[OrganisationMatch], match: OrganisationMatch, on: date | None) -> None:
        """Put a match at its place in a path: before what is part of it, and not twice."""
        for place, known in enumerate(path):
            if known.organisation.iri == match.organisation.iri:
                return
            if self.is_part_of(known.organisation.iri, match.organisation.iri, on):
                path.insert(place, match)
                return
        path.append(match)

    def is_part_of(self, iri: str, whole: str, on: date | None = None) -> bool:
        """Say whether an organisation is part of another, at any depth.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> tooi = "https://identifier.overheid.nl/tooi/id/"
        >>> organisations.is_part_of(f"{tooi}oorg/oorg10117", f"{tooi}ministerie/mnre1034")  # Logius, BZK
        True
        """
        here = self.parent_of(iri, on)
        while here is not None and here != whole:
            here = self.parent_of(here, on)
        return here is not None

    def unit(self, name: str, parent: Organisation) -> Organisation:
        """Make a unit that only a description names.

        Its IRI always holds its parent's, two hyphens between (no slug has two): the same name under two parents is
        two units, whichever is read first, and the parent can be read from the IRI.
        """
        key = f"{_key(parent.id)}--{name_key(name)}"
        return Organisation(key, self._own + key, name, "", "unit", parent.iri, None)

    def known_unit(
        self, name: str, parent: Organisation, on: date | None = None, *, called: str = ""
    ) -> OrganisationMatch | None:
        """Find the unit that is known by its parent's name and this one; `called` is how a text names the parent.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> (rws,) = organisations.find("RWS")
        >>> organisations.known_unit("Corporate Dienst", rws.organisation).organisation.name
        'Rijkswaterstaat Corporate Dienst'
        """
        for outer in filter(None, dict.fromkeys((called, parent.name, parent.abbreviation))):
            full = f"{outer} {name}"
            found = self._names.whole(full, Span(0, len(full)))
            match = None if found is None else self._match(found, on)
            if match is not None and self.is_part_of(match.organisation.iri, parent.iri, on):
                return replace(match, span=Span(0, len(name)))
        return None

    def system(self, name: str) -> System:
        """Make a system that only a description names.

        >>> from avggraph.resolve.organisations import load_organisations
        >>> load_organisations(base="https://avggraph.example/").system("Noorderlicht").iri
        'https://avggraph.example/id/systeem/noorderlicht'
        """
        key = name_key(name)
        return System(key, f"{self._own.removesuffix('organisatie/')}systeem/{key}", name, None)

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

        >>> from avggraph.resolve.organisations import load_organisations
        >>> organisations = load_organisations(base="https://avggraph.example/")
        >>> organisations.legal_person("https://identifier.overheid.nl/tooi/id/oorg/oorg10117")  # Logius
        'https://identifier.overheid.nl/tooi/id/ministerie/mnre1034'
        """
        while (parent := self.parent_of(iri, on)) is not None:
            iri = parent
        return iri

    def ministry_of(self, iri: str, on: date | None = None) -> str | None:
        """Give the IRI of the ministry that answers for an organisation, through what it is part of; None: not known.

        >>> from avggraph.resolve.organisations import load_organisations
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

    @cached_property
    def spellings(self) -> tuple[tuple[str, Name], ...]:
        """Every spelling in normal form of every name, for finding what is nearly one."""
        return tuple((spelling, name) for spelling, name in self._names.known() if name.target)

    def _match(self, found: Found, on: date | None) -> OrganisationMatch | None:
        name = choose(found.names, on)
        organisation = self.get(name.target, on) if name is not None and name.target else None
        if name is None or organisation is None:
            return None
        ground = name.ground(whole=found.whole)
        if on is not None and not name.in_use(on):
            ground = grounds.of_another_time(ground)
        return OrganisationMatch(organisation, found.span, name.label, *ground)

    def _first(self, text: str, part: Span, on: date | None) -> tuple[OrganisationMatch | None, Span | None]:
        """Resolve the name a part of a field is, or begins with; give what is left of the part."""
        whole = self._names.whole(text, part)
        if whole is not None:
            return self._match(whole, on), None
        found = next(iter(self._found_in(text, part)), None)
        if found is None or found.span.start != part.start:
            return None, None
        rest = text[found.span.end : part.end]
        linked = self._forms.within.match(rest.lstrip(" ,(-"))
        if linked is not None:
            behind = Span(part.end - len(rest.lstrip(" ,(-")) + linked.end(), part.end)
            behind = paths.trim(text, behind, self._forms)
            known = next(iter(self._found_in(text, behind)), None)
            if known is None or known.span.start != behind.start:
                return None, None
            return self._match(found, on), behind
        behind = paths.trim(text, Span(found.span.end, part.end), self._forms)
        if paths.opens_unit(rest, self._forms) or self._names.whole(text, behind) is not None:
            return self._match(found, on), behind
        return None, None

    def _child(
        self, text: str, part: Span, parents: Sequence[OrganisationMatch], on: date | None
    ) -> tuple[OrganisationMatch | None, Span | None]:
        """Resolve a part that is known under its parent's name: "Rijkswaterstaat / Corporate Dienst (CD)"."""
        for end in paths.ends(text, part):
            for parent in reversed(parents):
                match = self.known_unit(text[part.start : end], parent.organisation, on, called=parent.label)
                if match is not None:
                    rest = paths.trim(text, Span(end, part.end), self._forms)
                    return replace(match, span=Span(part.start, end)), rest
        return None, None

    def _holder(self, text: str, part: Span, on: date | None) -> tuple[OrganisationMatch | None, Span | None]:
        """Resolve "unit of organisation": give the organisation and, as what is left, the unit."""
        if self._forms.unit.match(text, *part) is None:
            return None, None
        for link in self._forms.within.finditer(text, *part):
            holder = paths.trim(text, Span(link.end(), part.end), self._forms)
            whole = self._names.whole(text, holder)
            if whole is not None:
                return self._match(whole, on), paths.trim(text, Span(part.start, link.start()), self._forms)
        return None, None

    def _found_in(self, text: str, part: Span) -> tuple[Found, ...]:
        return tuple(
            Found(Span(part.start + found.span.start, part.start + found.span.end), found.names, found.whole)
            for found in self._names.find(text[part.start : part.end])
        )


def _key(identifier: str) -> str:
    """Give the last part of an IRI, or the slug itself."""
    return identifier.rsplit("/", 1)[-1]
