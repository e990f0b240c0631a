"""Why the graph says what it says: recognised words with the rule that linked them, and the laws a record cites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from avggraph.graph.terms import AVG, DCT, DPV, RDF, RDFS, XSD, iri, literal
from avggraph.graph.writer import NodeWriter, Triple
from avggraph.resolve.laws import Law, Provision, eli, juriconnect, page
from avggraph.resolve.record import LawReference, Local, Mention

_DECIMAL = XSD.base + "decimal"


def law_iri(law: Law, provision: Provision | None = None, on: date | None = None) -> str | None:
    """Give the official IRI of a law or a provision: Juriconnect for Dutch law, ELI for Union law; None: not known.

    >>> law_iri(Law("awb", "Algemene wet bestuursrecht", "wet", "BWBR0005537"), Provision("3:4", "1"))
    'jci1.3:c:BWBR0005537&artikel=3:4&lid=1'
    """
    return juriconnect(law, provision, on) or eli(law, provision)


def mention_triples(writer: NodeWriter, mentions: tuple[Mention, ...]) -> Iterator[Triple]:
    """Give the mentions: what was recognised in which node, by which label and rule, how surely, on which condition.

    What the words deny is no mention but an `avg:Denial`: whoever counts mentions must not count it.
    """
    for number, mention in enumerate(mentions, 1):
        node = writer.node(Local("vermelding", str(number)))
        yield node, RDF.type, AVG.Denial if mention.denied else AVG.Mention
        yield node, AVG.denies if mention.denied else AVG.mentions, iri(mention.thing)
        yield node, AVG.mentionedIn, writer.node(mention.node)
        label, rule, confidence = _recognised(mention.label, mention.rule, mention.confidence)
        yield node, AVG.matchedLabel, label
        yield node, AVG.matchedBy, rule
        yield node, AVG.confidence, confidence
        if mention.condition:
            yield node, AVG.condition, literal(mention.condition.text, lang="nl")
        yield from writer.cites(node, mention.words)


# The same labels are met in every record.
@lru_cache(maxsize=4096)
def _recognised(label: str, rule: str, confidence: float) -> Triple:
    return literal(label), literal(rule), literal(f"{confidence:g}", datatype=_DECIMAL)


def law_reference_triples(
    writer: NodeWriter, references: tuple[LawReference, ...], on: date | None
) -> Iterator[Triple]:
    """Give the provisions a record cites, in the version of the register's day where that is known.

    A law that no table has, or whose identifier is not verified, keeps its words and gets no IRI of anybody's.
    """
    for number, reference in enumerate(references, 1):
        node, law, provision = writer.node(Local("wetsverwijzing", str(number))), reference.law, reference.provision
        yield node, RDF.type, AVG.LawReference
        yield node, AVG.inRecord, writer.record
        yield node, AVG.mentionedIn, writer.node(reference.node)
        yield node, AVG.matchedBy, literal(reference.rule)
        yield from writer.says(node, RDF.value, reference.words)
        if provision:
            for predicate, value in (
                (AVG.article, provision.article), (AVG.paragraph, provision.paragraph), (AVG.point, provision.point),
            ):  # fmt: skip
                if value:
                    yield node, predicate, literal(value)
        if law:
            yield node, AVG.law, writer.law(law.slug)
            yield writer.record, DPV.hasApplicableLaw, writer.law(law.slug)
            cited = law_iri(law, provision, on)
            if cited:
                yield node, DCT.references, iri(cited)
            address = page(law, provision, on)
            if address:
                yield node, RDFS.seeAlso, iri(address)
