"""The data files of the diagram: words in each language, legible colours, widths and breaks of text."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef

from avggraph import resources
from avggraph.diagram.layout.columns import near
from avggraph.diagram.layout.tracks import Bundle, order
from avggraph.diagram.layout.typeset import Font, clean, width, wrap
from avggraph.diagram.model import BoundaryKind, FlowStyle, Mark, NodeKind
from avggraph.diagram.theme import contrast, read_theme, theme, themes
from avggraph.diagram.words import says_none, words
from avggraph.errors import UsageError


def _keys(table: dict[str, Any], prefix: str = "") -> set[str]:
    return {
        key
        for name, value in table.items()
        for key in (_keys(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}"})
    }


def test_each_language_has_the_same_words() -> None:
    entries = tomllib.loads(resources.data("diagram", "words.toml").read_text(encoding="utf-8"))
    assert _keys(entries["nl"]) == _keys(entries["en"])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_kind_has_a_word(language: str) -> None:
    say = words(language)
    keys = [f"node.{kind.value}" for kind in NodeKind]
    keys += [f"boundary.{kind.value}" for kind in BoundaryKind]
    keys += [f"mark.{mark.value}" for mark in Mark] + [f"mark_meaning.{mark.value}" for mark in Mark]
    keys += [f"style.{style.value}" for style in FlowStyle]
    assert all(say[key] for key in keys)


def test_flow_kinds_are_those_of_the_ontology() -> None:
    ontology = Graph().parse(resources.ontology("avggraph.ttl"))
    base = "https://w3id.org/avggraph/def#"
    kinds = {str(kind).removeprefix(base) for kind in ontology.subjects(RDF.type, URIRef(f"{base}FlowKind"))}
    assert kinds == set(words("nl").grouped["flow"]) - {"SystemUse", "WithinMinistry", "about"}


@pytest.mark.parametrize(
    ("text", "none"), [("Geen", True), ("n.v.t.", True), ("Geen derden buiten BZ", False), ("", False)]
)
def test_only_a_plain_none_is_none(text: str, none: object) -> None:
    assert says_none(text) is none


@pytest.mark.parametrize("name", themes())
def test_text_and_lines_are_legible(name: str) -> None:
    colours = theme(name)
    papers = [colours.paper, *(tint.paper for tint in (*colours.node.values(), *colours.boundary.values()))]
    for paper in papers:
        assert contrast(colours.ink, paper) >= 4.5
        assert contrast(colours.quiet, paper) >= 4.5
        assert contrast(colours.line, paper) >= 3
    for tint in (*colours.node.values(), *colours.boundary.values()):
        assert contrast(tint.line, tint.paper) >= 3
        assert contrast(tint.line, colours.paper) >= 3
    assert contrast(colours.badge_ink, colours.badge) >= 4.5
    assert contrast(colours.mark_ink, colours.mark_paper) >= 4.5


@pytest.mark.parametrize("name", themes())
def test_a_shipped_theme_passes_as_one_of_the_user(name: str) -> None:
    assert read_theme(resources.data("diagram", "themes", f"{name}.toml")) == theme(name)


def test_black_and_white_has_no_colour() -> None:
    text = resources.data("diagram", "themes", "zwart-wit.toml").read_text(encoding="utf-8")
    assert all(red == green == blue for red, green, blue in re.findall(r"\"#(..)(..)(..)\"", text))


def test_an_unknown_theme_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'paars' bestaat niet.*donker, standaard, zwart-wit"):
        theme("paars")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('ink = "#1b2430"', "", r"own\.toml \(ink\): Deze sleutel ontbreekt"),
        ('ink = "#1b2430"', 'ink = "#1b2430"\ncolour = "#000000"', r"\(colour\): Deze sleutel heeft een"),
        ('ink = "#1b2430"', 'ink = "black"', r"\(ink\): De waarde 'black' past hier niet"),
        ('ink = "#1b2430"', "ink = 7", r"\(ink\): De waarde 7 past hier niet"),
        ("sans-serif", "</style><script>", r"\(font\): De waarde .* past hier niet"),
        ("sans-serif", "a; background: url(https://x.example/)", r"\(font\): De waarde .* past hier niet"),
        ("[node.outside]", "[node.space]", r"\(node\.outside\.line\): Deze sleutel ontbreekt"),
        (
            "[node.outside]",
            "[node]\noutside = 3\n[node.space]",
            r"\(node\.outside\): Deze sleutel heeft een thema niet",
        ),
        ('quiet = "#4f5b69"', 'quiet = "#8f8f8f"', r"\(quiet op paper\): Het contrast van #8f8f8f en #ffffff is 3\.2"),
        ('line = "#96562f"', 'line = "#c9a48e"', r"\(node\.outside\.line op .*\): Het contrast .* is [12]\."),
        ("font =", "font", r"own\.toml: Het thema kan niet worden gelezen"),
    ],
)
def test_a_theme_that_cannot_be_used_says_where_and_why(tmp_path: Path, old: str, new: str, said: str) -> None:
    shipped = resources.data("diagram", "themes", "standaard.toml").read_text(encoding="utf-8")
    assert old in shipped
    own = tmp_path / "own.toml"
    own.write_text(shipped.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_theme(own)


def test_a_theme_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"weg\.toml: Het thema kan niet worden gelezen"):
        read_theme(tmp_path / "weg.toml")


@given(st.text(max_size=300), st.integers(min_value=40, max_value=400))
def test_wrapped_lines_fit_and_lose_no_character(text: str, measure: int) -> None:
    font = Font(12)
    lines = wrap(text, font, measure)
    assert all(width(line, font) <= measure for line in lines)
    without_breaks = "".join(lines).replace("-", "").replace(" ", "")
    assert without_breaks == clean(text).replace("-", "").replace(" ", "")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=200), st.integers(min_value=1, max_value=4))
def test_a_limit_shows_that_words_were_left_out(text: str, limit: int) -> None:
    whole, cut = wrap(text, Font(12), 90), wrap(text, Font(12), 90, limit=limit)
    assert len(cut) <= limit
    assert cut == whole if len(whole) <= limit else cut[-1].endswith("…")
    assert all(width(line, Font(12)) <= 90 for line in cut)


def test_a_compound_breaks_before_a_syllable_and_a_url_without_a_hyphen() -> None:
    assert wrap("Persoonsgegevensverwerking", Font(12), 120) == ("Persoonsgegevens-", "verwerking")
    assert wrap("mijnoverheid.nl/berichtenbox", Font(12), 120) == ("mijnoverheid.nl/", "berichtenbox")


@pytest.mark.parametrize("letter", ["e\u0301", "\u0915\u093f", "1\u20dd"])
def test_no_line_begins_with_the_accent_of_a_letter(letter: str) -> None:
    for line in wrap(letter * 40, Font(12), 91):
        assert line[0] == letter[0]


def test_accents_without_number_take_as_much_room_as_letters() -> None:
    for start in ("e", "ab", ""):
        text = start + "\u0301" * 3000
        lines = wrap(text, Font(12), 120)
        assert "".join(lines).replace("-", "") == text
        assert len(lines) < 3000 / 5


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 200)), max_size=12), st.floats(0, 40))
def test_boxes_placed_near_keep_their_order_and_distance(boxes: list[tuple[float, float]], gap: float) -> None:
    heights = [height for _, height in boxes]
    edges = near([want for want, _ in boxes], heights, gap)
    assert all(edge >= 0 for edge in edges)
    for (edge, height), (after, _) in pairwise(zip(edges, heights, strict=True)):
        assert after >= edge + height + gap - 1e-6


def test_boxes_that_do_not_touch_stand_where_they_want() -> None:
    assert near([10, 100, 300], [20, 20, 20], 10) == (10, 100, 300)


def test_lines_that_go_down_and_up_are_nested_and_not_crossed() -> None:
    assert order([Bundle(10, (100,)), Bundle(20, (110,)), Bundle(30, (120,))]) == (2, 1, 0)
    assert order([Bundle(100, (10,)), Bundle(110, (20,)), Bundle(120, (30,))]) == (0, 1, 2)


def test_queries_use_only_terms_of_the_model() -> None:
    model = (resources.root() / "docs" / "graph-model.md").read_text(encoding="utf-8")
    for query in sorted(resources.data("diagram", "queries").glob("*.rq")):
        for term in set(query.read_text(encoding="utf-8").replace("/", " ").split()):
            prefix, _, name = term.strip("()*").partition(":")
            if prefix in {"avg", "dpv", "dpcat"} and name:
                assert name in model, f"{query.name}: {term}"
