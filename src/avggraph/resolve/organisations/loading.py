"""Loading the tables: `organisations.csv`, `organisation-names.csv`, `systems.csv` and the forms of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from avggraph import resources
from avggraph.errors import KnowledgeError, Where
from avggraph.resolve.organisations.forms import KindForms, load_name_forms
from avggraph.resolve.organisations.model import Organisation, System
from avggraph.resolve.organisations.names import Context, Name, normal_form
from avggraph.resolve.organisations.table import Organisations

_COLUMNS = ("id", "name", "abbreviation", "type", "parent", "ministry", "valid_from", "valid_to", "source")
_NAME_COLUMNS = ("name", "id", "context", "beside", "valid_from", "valid_to")
_SYSTEM_COLUMNS = ("slug", "name", "other_names", "ambiguous_names", "beside", "owner")

# Kinds whose names are common words until they have their capitals ("gemeente Best", "Samenwerking De Bevelanden").
_NAMED_LIKE_PLACES = frozenset({
    "gemeente", "provincie", "waterschap", "openbaar lichaam", "samenwerkingsorganisatie",
})  # fmt: skip

# TOOI's clusters ("Notarissen", "Havenbeheerders") are groups of bodies, not organisations a text can name.
_GROUPS = frozenset({"zbo-cluster"})

# Only a ministry's versions are told apart by their names' dates; other names stay in use after the end.
_DATED = "ministerie"


def load_organisations(folder: Path | None = None, *, base: str) -> Organisations:
    """Load the tables in `folder` (the project's `data/`); `base` begins the IRIs of what has none of its own.

    Raises KnowledgeError where a table is missing, or names an organisation or a context that does not exist.
    """
    folder = resources.data() if folder is None else folder
    forms = load_name_forms(folder / "name-forms.toml")
    versions = [
        _organisation(row, where, base) for where, row in resources.rows(folder / "organisations.csv", *_COLUMNS)
    ]
    iris = {version.id: version.iri for version in versions}
    listed = [
        _listed_name(row, iris, where)
        for where, row in resources.rows(folder / "organisation-names.csv", *_NAME_COLUMNS)
    ]
    overruled = {(name.label, name.target) for name in listed}
    official = [
        _official_name(version)
        for version in versions
        if version.kind not in _GROUPS and (version.name, version.iri) not in overruled
    ]
    taken = {name.label: name.target for name in listed}
    by_target: dict[str, list[Name]] = {}
    for name in listed:
        by_target.setdefault(name.target, []).append(name)
    formed = [
        name
        for version in versions
        if version.kind in forms.kinds
        for name in _formed_names(version, by_target, taken, forms.kinds[version.kind])
    ]
    formed += [
        Name(short + version.name.removeprefix(long), version.iri, Context.CAPITALS)
        for version in versions
        for long, short in forms.shortened.items()
        if version.name.startswith(long)
    ]
    systems: dict[str, System] = {}
    system_names: list[Name] = []
    for where, row in resources.rows(folder / "systems.csv", *_SYSTEM_COLUMNS):
        owner = _known(row["owner"], iris, where) if row["owner"] else None
        others = tuple(filter(None, f"{row['other_names']}|{row['ambiguous_names']}".split("|")))
        systems[row["slug"]] = System(row["slug"], f"{base}id/systeem/{row['slug']}", row["name"], owner, others)
        system_names += _system_names(row)
    names = list(dict.fromkeys([*listed, *official, *formed]))
    return Organisations(versions, names, systems, system_names, forms, listed=listed, base=base)


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


def _listed_name(row: dict[str, str], iris: Mapping[str, str], where: Where) -> Name:
    try:
        context = Context(row["context"])
    except ValueError as error:
        advice = f"Use one of: {', '.join(repr(known.value) for known in Context)}."
        raise KnowledgeError(f"{row['context']!r} is no context.", where=where, advice=advice) from error
    target = _known(row["id"], iris, where) if row["id"] else ""
    beside = frozenset(normal_form(word) for word in row["beside"].split())
    valid_from, valid_to = _date(row["valid_from"], where), _date(row["valid_to"], where)
    return Name(row["name"], target, context, beside, valid_from=valid_from, valid_to=valid_to)


def _official_name(version: Organisation) -> Name:
    proper = version.kind in _NAMED_LIKE_PLACES or " " not in version.name
    dated = version.kind == _DATED
    return Name(
        version.name,
        version.iri,
        Context.CAPITALS if proper else Context.ANYWHERE,
        official=True,
        valid_from=version.valid_from if dated else None,
        valid_to=version.valid_to if dated else None,
    )


def _formed_names(
    version: Organisation, listed: Mapping[str, Sequence[Name]], taken: Mapping[str, str], forms: KindForms
) -> Iterator[Name]:
    """Give the names a version of an organisation has in each of the forms of its kind.

    A name that is listed as another organisation's is that one's: the minister "voor" X need not be the one "van" X.
    """
    own = [
        name.label
        for name in listed.get(version.iri, ())
        if (name.valid_from, name.valid_to) == (version.valid_from, version.valid_to)
    ]
    short = [version.abbreviation] if version.abbreviation else []
    abbreviations = dict.fromkeys([*short, *filter(_is_abbreviation, own)])
    proper = [label for label in own if label[0].isupper() and not _is_abbreviation(label)]
    bare = dict.fromkeys([version.name.removeprefix(forms.prefix), *proper])
    labels = [
        *((form.format(name=name), Context.ANYWHERE) for form in forms.name for name in bare),
        *((form.format(name=name), Context.CAPITALS) for form in forms.proper for name in bare),
        *(
            (form.format(abbreviation=abbreviation), Context.CAPITALS)
            for form in forms.abbreviation
            for abbreviation in abbreviations
        ),
    ]
    dated = version.kind == _DATED
    for label, context in labels:
        if taken.get(label, version.iri) == version.iri:
            yield Name(
                label,
                version.iri,
                context,
                valid_from=version.valid_from if dated else None,
                valid_to=version.valid_to if dated else None,
            )


def _is_abbreviation(label: str) -> bool:
    return " " not in label and (len(label) <= 3 or sum(letter.isupper() for letter in label) > 1)


def _system_names(row: dict[str, str]) -> Iterator[Name]:
    beside = frozenset(row["beside"].split())
    ambiguous = [label for label in row["ambiguous_names"].split("|") if label]
    for label in (row["name"], *filter(None, row["other_names"].split("|"))):
        if label not in ambiguous:
            yield Name(label, row["slug"], Context.CAPITALS)
    for label in ambiguous:
        yield Name(label, row["slug"], Context.AMBIGUOUS, beside)
