"""The table of a record's fields: each has a name in both languages, each rule is told, and the docs tell every key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from avggraph.addresses import LANGUAGES
from avggraph.graph.terms import AVG
from avggraph.publish.reader import Reader
from avggraph.publish.record.layout import load_layout
from avggraph.publish.record.picture import picture_css
from avggraph.publish.record.rules import told_rule
from avggraph.publish.sections.record import RecordPages
from avggraph.publish.site import Site
from avggraph.publish.words import words
from avggraph.store import open_output
from publish.record_pages import EXAMPLES, built, page_of

DOCS = Path(__file__).resolve().parents[2] / "docs" / "site-records.md"
VISA = EXAMPLES / "voorbeeld-m9001-visumaanvragen.txt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_told_has_a_name(language: str) -> None:
    layout, say = load_layout(), words(language)
    fields = [field for chapter in layout.chapters for field in chapter.fields]
    fields += [field for of_kind in layout.parts.values() for field in of_kind]
    assert [field.word for field in fields if f"record.field_{field.word}" not in say] == []
    assert [each.name for each in layout.chapters if f"record.chapter_{each.name}" not in say] == []
    assert [kind for kind in layout.parts if f"record.part_{kind}" not in say] == []


def test_no_field_is_both_told_and_left_out() -> None:
    layout = load_layout()
    everywhere = layout.skipped["all"]
    for kind, fields in layout.parts.items():
        assert not {field.property for field in fields} & (everywhere | layout.skipped.get(kind, frozenset()))


def test_every_rule_is_told_in_dutch(built_examples: Path) -> None:
    reader = Reader(open_output(built_examples))
    say = words("nl")
    for record in reader.records:
        unit = reader.unit(record)
        for rule in {rule for node in unit.nodes for rule in unit.texts(node, AVG.matchedBy)}:
            assert told_rule(rule, say) != rule


def test_a_rule_that_is_not_known_stays_as_it_is() -> None:
    assert told_rule('no such rule: "<b>"', words("nl")) == 'no such rule: "<b>"'
    assert told_rule("", words("nl")) == ""


def test_the_docs_tell_every_key_of_a_value(built_examples: Path) -> None:
    section = RecordPages(Reader(open_output(built_examples)))
    docs = DOCS.read_text(encoding="utf-8")
    for path in section.paths():
        told = section.plain(path)
        assert [key for key in told if f'"{key}"' not in docs] == []
        assert [key for key in keys(told["statements"]) if f"`{key}`" not in docs] == []


def keys(statements: dict[str, Any]) -> Iterator[str]:
    for chapter in statements.values():
        yield from keys_of_fields(chapter)


def keys_of_fields(fields: dict[str, Any]) -> Iterator[str]:
    for field in fields.values():
        for value in field["values"]:
            yield from value
            yield from keys_of_fields(value.get("fields", {}))


def test_two_records_with_one_number_know_each_other(tmp_path: Path) -> None:
    text = VISA.read_text(encoding="utf-8")
    (tmp_path / "een.txt").write_text(text, encoding="utf-8")
    (tmp_path / "twee.txt").write_text(text.replace("kort verblijf", "lang verblijf"), encoding="utf-8")
    site = Site(built([tmp_path / "een.txt", tmp_path / "twee.txt"], tmp_path / "out"))
    other = next(path for path in site.places if "/verwerking/" in path and not path.endswith("/m9001"))
    page = page_of(site, other.rpartition("/")[2])
    link = page.one("div", id="verwerking.same_number").one("a")
    assert link.words == "M9001 Visumaanvragen voor kort verblijf (voorbeeld)"
    assert link.attributes["href"] == "m9001.html"


def test_pictures_have_colours_for_light_dark_and_paper() -> None:
    rules = picture_css()
    assert rules.count("--badge-ink:") == 3
    assert "prefers-color-scheme: dark" in rules
    assert "@media print" in rules
