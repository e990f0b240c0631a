"""The laws a record cites, field by field, each provision with the words that cite it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from avggraph.description import Description
from avggraph.resolve.knowledge import EU_GDPR, Knowledge
from avggraph.resolve.laws import Provision, citations
from avggraph.resolve.notes import RECORD, Notes
from avggraph.resolve.record import LawReference, Local
from avggraph.text import Quote

# The CELEX number of the General Data Protection Regulation.
_GDPR = "32016R0679"
# A value of an export that names a file cites nothing.
_FILE_NAME = re.compile(r"[^\n]*\w\.[a-z]{2,4}", re.IGNORECASE)


def law_references(description: Description, notes: Notes, knowledge: Knowledge) -> tuple[LawReference, ...]:
    """Read every field of a description for the provisions it cites, in the order of the form."""
    return tuple(
        LawReference(node, said, citation.law, provision, citation.rule)
        for node, words in dict.fromkeys(_fields(description))
        for citation in citations(words.text, knowledge.laws, knowledge.on)
        if (said := notes.part(words, citation.span))
        for provision in citation.provisions or (None,)
    )


def cited_ground(provision: Provision | None) -> str | None:
    """Give DPV's name of the ground that a provision of the GDPR is, if it is of article 6 or 9 (DPV 2.3, EU GDPR).

    >>> cited_ground(Provision("6", "1", "e")), cited_ground(Provision("13", "1", None))
    ('https://w3id.org/dpv/legal/eu/gdpr#A6-1-e', None)
    """
    if provision is None or provision.article not in ("6", "9") or not (provision.paragraph and provision.point):
        return None
    return f"{EU_GDPR}A{provision.article}-{provision.paragraph}-{provision.point}"


def grounds_at(node: Local, references: Iterable[LawReference], known: frozenset[str]) -> Iterator[str]:
    """Give the legal grounds that the words at a node cite by their article of the GDPR; `known` are DPV's."""
    for reference in references:
        if reference.node == node and reference.law and reference.law.id == _GDPR:
            ground = cited_ground(reference.provision)
            if ground in known:
                yield ground


def _fields(description: Description) -> Iterator[tuple[Local, Quote]]:
    for purpose_number, purpose in description.numbered_purposes():
        yield from _said(Local("doel", purpose_number), purpose.description, purpose.legal_basis_text)
    for number, record in enumerate(description.data_records, 1):
        block, subject = Local("gegevens", str(number)), (record.data_subject, record.personal_data)
        yield from _said(block, *subject, record.source, record.mandatory.words, record.consequence)
        yield from _said(Local("doel", f"g{number}"), record.collection_purpose)
        yield from _said(Local("bewaartermijn", str(number)), record.retention)
    for special in description.special_categories:
        yield from _said(RECORD, *special.categories)
    yield from _said(
        RECORD,
        description.automated_decision_making.words,
        description.recipients,
        description.transfer_outside_eu.words,
        description.responsibility_division,
        description.related_processing.words,
    )
    for extra in description.extra:
        if not (extra.private or _FILE_NAME.fullmatch(extra.words.text)):
            yield RECORD, extra.words


def _said(node: Local, *fields: Quote | None) -> Iterator[tuple[Local, Quote]]:
    return ((node, words) for words in fields if words)
