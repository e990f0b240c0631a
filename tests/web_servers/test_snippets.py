"""What can be said of the rules without running a server."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.addresses import ALTERNATES
from avggraph.errors import UsageError
from avggraph.resources import data
from avggraph.web_servers import SNIPPETS, render_snippets
from avggraph.web_servers.ranges import DECIMALS, Range, of_language, of_type
from avggraph.web_servers.rules import load_rules
from web_servers import accepting
from web_servers.accepting import Element

BASE = "https://data.voorbeeld.nl/avg/"


def test_every_template_is_a_snippet() -> None:
    folder = data("web-servers")
    templates = {path.relative_to(folder).as_posix() for path in folder.glob("*/*")}
    assert templates == set(SNIPPETS) == set(render_snippets(BASE, "rijksoverheid"))


def test_the_same_bytes_twice() -> None:
    assert render_snippets(BASE, "rijksoverheid") == render_snippets(BASE, "rijksoverheid")


@pytest.mark.parametrize("prefix", ["/", "/avg/", "/open/data_1/a.b~c/"])
def test_every_address_in_the_rules_is_below_the_path_of_the_site(prefix: str) -> None:
    for name, text in render_snippets(f"https://data.voorbeeld.nl{prefix}", "utrecht").items():
        for line in text.splitlines():
            if line.lstrip().startswith("#"):
                continue
            for path in re.findall(r"(?<=[\s\"])/[a-z][\w./~-]*", line):
                assert path.startswith((prefix, "/.well-known/void")), (name, line)
        assert "rijksoverheid" not in text
        assert re.search(r"{%|{{|%}|}}", text) is None


@pytest.mark.parametrize(
    "base",
    [
        "https://voorbeeld.nl/a b/",
        'https://voorbeeld.nl/"; return 200 "x/',
        "https://voorbeeld.nl/$host/",
        "https://voorbeeld.nl/{env.HOME}/",
        "https://voorbeeld.nl/../",
        "https://voorbeeld.nl//evil.nl/",
        "https://voorbeeld.nl/a%0Ab/",
        "https://voorbeeld.nl/a\nb/",
        "https://voorbeeld.nl/é/",
        "https://voorbeeld.nl/?a/",
        "https://voorbeeld.nl/#a/",
        "https://voorbeeld.nl/zonder-streep",
        "ftp://voorbeeld.nl/",
    ],
)
def test_a_base_that_would_be_read_as_configuration_is_refused(base: str) -> None:
    with pytest.raises(UsageError) as refused:
        render_snippets(base, "rijksoverheid")
    assert refused.value.advice


@pytest.mark.parametrize("register", ["", "Rijk", "a/b", "a;b", "a b", "a$b", "a\nb"])
def test_a_register_that_is_no_slug_is_refused(register: str) -> None:
    with pytest.raises(UsageError):
        render_snippets(BASE, register)


@given(st.text(max_size=30))
def test_any_path_is_refused_or_has_no_sign_of_a_configuration(path: str) -> None:
    try:
        rendered = render_snippets(f"https://voorbeeld.nl/{path}/", "rijksoverheid")
    except UsageError:
        return
    assert re.fullmatch(r"[A-Za-z0-9._~/-]*", path)
    assert f"/{path}/" in rendered["netlify/_headers"]


def test_types_are_those_of_the_files_that_stand_beside_a_page() -> None:
    rules = load_rules()
    assert rules.forms == ("html", *(ending for ending, _, _ in ALTERNATES))
    assert [(ending, rules.media_type(ending)) for ending, _, _ in ALTERNATES] == [
        (ending, media_type) for ending, media_type, _ in ALTERNATES
    ]


def test_a_type_has_a_charset_where_it_is_text() -> None:
    for ending, type_ in load_rules().types.items():
        assert type_.endswith("; charset=utf-8") == type_.startswith("text/"), ending


@given(accepting.accepts)
def test_patterns_weigh_a_form_as_the_header_does(elements: list[Element]) -> None:
    header = accepting.header(elements)
    weights = {ending: _weight(of_type(media_type), header) for ending, media_type in accepting.FORMS.items()}
    most = max(weights.values())
    assert next((each for each in weights if weights[each] == most and most), None) == accepting.best_form(elements)


@given(accepting.languages)
def test_patterns_weigh_a_language_as_the_header_does(elements: list[Element]) -> None:
    header = accepting.header(elements)
    english = _weight(of_language("en"), header) > _weight(of_language("nl"), header)
    assert ("en" if english else "nl") == accepting.best_language(elements)


def _weight(ranges: tuple[Range, ...], header: str) -> int:
    """Read a header as the templates do: the first pattern that is found, from the most specific range on."""
    for each in ranges:
        for digits, zeros in DECIMALS:
            if found := re.search(each.weighed(f"({digits})"), header, re.IGNORECASE):
                return int(found[1] + zeros)
        if re.search(each.refused, header, re.IGNORECASE):
            return 0
        if re.search(each.whole, header, re.IGNORECASE):
            return 1000
    return 0
