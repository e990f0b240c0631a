"""Paths: along which flows data of a data subject reach an organisation or system, within one record."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import networkx as nx

from avggraph.errors import QueryError
from avggraph.network.party import Party
from avggraph.network.record_flows import RecordFlow, flows_of_records, rows_of_records
from avggraph.network.register import ROLES, Role
from avggraph.query import Catalogue, Engine, bind, find_query
from avggraph.query.names import NAMES
from avggraph.query.values import local_name
from avggraph.text import fold

SUBJECTS = "subject-data"
KINDS = "data-subject-kinds"

ABOUT = "About"
"""The kind of a first step that is no flow: the record is about these people, but its data do not come from them."""

# Longer chains of processors are not met; a bound keeps a strange graph from taking for ever.
_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One flow of a path: its kind (``Collection``, …, or `ABOUT`), ends, systems, scope and the words' span IRIs."""

    kind: str
    origin: Party
    target: Party
    systems: tuple[Party, ...]
    scope: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The steps from data subjects to an organisation or system, all of one record."""

    record: str
    reference: str
    subject: Party
    steps: tuple[Step, ...]


def paths(engine: Engine, catalogue: Catalogue, subject: str, target: str) -> tuple[Path, ...]:
    """Find how data of data subjects reach an organisation or system.

    Parameters
    ----------
    engine, catalogue
        Answer the saved queries `roles`, `subject-data`, `data-subject-kinds`, `flow-words` and `named-things`.
    subject
        Words for data subjects: they stand in the record's own words for them (whole words, in any case), or are a
        name of a concept that these were recognised as, or of a broader one ("burgers").
    target
        The IRI of an organisation, unit or system.

    Returns
    -------
    tuple of Path
        By record, data subjects and length. Empty where no record leads from these people to it: that is not
        stated, and not excluded.

    Raises
    ------
    QueryError
        Where no record of the graph has such data subjects, with words near it; for words without a letter or digit.

    Notes
    -----
    Only flows of one record are joined: that an organisation receives data in one record and gives data in another
    does not make them the same data. Within a record, flows to recipients are about all its data
    (``DataOfRecord``): a path says that the record is about these people and gives data to the target, not that data
    of each of them arrive there. Where the data do not come from the data subjects themselves, the first step is
    `ABOUT`.
    """
    if not any(sign.isalnum() for sign in subject):
        raise QueryError("Er zijn geen betrokkenen genoemd.", advice="Geef hun woorden, of een begrip als burger.")
    rows = engine.select(bind(find_query(catalogue, ROLES), {"party": [target]}, catalogue, engine)).texts()
    records = sorted({row["record"] for row in rows})
    chosen = _chosen(subject, records, engine, catalogue)
    if not chosen:
        _require_known(subject, engine, catalogue)
        return ()
    concerned = sorted({row["record"] for row in chosen.values()})
    roles = rows_of_records(engine, catalogue, ROLES, concerned)
    names = {row["party"]: row["partyName"] for row in roles}
    names |= {iri: row["subjectName"] for iri, row in chosen.items()}
    flows: dict[str, list[RecordFlow]] = defaultdict(list)
    for flow in flows_of_records(engine, catalogue, concerned):
        flows[flow.record].append(flow)
    found: list[Path] = []
    for iri, row in chosen.items():
        controllers = [
            role["party"] for role in roles
            if role["record"] == row["record"] and role["role"] == Role.CONTROLLER.value
        ]  # fmt: skip
        about = tuple(row["words"].split("\n")) if row["words"] else ()
        person = Party(iri, names[iri] or local_name(iri))
        walks = _walks(iri, controllers, target, flows[row["record"]], names, about)
        found.extend(Path(row["record"], row["reference"], person, steps) for steps in walks)
    return tuple(
        sorted(
            found, key=lambda each: (each.reference, each.subject.label, each.subject.iri, len(each.steps), _ends(each))
        )
    )


def _walks(
    subject: str,
    controllers: Iterable[str],
    target: str,
    flows: Iterable[RecordFlow],
    names: Mapping[str, str],
    about: tuple[str, ...],
) -> Iterator[tuple[Step, ...]]:
    def party(iri: str) -> Party:
        return Party(iri, names.get(iri) or local_name(iri))

    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    steps: dict[str, Step] = {}
    for flow in flows:
        systems = tuple(party(system) for system in flow.systems)
        # Flows of other people and of sources lead from nothing that is asked about.
        if flow.kind != "Collection" or flow.origin == subject:
            steps[flow.iri] = Step(flow.kind, party(flow.origin), party(flow.target), systems, flow.scope, flow.words)
            graph.add_edge(flow.origin, flow.target, key=flow.iri)
            if target in flow.systems:
                key = f"{flow.iri}#naar={target}"
                steps[key] = Step(flow.kind, party(flow.origin), party(target), systems, flow.scope, flow.words)
                graph.add_edge(flow.origin, target, key=key)
    for controller in controllers:
        if not graph.has_edge(subject, controller):
            steps[controller] = Step(ABOUT, party(subject), party(controller), (), "", about)
            graph.add_edge(subject, controller, key=controller)
    if subject in graph and target in graph:
        # Of a multigraph each step is (origin, target, key); the stubs also know the pairs of a simple graph.
        walks = cast(
            "Iterator[list[tuple[str, str, str]]]", nx.all_simple_edge_paths(graph, subject, target, _MOST_STEPS)
        )
        for walk in walks:
            yield tuple(steps[key] for _, _, key in walk)


def _chosen(subject: str, records: list[str], engine: Engine, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Give the data subjects of some records that are meant, by IRI; the words are joined by line feeds."""
    kinds = _kinds_named(subject, engine, catalogue)
    by_kind = {row["subject"] for row in rows_of_records(engine, catalogue, KINDS, records) if row["kind"] in kinds}
    words = re.compile(rf"(?<!\w){re.escape(_key(subject))}(?!\w)")
    found: dict[str, dict[str, str]] = {}
    for row in rows_of_records(engine, catalogue, SUBJECTS, records):
        if row["subject"] in by_kind or words.search(_key(row["subjectName"])):
            known = found.setdefault(row["subject"], {**row, "words": ""})
            quotes = dict.fromkeys([*known["words"].split("\n"), row["words"]])
            known["words"] = "\n".join(quote for quote in quotes if quote)
    return found


def _kinds_named(subject: str, engine: Engine, catalogue: Catalogue) -> set[str]:
    named = engine.select(find_query(catalogue, NAMES).text).texts()
    return {row["thing"] for row in named if _key(row["name"]) == _key(subject)}


def _require_known(subject: str, engine: Engine, catalogue: Catalogue) -> None:
    """Raise `QueryError` where no record has these data subjects."""
    kinds = _kinds_named(subject, engine, catalogue)
    known: dict[str, str] = {}
    words = re.compile(rf"(?<!\w){re.escape(_key(subject))}(?!\w)")
    for row in engine.select(find_query(catalogue, KINDS).text).texts():
        if row["kind"] in kinds:
            return
        known.setdefault(_key(row["kindName"]), row["kindName"])
    for row in engine.select(find_query(catalogue, SUBJECTS).text).texts():
        if words.search(_key(row["subjectName"])):
            return
        known.setdefault(_key(row["subjectName"]), row["subjectName"])
    near = [known[key] for key in difflib.get_close_matches(_key(subject), sorted(known), n=5, cutoff=0.6)]
    raise QueryError(
        f"Er zijn geen betrokkenen met de naam {subject!r}.",
        advice=f"Lijkt op: {'; '.join(near)}." if near else "Geef de woorden van de beschrijving, of een begrip.",
    )


def _key(text: str) -> str:
    return fold(text).casefold()


def _ends(path: Path) -> tuple[tuple[str, str, str], ...]:
    return tuple((step.kind, step.target.label, step.target.iri) for step in path.steps)
