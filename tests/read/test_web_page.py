"""Web pages to plain lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.errors import SourceError
from avggraph.read import normalise
from avggraph.read.limits import Limits
from avggraph.read.web_page import web_page_text

PAGES = sorted((Path(__file__).resolve().parents[1] / "cases" / "files").glob("*.html"))


def text_of(html: str) -> str:
    return web_page_text(html.encode(), "pagina.html", Limits())[0]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Titel</h1><p>Een\n   alinea.</p>", "Titel\n\nEen alinea.\n"),
        ("<p>De <b>con</b>sulaire <i>dienst</i></p>", "De consulaire dienst\n"),
        ("Rijnstraat 8<br>2515 XP<br/>Den Haag", "Rijnstraat 8\n2515 XP\nDen Haag\n"),
        (
            "<table><tr><th>Bron</th><td>Betrokkene</td></tr><tr><th>Naam<td>X</table>",
            "Bron\tBetrokkene\nNaam\tX\n",
        ),
        (
            "<table><tr><th>Ontvangers<td><p>Vooraf<ul><li>UWV<li><p>SVB</p></ul>",
            "Ontvangers\tVooraf\n- UWV\n- SVB\n",
        ),
        ("<table><tr><td colspan=2>Kop</td></tr><tr><th>Bron</th><td></td></tr></table>", "Kop\nBron\n"),
        ("<table><tr><td>a<br>b<td>c<td>d</table>", "a b\tc\td\n"),
        ("<dl><dt>Bron<dd>Betrokkene<dd>BRP<dt>Naam<dd>X</dl>", "Bron\tBetrokkene\nBRP\nNaam\tX\n"),
        ("<dl><div><dt>Bron</dt><dd>BRP</dd></div></dl>", "Bron\tBRP\n"),
        ("<dl><dt>Bron</dt><dd hidden>x</dd><dd>Betrokkene</dd></dl>", "Bron\tBetrokkene\n"),
        ("<dl><dt hidden>Bron</dt><dd>Betrokkene</dd></dl>", "Betrokkene\n"),
        ("<dl><dt>Bron</dt><nav>menu</nav><dd>BRP</dd><dt hidden>x</dt><dt>Naam</dt></dl>", "Bron\tBRP\nNaam\n"),
        ("<ul><li>een</li><li></li><li>twee<ul><li>drie</ul></ul>slot", "- een\n- twee\n- drie\n\nslot\n"),
        ("<p>R&amp;D &euro; 5&nbsp;m</p>", "R&D € 5\u00a0m\n"),
        ("<details><summary>Meer</summary><p>Inhoud</p></details>", "Meer\n\nInhoud\n"),
    ],
)
def test_structure_becomes_plain_lines(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize(
    "noise",
    [
        "<script>var Bron</script>",
        "<style>p{}</style>",
        "<nav>Home</nav>",
        "<header>Rijksoverheid</header>",
        "<footer>Colofon</footer>",
        "<aside>Zie ook</aside>",
        "<p hidden>weg</p>",
        "<p style='color:red; DISPLAY : none'>weg</p>",
        "<span aria-hidden=true>weg</span>",
        "<div role=navigation>Kruimelpad</div>",
        "<form><select><option>NL</select><button>Zoek</button></form>",
        "<svg><title>pictogram</title></svg>",
        "<!-- commentaar -->",
        "<noscript>Zet JavaScript aan</noscript>",
        "<iframe>oud</iframe>",
    ],
)
def test_what_is_no_content_is_left_out(noise: str) -> None:
    assert text_of(f"<body>{noise}<p>Bron</p>{noise}") == "Bron\n"


# A definition list's parts: element, whether it is hidden, and what stands in it besides its word.
PARTS = st.recursive(
    st.tuples(st.sampled_from(("dt", "dd")), st.booleans(), st.just(())),
    lambda parts: st.tuples(
        st.sampled_from(("dt", "dd", "dl", "div")), st.booleans(), st.lists(parts, max_size=4).map(tuple)
    ),
    max_leaves=12,
)


def written(part: Any, numbers: Iterator[int], shown: list[str], *, seen: bool) -> str:
    """Write a part as HTML, numbering its word; adds the word to `shown` where a reader sees it."""
    tag, hidden, parts = part
    seen = seen and not hidden
    word = f"w{next(numbers)}"
    if seen:
        shown.append(word)
    inside = "".join(written(one, numbers, shown, seen=seen) for one in parts)
    # Terms in terms stand in a list of their own, for else the one ends the other.
    return f"<{tag}{' hidden' * hidden}>{word} {f'<dl>{inside}</dl>' if tag[0] == 'd' else inside}</{tag}> "


@given(st.lists(PARTS, max_size=6))
def test_all_words_that_show_of_a_definition_list_are_read_in_order(parts: list[Any]) -> None:
    shown = ["begin"]
    numbers = itertools.count()
    html = "".join(written(part, numbers, shown, seen=True) for part in parts)
    assert re.findall(r"\w+", text_of(f"<p>begin<dl>{html}</dl>")) == shown


def test_only_the_main_part_is_read_with_its_own_header() -> None:
    html = "<header>Site</header><main><header><h1>M4089</h1></header><p>Bron</p></main><div>Deel deze pagina</div>"
    assert text_of(html) == "M4089\n\nBron\n"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1252", "windows-1252"), ("iso-8859-15", "iso-8859-15"), ("bestaat-niet", "windows-1252")],
)
def test_the_encoding_a_page_names_is_used_where_it_is_not_utf_8(declared: str, encoding: str) -> None:
    data = f'<meta charset="{declared}"><p>financiën</p>'.encode("cp1252")
    assert web_page_text(data, "pagina.html", Limits()) == ("financiën\n", encoding)


def test_a_page_without_words_is_named() -> None:
    with pytest.raises(SourceError, match="geen zichtbare tekst"):
        text_of("<script>laad()</script>")


def test_a_page_that_is_nested_too_deep_is_refused_with_the_limit() -> None:
    with pytest.raises(SourceError, match="meer dan 1000 elementen in elkaar"):
        text_of("<div>" * 100_000)
    assert text_of("<div>" * 900 + "diep") == "diep\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_saved_page_gives_its_lines(page: Path) -> None:
    text, _ = web_page_text(page.read_bytes(), page.name, Limits())
    assert normalise(text) == page.with_suffix(".txt").read_text(encoding="utf-8")
