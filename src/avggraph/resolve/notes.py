"""What the parts of one record name, gathered on the way: mentions, organisations, systems, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from avggraph.resolve.concepts import ConceptMatch
from avggraph.resolve.countries import CountryMatch
from avggraph.resolve.knowledge import Knowledge
from avggraph.resolve.laws import Laws, citations
from avggraph.resolve.matching import leftmost_longest
from avggraph.resolve.organisations import (
    NearMiss,
    Organisation,
    OrganisationMatch,
    Organisations,
    System,
    near_misses,
)
from avggraph.resolve.parties import LEGAL_PERSON_OF_UNIT, named_system
from avggraph.resolve.record import Local, Mention, Recognised, distinct
from avggraph.text import Quote, SourceText, Span, part

# The record itself, as the node a mention stands in.
RECORD = Local("verwerking", "")

_REMEMBERED = 2048


class Notes:
    """Takes down what is recognised in one source text."""

    def __init__(self, source: SourceText, knowledge: Knowledge) -> None:
        self._source = source
        self._knowledge = knowledge
        self.mentions: list[Mention] = []
        self.organisations: dict[str, Organisation] = {}
        self.systems: dict[str, System] = {}
        self.near_misses: dict[str, NearMiss] = {}

    # ------------------------------------------------------------ words

    def located(self, words: Quote, spans: Iterable[Span]) -> Mapping[Span, Quote]:
        """Quote stretches of a quote's words from the document, each under its place in the words."""
        return {span: found for span in spans if (found := part(self._source.text, words, *span)) is not None}

    def part(self, words: Quote, span: Span | None) -> Quote | None:
        """Quote one stretch of a quote's words, if there is one."""
        return self.located(words, [span]).get(span) if span else None

    # ------------------------------------------------------------ concepts

    def concepts(self, scheme: str, node: Local, words: Quote | None, *, denials: bool = True) -> Recognised:
        """Recognise the concepts of a scheme in a field, and take them down; denied ones as such, or not at all."""
        if words is None:
            return Recognised()
        known = self._knowledge
        names = _names(words.text, known.organisations, known.laws, known.on)
        recognition = known.recognisers[scheme].recognise(words.text, names)
        negated = recognition.negated if denials else ()
        matches = (*recognition.found, *negated)
        conditions = [match.condition for match in matches if match.condition]
        places = self.located(words, (*(match.span for match in matches), *conditions, *recognition.unmatched))
        for taken, denied in ((recognition.found, False), (negated, True)):
            self.mentions += [_mention(node, match, places, denied=denied) for match in taken if match.span in places]
        return Recognised(
            distinct(match.concept for match in recognition.found),
            tuple(places[span] for span in recognition.unmatched if span in places),
        )

    # ------------------------------------------------------------ organisations and systems

    def organisation(self, node: Local, words: Quote, match: OrganisationMatch | None) -> str | None:
        """Take down an organisation that a field names; one that is only inferred from its unit is not mentioned."""
        if match is None:
            return None
        iri = match.organisation.iri
        self.organisations[iri] = match.organisation
        said = self.part(words, match.span)
        if said and match.rule != LEGAL_PERSON_OF_UNIT:
            self.mentions.append(Mention(node, iri, said, match.label, match.rule, match.confidence))
        return iri

    def system(self, node: Local, words: Quote, span: Span, system: System, label: str | None = None) -> str:
        """Take down a system that a field names: by a label of the table, or by calling it one."""
        self.systems[system.iri] = system
        said = self.part(words, span)
        if said:
            rule, confidence = ("name of a system", 0.95) if label else ("called a system in the description", 0.9)
            self.mentions.append(Mention(node, system.iri, said, label or system.name, rule, confidence))
        return system.iri

    def party_system(self, node: Local, words: Quote, within: Span, slug: str | None) -> str | None:
        """Take down the system a party's words name: one that is known, else one the words themselves call a system."""
        for match in self._knowledge.organisations.find_systems(words.text) if slug else ():
            if match.system.slug == slug:
                return self.system(node, words, match.span, match.system, match.label)
        called = named_system(words.text[within.start : within.end])
        if called is None:
            return None
        span = Span(within.start + called.start, within.start + called.end)
        return self.system(node, words, span, self._knowledge.organisations.system(words.text[span.start : span.end]))

    def country(self, words: Quote, match: CountryMatch) -> None:
        """Take down a country that the answer on transfer, or a party's words, name."""
        said = self.part(words, match.span)
        if said:
            self.mentions.append(Mention(RECORD, match.country.iri, said, match.label, "name of a country", 0.95))

    def field(self, node: Local, words: Quote, thing: str, label: str) -> str:
        """Take down what a field of the form states by being filled in: no reading of its words."""
        self.mentions.append(Mention(node, thing, words, label, "field of the form", 1.0))
        return thing

    def unknown_name(self, words: Quote) -> None:
        """Report the known names that a field's own are near to, where it names no known organisation."""
        for near in near_misses(words.text, self._knowledge.organisations, self._knowledge.on):
            self.near_misses.setdefault(near.words, near)


# Each field is read for several schemes, and a register says the same words again and again.
@lru_cache(_REMEMBERED)
def _names(text: str, organisations: Organisations, laws: Laws, on: date | None) -> tuple[Span, ...]:
    """Give the places of the names in a text: organisations, systems and laws; in order, the longest of two."""
    spans = (
        *(match.span for match in organisations.find(text, on)),
        *(match.span for match in organisations.find_systems(text)),
        *(citation.span for citation in citations(text, laws, on)),
    )
    return tuple(leftmost_longest(spans, lambda span: span))


def _mention(node: Local, match: ConceptMatch, places: Mapping[Span, Quote], *, denied: bool) -> Mention:
    condition = places.get(match.condition) if match.condition else None
    words, rule = places[match.span], match.rule
    return Mention(node, match.concept, words, match.label, rule.words, rule.confidence, condition, denied)
