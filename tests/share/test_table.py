"""A guide as a table says what its evaluator says: the table is put beside the evaluator, case by case."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avggraph import resources
from avggraph.bilingual import Bilingual
from avggraph.share import Guide, Item, Question, Terms, Thing, assess, guide_files, load_guide, understand
from avggraph.share.assess import report_on, together, verdict_on
from avggraph.share.choices import Choice, tries
from avggraph.share.known_names import known_items, known_parties
from avggraph.share.loading import read_guide
from avggraph.share.table import DecisionTable, decision_table, group_of, item_of, kind_of, table_as_json
from avggraph.share.understand import plain
from share.rows import Wanted, codes, rows

ALL = pytest.mark.parametrize("code", list(guide_files()))


@cache
def terms() -> Terms:
    return Terms.load()


@cache
def guide_of(code: str = "wegwijzer") -> Guide:
    return load_guide(code)


@cache
def parties_of(code: str = "wegwijzer") -> Mapping[str, Thing]:
    return known_parties(terms(), guide_of(code))


@cache
def items_of(code: str = "wegwijzer") -> Mapping[str, Item]:
    return known_items(terms(), guide_of(code))


@cache
def table_of(code: str = "wegwijzer") -> DecisionTable:
    return decision_table(guide_of(code), terms().vocabulary, parties_of(code).values(), items_of(code).values())


def members(code: str) -> list[Thing]:
    """One party of each group that has any, and one that nobody knows."""
    parties = {group_of(guide_of(code), party): party for party in parties_of(code).values()}
    return [*parties.values(), Thing("werkgever")]


def data(code: str) -> list[Item]:
    """One item of each kind of a single thing that has any, and one that nobody knows."""
    items = {kind_of(guide_of(code), item): item for item in items_of(code).values() if not item.unknown}
    return [*items.values(), Item("hobby's", (), ("hobby's",))]


def stating(question: Question, stated: Mapping[str, Choice]) -> Question:
    values = {field: choice.value for field, choice in stated.items()}
    return Question(question.requester, question.items, **values)  # type: ignore[arg-type]


def cases(table: DecisionTable) -> Iterator[dict[str, Choice]]:
    """All that can be stated of a case; with a document, no purpose, and of mandates only none, nothing and a whole."""
    found = {**table.choices, "own": table.choices["own"][:1]}
    few = {*found["mandate"][:2], found["mandate"][-1]}
    for values in product(*found.values()):
        stated = dict(zip(found, values, strict=True))
        if not stated["document"].code or (not stated["purpose"].code and stated["mandate"] in few):
            yield stated


@ALL
def test_each_case_is_what_the_evaluator_says(code: str) -> None:
    guide, table = guide_of(code), table_of(code)
    for requester, item, stated in product(members(code), data(code), cases(table)):
        asked = Item(item.words, item.concepts, item.unknown)
        question = stating(Question(requester, (asked,)), stated)
        targets = [*asked.concepts, *([None] if asked.unknown else [])]
        said = verdict_on(guide, [report_on(guide, question, asked, target) for target in targets])
        case = {field: choice.code for field, choice in stated.items()}
        assert table.verdict(group_of(guide, requester), kind_of(guide, asked), **case) == said, (requester, case)


@ALL
@settings(max_examples=25)
@given(drawn=st.data())
def test_any_question_is_answered_alike(code: str, drawn: st.DataObject) -> None:
    guide, table = guide_of(code), table_of(code)
    requester = drawn.draw(st.sampled_from(list(parties_of(code).values())))
    items = drawn.draw(st.lists(st.sampled_from(list(items_of(code).values())), min_size=1, max_size=2))
    stated = {field: drawn.draw(st.sampled_from(found)) for field, found in table.choices.items()}
    answer = assess(guide, stating(Question(requester, tuple(items)), stated))
    for item, answered in zip(items, answer.items, strict=True):
        case = {field: choice.code for field, choice in stated.items()}
        own = [each.code for each in guide.documents if item.document and each.iri == item.document.iri]
        # What is chosen and what the words name count both.
        found = [
            table.verdict(group_of(guide, requester), kind_of(guide, item), **{**case, "document": document})
            for document in dict.fromkeys([*filter(None, [case["document"]]), *own] or [""])
        ]
        assert together(guide, found) == answered.verdict


def found_in_table(code: str, row: Mapping[str, str]) -> Wanted:
    """Look a row of a truth table up."""
    guide, table = guide_of(code), table_of(code)
    asked = understand(terms(), guide, row["requester"], row["data_class"])
    purposes = {"", *(each.code for each in guide.purposes)}
    return codes(
        table.verdict(
            group_of(guide, asked.requester),
            kind_of(guide, asked.items[0]),
            necessary=row["necessary"],
            purpose=row["purpose"] if row["purpose"] in purposes else "other",
            mandate=row["mandate_has"],
            document=row["asset"],
        )
    )


def test_the_gold_answers_stand_in_the_table(shared: Path) -> None:
    wanted = list(rows(shared / "gold" / "wegwijzer.csv"))
    assert wanted
    assert [found_in_table("wegwijzer", row) for row, _ in wanted] == [each for _, each in wanted]


def test_the_answers_of_the_second_guide_stand_in_its_table() -> None:
    wanted = list(rows(Path(__file__).parent / "gemeente.csv"))
    assert wanted
    assert [found_in_table("gemeente", row) for row, _ in wanted] == [each for _, each in wanted]


@ALL
def test_a_table_takes_few_evaluations(code: str) -> None:
    table = decision_table(guide_of(code), terms().vocabulary)
    # A grid of all that can be stated would have some 2,000 cases for each group and kind.
    assert table.evaluations < 50 * len(table.groups) * len(table.kinds)


@ALL
def test_every_party_and_item_has_a_cell(code: str) -> None:
    table = table_of(code)
    assert {group_of(table.guide, each) for each in parties_of(code).values()} <= set(table.groups)
    assert {kind_of(table.guide, each) for each in items_of(code).values()} <= set(table.kinds)
    assert table.groups[0] == frozenset()
    assert table.kinds[0] == ((),)


def test_only_what_matters_is_told_apart() -> None:
    table = table_of()
    guide = table.guide
    chain, town, ngo = (group_of(guide, parties_of()[name]) for name in ("Koninklijke Marechaussee", "gemeente", "ngo"))
    ordinary = kind_of(guide, items_of()["gewoon"])
    fields = {group: [each.name for each in table.cell(group, ordinary).fields] for group in (chain, town, ngo)}
    assert fields == {
        chain: ["own", "necessary", "document"],
        town: ["own", "necessary", "purpose", "document"],
        ngo: ["own", "necessary", "mandate", "document"],
    }
    mandate, document = table.cell(ngo, ordinary).fields[2:]
    assert mandate.alike["none"] == mandate.alike["date"] == mandate.alike["date name"]
    assert len({mandate.alike[each] for each in ("", "none", "date name signature")}) == 3
    assert document.alike["verslag"] == document.alike["gespreksverslag"] != document.alike["vertrekstrategie"]


def test_the_json_stands_for_the_table() -> None:
    table = table_of()
    written = table_as_json(table)
    again = decision_table(table.guide, terms().vocabulary, parties_of().values(), items_of().values())
    assert written == table_as_json(again)
    cell = written["cells"][written["grid"][1][1]]  # type: ignore[index]
    place = 0
    for field in cell["fields"]:
        place = place * field["size"] + field["alike"]["yes" if field["name"] == "necessary" else ""]
    found = written["verdicts"][cell["verdicts"][place]]  # type: ignore[index]
    said = table.verdict(table.groups[1], table.kinds[1], necessary="yes")
    assert (found["outcome"], found["rules"]) == (said.outcome.code, [rule.code for rule in said.rules])


def test_who_makes_a_rule_is_told_apart_where_rules_name_it() -> None:
    profile = (guide_files()["wegwijzer"].parent / "profile.ttl").read_text(encoding="utf-8")
    text = guide_files()["wegwijzer"].read_text(encoding="utf-8")
    lent = text.replace(
        "odrl:assigner :keten ; odrl:assignee :keten ;", "odrl:assigner tooi:oorg\\/oorg10222 ; odrl:assignee :keten ;"
    )
    assert lent != text
    guide = read_guide(lent, "lent.ttl", profile)
    table = decision_table(guide, terms().vocabulary)
    requester = understand(terms(), guide, "KMar", "naam").requester
    group, kind = group_of(guide, requester), kind_of(guide, item_of(terms().vocabulary, guide, guide.classes[0]))
    assert "own" in [field.name for field in table.cell(group, kind).fields]
    outcomes = {own: table.verdict(group, kind, necessary="yes", own=own).outcome.code for own in ("", "IND", "COA")}
    assert outcomes == {"": "allow-with-duties", "IND": "allow-with-duties", "COA": "privacy-office"}


def test_the_example_in_the_docs_runs() -> None:
    text = (resources.root() / "docs" / "publish.md").read_text(encoding="utf-8")
    [(code, printed)] = re.findall(r"```python\n([^`]*decision_table[^`]*)```\n\n```text\n(.*?)```", text, re.DOTALL)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code, {})
    assert said.getvalue() == printed


# ---------------------------------------------------------------- names


def test_a_name_stands_for_what_is_understood_by_it() -> None:
    parties, items = parties_of(), items_of()
    assert parties["KMar"].label.nl == "Koninklijke Marechaussee"
    assert parties["gemeente Utrecht"].iri != parties["gemeente"].iri
    assert "Stichting Inlichtingenbureau" not in parties
    assert [each.label.nl for each in items["date of birth"].concepts] == ["geboortedatum"]
    assert items["vertrekstrategie"].document is not None


@ALL
def test_names_are_told_once_and_can_be_entered(code: str) -> None:
    for names in (parties_of(code), items_of(code)):
        assert len({plain(name) for name in names}) == len(names)
    assert not [name for name in items_of(code) if "," in name or ";" in name]


# ---------------------------------------------------------------- what can be stated


def test_what_is_tried_is_what_is_not_stated() -> None:
    guide = guide_of()
    asked = understand(terms(), guide, "ngo", "naam", mandate="naam")
    assert {field: [each.code for each in found] for field, found in tries(guide, asked).items()} == {
        "necessary": ["yes", "no"],
        "purpose": ["openbare-orde-en-veiligheid", "other"],
        "mandate": ["date name signature"],
        "document": [each.code for each in guide.documents],
    }
    assert tries(guide, asked)["mandate"][0].label == Bilingual("een volledige machtiging", "a complete mandate")
