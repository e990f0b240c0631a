"""The compiled engine on the W3C SHACL test suite: all of Core, and what it takes of SHACL-SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import SH, Namespace, Term
from avggraph.validate import ShapeSet
from avggraph.validate.shacl.compiled import compiled_results
from avggraph.validate.shacl.path import read_list, read_path
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples
from avggraph.validate.shacl.turtle import read_turtle
from validate.w3c import MISSING, SUITE, skipped

pytestmark = pytest.mark.skipif(skipped(), reason=MISSING)

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

# What the engine refuses by name: constraint components of one's own, and queries that ask for the shapes graph.
REFUSED = {
    "sparql/component/nodeValidator-001",
    "sparql/component/optional-001",
    "sparql/component/propertyValidator-select-001",
    "sparql/component/validator-001",
    "sparql/pre-binding/shapesGraph-001",
}


@dataclass(frozen=True)
class Case:
    """One entry of the suite."""

    file: Path
    manifest: Triples
    entry: Term

    @property
    def name(self) -> str:
        return self.file.relative_to(SUITE).with_suffix("").as_posix()

    def one(self, subject: Term, predicate: Term) -> Term:
        (value,) = self.manifest.objects(subject, predicate)
        return value

    def graph(self, role: Term) -> Triples:
        named = self.one(self.one(self.entry, MF.action), role)
        return Triples(read_turtle(Path(named[1:-1].removeprefix("file://"))))

    def results(self) -> list[Result]:
        return list(compiled_results(self.graph(SHT.dataGraph), ShapeSet(self.graph(SHT.shapesGraph), {})))


def cases(folder: str) -> list[Case]:
    found = []
    for file in sorted((SUITE / folder).rglob("*.ttl")):
        manifest = Triples(read_turtle(file))
        for node in manifest.subjects_of(MF.entries):
            (entries,) = manifest.objects(node, MF.entries)
            found += [Case(file, manifest, entry) for entry in read_list(manifest, entries)]
    return found


def told(term: Term | None) -> Term | None:
    """A blank node has no name that two graphs share: that it is one is all there is to compare."""
    return "_:" if term is not None and term.startswith("_:") else term


def expected(case: Case) -> list[tuple[object, ...]]:
    rows = []
    for result in case.manifest.objects(case.one(case.entry, MF.result), SH.result):
        said = {
            predicate: next(iter(case.manifest.objects(result, predicate)), None)
            for predicate in (SH.focusNode, SH.value, SH.sourceConstraintComponent, SH.resultSeverity, SH.sourceShape)
        }
        paths = [read_path(case.manifest, path).text for path in case.manifest.objects(result, SH.resultPath)]
        messages = sorted(case.manifest.objects(result, SH.resultMessage))
        rows.append((paths, *map(told, said.values()), messages))
    return sorted(rows, key=str)


def actual(case: Case, *, messages: bool) -> list[tuple[object, ...]]:
    return sorted(
        (
            (
                [result.path] if result.path else [],
                told(result.focus),
                told(result.value),
                f"<{result.component}>",
                result.severity,
                "_:" if result.shape.startswith("_:") else f"<{result.shape}>",
                list(result.messages) if messages else [],
            )
            for result in case.results()
        ),
        key=str,
    )


@pytest.mark.parametrize("case", [*cases("core"), *cases("sparql")], ids=lambda case: case.name)
def test_case(case: Case) -> None:
    result = case.one(case.entry, MF.result)
    if result == SHT.Failure or case.name in REFUSED:
        with pytest.raises(KnowledgeError):
            case.results()
        return
    wanted = expected(case)
    # Most cases leave the messages out of what they expect; where one has them, they count.
    assert actual(case, messages=any(row[-1] for row in wanted)) == wanted
    (conforms,) = case.manifest.objects(result, SH.conforms)
    assert conforms.startswith('"true"') is not bool(wanted)


def test_the_suite_is_whole() -> None:
    assert (len(cases("core")), len(cases("sparql"))) == (98, 23)
