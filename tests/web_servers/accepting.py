"""Headers of any kind, and what RFC 9110 says they ask for: written apart from the rules, to compare them with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from avggraph.web_servers.rules import load_rules

FORMS = {ending: load_rules().media_type(ending) for ending in load_rules().forms}
_OTHERS = ("text/plain", "application/rdf+xml", "application/xml", "image/png", "text/htm", "x-text/html", "text/html5")
_RANGES = (*FORMS.values(), "*/*", "text/*", "application/*", "image/*", *_OTHERS)
_LANGUAGES = ("nl", "en", "*", "de", "fr-BE", "nle", "x-en")

_weights = st.one_of(
    st.sampled_from(["0", "1", "0.", "1.", "0.0", "1.000", "0.000", "0.5"]),
    st.integers(0, 999).map(lambda thousandths: f"0.{thousandths:03}"),
    st.integers(0, 9).map(lambda tenths: f"0.{tenths}"),
)
_spaces = st.sampled_from(["", " ", "\t", "  "])
_parameters = st.sampled_from(["", ";level=1", ';profile="a"', "; charset=utf-8"])

Element = tuple[str, str, str | None]
"""A range, its header's text, and its weight as written."""


@st.composite
def _elements(draw: st.DrawFn, ranges: Sequence[str], parameters: bool) -> list[Element]:
    chosen = draw(st.lists(st.sampled_from(ranges), min_size=1, max_size=7, unique=True))
    elements: list[Element] = []
    for each in chosen:
        weight = draw(st.none() | _weights)
        text = draw(st.sampled_from([each, each.upper()])) + (draw(_parameters) if parameters else "")
        if weight is not None:
            text += f"{draw(_spaces)};{draw(_spaces)}{draw(st.sampled_from('qQ'))}={weight}"
        elements.append((each, draw(_spaces) + text + draw(_spaces), weight))
    return elements


accepts = _elements(_RANGES, parameters=True)
languages = _elements(_LANGUAGES, parameters=False)


def header(elements: Sequence[Element]) -> str:
    return ",".join(text for _, text, _ in elements).strip()


def best_form(elements: Sequence[Element]) -> str | None:
    """Give the ending of the form that is asked for; None where none is acceptable."""
    said = {each: float(weight or 1) if weight != "0." else 0.0 for each, _, weight in elements}
    liked = {
        ending: next((said[each] for each in (media, f"{media.partition('/')[0]}/*", "*/*") if each in said), 0.0)
        for ending, media in FORMS.items()
    }
    return _best(liked)


def best_language(elements: Sequence[Element]) -> str:
    said = {each: float(weight or 1) for each, _, weight in elements}
    return _best({tag: said.get(tag, said.get("*", 0.0)) for tag in ("nl", "en")}) or "nl"


def _best(liked: Mapping[str, float]) -> str | None:
    most = max(liked.values())
    return next(each for each, weight in liked.items() if weight == most) if most else None
