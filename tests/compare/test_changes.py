"""What changed between two builds: hand-checked cases, and properties on invented records."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.compare import Changes, FieldChange, changes_between, changes_table, summary, write_markdown, write_turtle
from avggraph.compare.changes import field_changes
from avggraph.compare.facts import RECORD, Fact, FactReader, Part, RecordFacts
from avggraph.compare.fields import Field, load_fields
from avggraph.graph.naming import Naming
from avggraph.pipeline import BuildOptions, build
from avggraph.store import open_output

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "data" / "examples"
VISA = (EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt").read_text(encoding="utf-8")
FRAUD = (EXAMPLES / "voorbeeld-m9003-meldpunt-identiteitsfraude.txt").read_text(encoding="utf-8")
PASSPORTS = (EXAMPLES / "voorbeeld-m9005-noodreisdocumenten.md").read_text(encoding="utf-8")
INSERTED = "Controleren of het betaalde bedrag klopt."


def built(folder: Path, naming: Naming | None = None, **texts: str) -> Path:
    source = folder / "bron"
    source.mkdir(parents=True)
    for name, text in texts.items():
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    options = BuildOptions(naming=naming or Naming(), formats=("nquads",))
    return build([source], folder / "out", options).folder


def between(older: Path, newer: Path) -> Changes:
    return changes_between(open_output(older), open_output(newer))


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("older"), visum=VISA, fraude=FRAUD, nood=PASSPORTS)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """M9001 changed, M9003 has another text that says the same, M9005 has another number."""
    visum = replaced(
        VISA,
        ("Onderzoeken hoe tevreden", f"{INSERTED}\n\nUitvoering overeenkomst\n\nOnderzoeken hoe tevreden"),
        ("5 jaar na de beslissing", "2 jaar na de beslissing"),
        ("E-mailadres, voorkeurstaal en", "E-mailadres, BSN en"),
        (" en politie, voor", ", politie en Logius, voor"),
        ("aan één of meer landen", "aan  één of meer Landen"),
    )  # fmt: skip
    return built(
        tmp_path_factory.mktemp("newer"),
        visum=visum,
        fraude=f"\n\n{FRAUD}",
        nood=replaced(PASSPORTS, ("M9005", "M9095")),
    )


@pytest.fixture(scope="module")
def changes(older: Path, newer: Path) -> Changes:
    return between(older, newer)


def told(change: FieldChange) -> tuple[str, str, str | None, str | None]:
    old, new = (value.text if value else None for value in (change.old, change.new))
    return change.part, change.field.name, old, new


# ---------------------------------------------------------------- hand-checked


def test_records_came_went_and_changed(changes: Changes) -> None:
    assert [record.reference for record in changes.added] == ["M9095"]
    assert [record.reference for record in changes.removed] == ["M9005"]
    assert [change.record.reference for change in changes.changed] == ["M9001"]
    assert [change.record.reference for change in changes.restated] == ["M9003"]
    assert summary(changes) == "1 nieuw, 1 weg, 1 gewijzigd, 1 gelijk, waarvan 1 in andere tekst"


def test_a_record_is_compared_field_by_field_and_part_by_part(changes: Changes) -> None:
    recipients, *rest = map(told, changes.changed[0].fields)
    assert recipients[:2] == ("", "ontvangers")
    assert "Koninklijke Marechaussee en politie" in (recipients[2] or "")
    assert "Koninklijke Marechaussee, politie en Logius" in (recipients[3] or "")
    # The purpose and the data blocks behind the inserted purpose did not change.
    assert rest == [
        ("", "ontvanger", None, "Logius"),
        ("", "gegevensstroom", None, "verstrekking: ministerie van Buitenlandse Zaken → Logius"),
        ("doel 2", "doel", None, INSERTED),
        ("doel 2", "grondslag", None, "A6-1-b"),
        ("doel 2", "grondslag in woorden", None, "Uitvoering overeenkomst"),
        ("gegevens 1", "bewaartermijn", "5 jaar na de beslissing op de aanvraag",
         "2 jaar na de beslissing op de aanvraag"),
        ("gegevens 1", "bewaarduur", "P5Y", "P2Y"),
        ("gegevens 4", "persoonsgegevens in woorden", "E-mailadres, voorkeurstaal en oordeel over het loket",
         "E-mailadres, BSN en oordeel over het loket"),
        ("gegevens 4", "persoonsgegeven", None, "burgerservicenummer"),
        ("gegevens 4", "persoonsgegeven", "taal", None),
    ]  # fmt: skip


def test_seen_from_the_other_side_it_is_the_same(older: Path, newer: Path, changes: Changes) -> None:
    back = between(newer, older)
    assert (back.added, back.removed) == (changes.removed, changes.added)
    assert back.equal == changes.equal
    there = {told(each)[1:] for each in changes.changed[0].fields}
    assert {(name, new, old) for _, name, old, new in map(told, back.changed[0].fields)} == there


def test_a_build_does_not_differ_from_itself(older: Path) -> None:
    found = between(older, older)
    assert (found.added, found.removed, found.changed, found.restated, found.equal) == ((), (), (), (), 3)
    assert changes_table(found).rows == ()


def test_another_base_and_another_name_of_the_register_are_no_change(older: Path, tmp_path: Path) -> None:
    naming = Naming("https://data.voorbeeld.nl/avg/", "voorbeeldstad")
    found = between(older, built(tmp_path, naming, visum=VISA, fraude=FRAUD, nood=PASSPORTS))
    assert summary(found) == "0 nieuw, 0 weg, 0 gewijzigd, 3 gelijk"


def test_records_without_a_number_are_known_by_their_title(tmp_path: Path) -> None:
    old = replaced(VISA, ("Referentienummer\tM9001\n", ""))
    new = replaced(old, ("3 maanden", "4 maanden"))
    found = between(built(tmp_path / "a", visum=old), built(tmp_path / "b", visum=new))
    (change,) = found.changed
    assert {("bewaartermijn", "3 maanden", "4 maanden"), ("bewaarduur", "P3M", "P4M")} == {
        told(each)[1:] for each in change.fields
    }
    assert (found.added, found.removed) == ((), ())


# ---------------------------------------------------------------- all is compared


def test_no_property_of_a_record_is_compared_under_a_name_nobody_gave_it(older: Path, built_everything: Path) -> None:
    for folder in (older, built_everything):
        output = open_output(folder)
        reader = FactReader(output)
        graphs = f"{output.base}graph/{output.naming.register}/"
        names = [str(graph).strip("<>") for graph in output.open_store().named_graphs()]
        keys = [name.removeprefix(graphs) for name in names if name.startswith(graphs)]
        assert keys
        fields = {fact.field.name for key in keys for part in reader.record(key).parts for fact in part.facts}
        assert [name for name in sorted(fields) if ": avg:" in name or ": dpv:" in name or ": dct:" in name] == []


def test_every_property_of_the_table_is_in_use() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "avggraph" / "graph").glob("*.py"))
    for _, property_ in load_fields().named:
        assert property_.replace("#", "/").rpartition("/")[2] in source, property_


# ---------------------------------------------------------------- reports


def test_the_table_has_a_row_for_each_change(changes: Changes) -> None:
    rows = changes_table(changes).texts()
    assert [(row["verwerking"], row["wijziging"]) for row in rows if row["wijziging"] != "gewijzigd"] == [
        ("M9005", "weg"), ("M9095", "nieuw"), ("M9003", "zelfde feiten, andere tekst"),
    ]  # fmt: skip
    assert sum(row["wijziging"] == "gewijzigd" for row in rows) == len(changes.changed[0].fields)


def test_markdown_says_what_changed(changes: Changes) -> None:
    lines = write_markdown(changes).splitlines()
    assert lines[:3] == ["# Wijzigingen in het register", "", f"{summary(changes)}."]
    assert "### M9001: Visumaanvragen voor kort verblijf (voorbeeld)" in lines
    assert "- bewaarduur: P5Y → P2Y" in lines
    assert "- ontvanger: erbij: Logius" in lines
    assert "- persoonsgegeven: weg: taal" in lines


def test_rdf_says_the_same_in_declared_terms_without_blank_nodes(changes: Changes, older: Path, newer: Path) -> None:
    triples = list(ox.parse(write_turtle(changes), ox.RdfFormat.TURTLE))
    assert not [each for each in triples if "_:" in f"{each.subject} {each.object}"]
    said = {(str(each.subject), str(each.predicate), str(each.object)) for each in triples}
    avg = "https://w3id.org/avggraph/def#"
    added = [
        s
        for s, p, o in said
        if p == f"<{avg}newValue>" and o == "<https://identifier.overheid.nl/tooi/id/oorg/oorg10117>"
    ]
    (recipient,) = added
    assert (recipient, f"<{avg}ofProperty>", "<https://w3id.org/dpv#hasRecipient>") in said
    assert not [s for s, p, _ in said if s == recipient and p == f"<{avg}oldValue>"]
    assert len([s for s, p, _ in said if p == "<http://www.w3.org/ns/prov#wasRevisionOf>"]) == 2
    declared = ox.Store()
    declared.load(path=str(ROOT / "ontology" / "avggraph.ttl"), format=ox.RdfFormat.TURTLE)
    ours = {term for triple in said for term in triple if term.startswith(f"<{avg}")}
    known = {str(quad.subject) for quad in declared}
    assert ours - known == set()
    for term, kind in ((avg + "RecordAdded", changes.added), (avg + "RecordRemoved", changes.removed)):
        assert len([s for s, _, o in said if o == f"<{term}>"]) == len(kind)


def test_the_same_bytes_in_another_process(older: Path, newer: Path) -> None:
    code = """
import sys
from pathlib import Path
from avggraph.compare import changes_between, write_markdown, write_turtle
from avggraph.store import open_output
changes = changes_between(*(open_output(Path(folder)) for folder in sys.argv[1:]))
print(write_turtle(changes), write_markdown(changes))
"""
    runs = [
        subprocess.run([sys.executable, "-c", code, str(older), str(newer)], capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1] != b""


# ---------------------------------------------------------------- properties

FIELDS = [Field("doel", "urn:doel", 1), Field("grondslag", "urn:grondslag", 2), Field("stroom", "", 3)]
TEXTS = st.lists(st.sampled_from(["bsn", "naam", "adres", "visum", "jaar"]), min_size=1, max_size=4).map(" ".join)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    field = draw(st.sampled_from(FIELDS))
    text = draw(TEXTS)
    iri = f"urn:{text.replace(' ', '-')}" if field.name == "grondslag" else None
    return Fact(field, text, iri or text, iri)


@st.composite
def records(draw: st.DrawFn) -> RecordFacts:
    kinds = [RECORD, *draw(st.lists(st.sampled_from(["doel", "gegevens"]), max_size=4))]
    parts = [
        Part(kind, number, f"urn:{kind}-{number}", tuple(draw(st.sets(facts(), max_size=4))))
        for number, kind in enumerate(kinds, 1)
    ]
    return RecordFacts("m1", "urn:m1", "M1", "", tuple(parts))


@given(records())
def test_a_record_does_not_differ_from_itself(record: RecordFacts) -> None:
    assert field_changes(record, record) == ()


@given(records(), records())
def test_changes_of_a_record_are_mirrored(one: RecordFacts, other: RecordFacts) -> None:
    there = Counter(told(each)[1:] for each in field_changes(one, other))
    back = Counter((name, new, old) for _, name, old, new in map(told, field_changes(other, one)))
    assert there == back


@given(records(), records())
def test_what_is_left_and_what_came_make_the_newer_record(one: RecordFacts, other: RecordFacts) -> None:
    def values(record: RecordFacts) -> list[tuple[str, str]]:
        return sorted((fact.field.name, fact.text) for part in record.parts for fact in part.facts)

    left = values(one)
    for change in field_changes(one, other):
        if change.old:
            left.remove((change.field.name, change.old.text))
        if change.new:
            left.append((change.field.name, change.new.text))
    assert sorted(left) == values(other)
