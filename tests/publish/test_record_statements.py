"""What a record's page states is what the graph states: all of it, in its own words, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.graph.terms import AVG, DCT, PROV
from avggraph.publish.reader import Reader
from avggraph.publish.record import citations
from avggraph.publish.record.citations import cited, resting
from avggraph.publish.record.layout import load_layout
from avggraph.publish.record.model import Field, Part, Recognition, Statements
from avggraph.publish.record.read import read_statements
from avggraph.store import open_output
from avggraph.text import Quote, Span, fold, quote
from publish.record_pages import BASE, built, statements_of

RECORD = f"{BASE}id/rijksoverheid/verwerking/"


@pytest.fixture(scope="module")
def examples(built_examples: Path) -> Reader:
    return Reader(open_output(built_examples))


@pytest.fixture(scope="module")
def seeds(built_seeds: Path) -> Reader:
    return Reader(open_output(built_seeds))


@pytest.fixture(scope="module")
def samples(built_exports: Path) -> Reader:
    return Reader(open_output(built_exports))


def parts(statements: Statements, kind: str) -> list[Part]:
    return [part for part in statements.parts() if part.kind == kind]


def words(part: Part, word: str) -> str | None:
    field = part.field(word)
    return field.values[0].words if field else None


def named(field: Field | None) -> list[str]:
    return [value.iri.rpartition("/")[2] for value in field.values] if field else []


# ---------------------------------------------------------------- nothing is lost, nothing is added


@pytest.mark.parametrize("register", ["examples", "seeds", "samples"])
def test_every_value_of_every_node_is_told_or_left_out_by_the_table(
    register: str, request: pytest.FixtureRequest
) -> None:
    reader: Reader = request.getfixturevalue(register)
    layout = load_layout()
    for record in reader.records:
        unit, statements = reader.unit(record), statements_of(reader, record)
        told = {
            (part.node, field.property, value.iri or value.words or value.code or value.answer)
            for part in statements.parts()
            for field in part.fields
            for value in field.values
        }
        told_parts = {part.node for part in statements.parts()}
        of_parts = {(property_, value) for _node, property_, value in told}
        for node, values in unit.nodes.items():
            kind = node.removeprefix(f"{BASE}id/rijksoverheid/").partition("/")[0]
            if not node.startswith(f"{BASE}id/rijksoverheid/") or kind in ("vermelding", "stroom"):
                continue
            assert node in told_parts, node
            for property_, given_values in values.items():
                if property_ in layout.skipped["all"] | layout.skipped.get(kind, frozenset()):
                    continue
                for value in given_values:
                    said = value.value.rpartition("#")[2] if value.value.startswith(AVG.base) else value.value
                    union = layout.unions.get(property_, "") if node == record else ""
                    assert (
                        (node, property_, value.value) in told
                        or (node, property_, said) in told
                        or (union, value.value) in of_parts
                    ), (node, property_, value)


@pytest.mark.parametrize("register", ["examples", "seeds", "samples"])
def test_everything_recognised_or_denied_is_told_with_its_words(register: str, request: pytest.FixtureRequest) -> None:
    reader: Reader = request.getfixturevalue(register)
    for record in reader.records:
        unit, told = reader.unit(record), set(recognitions(statements_of(reader, record)))
        mentions = {*unit.of_type(AVG.Mention), *unit.of_type(AVG.Denial)}
        assert {each.node for each in told} == mentions
        for each in told:
            assert each.is_denied == (each.node in unit.of_type(AVG.Denial))
            assert {place.place for place in each.citations} == set(unit.texts(each.node, PROV.wasQuotedFrom))


def recognitions(statements: Statements) -> Iterator[Recognition]:
    for part in statements.parts():
        yield from (*part.also, *part.denied)
        yield from (each for field in part.fields for value in field.values for each in value.recognitions)


@pytest.mark.parametrize("register", ["examples", "seeds", "samples"])
def test_each_value_in_the_register_s_words_rests_on_a_place_that_has_them(
    register: str, request: pytest.FixtureRequest
) -> None:
    reader: Reader = request.getfixturevalue(register)
    for record in reader.records:
        statements = statements_of(reader, record)
        text = reader.output.documents[statements.source]
        for field in statements.fields():
            for value in field.values:
                for place in value.citations:
                    assert place.words == fold(text[place.start : place.end])
                if value.words and value.citations and not value.part:
                    quoted = " ".join(place.words for place in value.citations)
                    assert value.words in quoted or value.words.replace(" ", "") == quoted.replace(" ", "")


def test_no_statement_has_an_id_of_another(examples: Reader) -> None:
    for record in examples.records:
        statements = statements_of(examples, record)
        ids = [field.anchor for field in statements.fields()] + [part.anchor for part in statements.parts()]
        assert len(ids) == len(set(ids))


# ---------------------------------------------------------------- the four real descriptions


@pytest.mark.parametrize("key", ["m1533", "m1931", "m4089", "m7624"])
def test_a_real_record_says_what_its_description_says(seeds: Reader, shared: Path, key: str) -> None:
    gold = json.loads((shared / "gold" / f"{key.upper()}.json").read_text(encoding="utf-8"))
    statements = statements_of(seeds, RECORD + key)
    purposes = [part for part in parts(statements, "doel") if not part.anchor.startswith("doel-g")]
    assert {words(part, "purpose_words") for part in purposes} == {each["description"] for each in gold["purposes"]}
    blocks = parts(statements, "gegevens")
    for told, asked in zip(blocks, gold["data_records"], strict=True):
        assert words(told, "data_words") == asked["personal_data"]
        assert words(told, "retention_words") == asked["retention"]
        assert words(told, "source_words") == asked["source"]
        obligation = told.field("obligation")
        answer = {True: "Yes", False: "No", None: "NotStated"}[asked["mandatory"]]
        assert obligation
        assert obligation.values[0].answer == answer
    record = statements.record
    for field, key_ in (("decisions", "automated_decision_making"), ("transfer", "transfer_outside_eu")):
        told_field = record.field(field)
        assert told_field
        assert told_field.values[0].answer == {True: "Yes", False: "No", None: "NotStated"}[gold[key_]]
    assert words(record, "recipients_words") == gold["recipients"]


def test_a_concept_is_told_with_the_rule_and_the_words_that_led_to_it(seeds: Reader) -> None:
    statements = statements_of(seeds, f"{RECORD}m4089")
    [block, *_] = parts(statements, "gegevens")
    data = block.field("data")
    assert data
    told = {value.iri.rpartition("/")[2]: value for value in data.values}
    [found] = told["e-mailadres"].recognitions
    assert ([place.words for place in found.citations], found.confidence) == (["email"], "0.95")


# ---------------------------------------------------------------- examples


def test_a_denied_concept_is_no_value(examples: Reader) -> None:
    statements = statements_of(examples, f"{RECORD}m9001")
    [purpose, _] = [part for part in parts(statements, "doel") if not part.anchor.startswith("doel-g")]
    assert [each.thing.rpartition("/")[2] for each in purpose.denied] == ["openbare-orde-en-veiligheid"]
    assert [place.words for each in purpose.denied for place in each.citations] == ["openbare orde"]
    assert "openbare-orde-en-veiligheid" not in named(purpose.field("purpose_kind"))


def test_parties_have_their_role_and_why(examples: Reader) -> None:
    record = statements_of(examples, f"{RECORD}m9001").record
    recipients = record.field("recipients")
    assert recipients
    roles = {
        value.iri.rpartition("/")[2]: [(role.kind.rpartition("#")[2], role.rule) for role in value.roles]
        for value in recipients.values
    }
    assert roles["oorg10215"] == [("ProcessingOnBehalf", "role: verwerker")]
    assert roles["oorg10264"] == [("Disclosure", "organisation: politie")]
    assert named(record.field("processors")) == ["oorg10215"]


def test_a_controller_named_in_an_entry_is_told_there_alone(examples: Reader) -> None:
    statements = statements_of(examples, f"{RECORD}m9001")
    [entry] = parts(statements, "verantwoordelijke")
    assert named(entry.field("controller")) == ["mnre1013"]
    of_record = [field for field in statements.chapters[0].fields if field.word == "controller"]
    assert [value.part for field in of_record for value in field.values] == [entry]
    assert words(entry, "office") == "directeur Visa en Reisdocumenten"


def test_a_unit_that_is_named_elsewhere_in_the_record_is_told_as_the_unit(tmp_path: Path) -> None:
    unit = "Dienst Justitiële Inrichtingen"
    lines = (
        "Beschrijving van gegevensverwerking",
        f"Referentienummer\tM7005\nOrganisatie\tMinisterie van Justitie en Veiligheid\nDirectie\t{unit}",
        "Doelen van de verwerking\n\nInnen\n\nBetrokkenen en gegevens",
        f"Betrokkene(n)\tBurgers\nPersoonsgegevens\tNaam\nBron\t{unit}",
    )
    (tmp_path / "bron.txt").write_text("\n\n".join(lines), encoding="utf-8")
    statements = statements_of(Reader(built([tmp_path / "bron.txt"], tmp_path / "out")), f"{RECORD}m7005")
    [source] = parts(statements, "bron")
    assert named(source.field("source_named")) == named(statements.record.field("unit")) == ["oorg10114"]


def test_branches_of_a_retention_are_told_with_their_conditions(examples: Reader) -> None:
    block = parts(statements_of(examples, f"{RECORD}m9008"), "gegevens")[3]
    retention = block.field("retention")
    assert retention
    told = [value.part for value in retention.values if value.part]
    assert [words(part, "retention_branch") for part in told] == [
        "DNA-materiaal zes weken na het besluit",
        "overige gegevens vijf jaar",
    ]
    assert [part.anchor for part in told] == ["bewaartermijn-4-1", "bewaartermijn-4-2"]
    assert [field.values[0].code for part in told if (field := part.field("duration"))] == ["P42D", "P5Y"]


def test_a_law_is_told_with_its_article(examples: Reader) -> None:
    references = parts(statements_of(examples, f"{RECORD}m9001"), "wetsverwijzing")
    told = {words(part, "reference_words"): part for part in references}
    cited_article = told["artikel 46, tweede lid, onder c, AVG"]
    codes = [field.values[0].code for word in ("article", "paragraph", "point") if (field := cited_article.field(word))]
    assert codes == ["46", "2", "c"]


def test_related_records_are_told(examples: Reader) -> None:
    record = statements_of(examples, f"{RECORD}m9008").record
    assert named(record.field("related_records")) == ["m9001", "m9005", "m9006", "m9014"]


def test_a_text_that_is_not_at_hand_leaves_the_places(examples: Reader) -> None:
    unit = examples.unit(f"{RECORD}m9001")
    statements = read_statements(unit, examples.addresses, None)
    record = statements.record
    assert record.field("recipients_words")
    assert {place.words for place in record.citations} == {""}
    assert unit.first(unit.record, DCT.identifier) == "M9001"


# ---------------------------------------------------------------- the words of a value


@given(st.lists(st.sampled_from(["naam", "adres", "de naam", "naam en adres"]), min_size=1, max_size=6), st.data())
def test_words_rest_on_places_that_hold_them(lines: Sequence[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    places = cited(
        [f"urn:bron#char={start},{start + len(line)}" for start, line in zip(starts, lines, strict=True)], text
    )
    first = data.draw(st.integers(0, len(lines) - 1))
    last = data.draw(st.integers(first, len(lines) - 1))
    said = " ".join(lines[first : last + 1])
    found = resting(said, places, text)
    assert found
    assert all(place in places for place in found)
    assert said in " ".join(place.words for place in found) or all(said in place.words for place in found)


def test_words_of_many_places_are_found_with_each_place_read_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"ontvanger {number}" for number in range(500)]
    text = "\n".join(lines)
    places = cited([f"urn:bron#char={text.index(line)},{text.index(line) + len(line)}" for line in lines], text)
    quoted: list[int] = []

    def counted(text: str, spans: tuple[Span, ...]) -> Quote | None:
        quoted.append(len(spans))
        return quote(text, spans)

    monkeypatch.setattr(citations, "quote", counted)
    assert resting(" ".join(lines), places, text) == places
    assert sum(quoted) < 3 * len(lines)


def test_words_that_stand_nowhere_rest_on_nothing() -> None:
    places = cited(["urn:bron#char=0,4", "geen plaats"], "naam")
    assert resting("adres", places, "naam") == ()
    assert resting("", places, "naam") == ()
