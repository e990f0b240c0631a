"""How to cite a dataset: a CITATION.cff (Citation File Format 1.2.0)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from avggraph.bilingual import Bilingual
from avggraph.dataset.addresses import DatasetAddresses
from avggraph.dataset.wording import sentences
from avggraph.publication import Contact, Publication


def render_citation(publication: Publication, addresses: DatasetAddresses) -> str | None:
    """Write how to cite; None where the publisher told no title or no author, without which there is no citation.

    The author is the dataset's creator, else its publisher. Texts are written as JSON strings, which YAML 1.2 reads.
    """
    author = publication.creator or publication.publisher
    title = _one(publication.title)
    if author is None or not title:
        return None
    return "".join(f"{line}\n" for line in _lines(publication, author.name, title, addresses))


def _lines(publication: Publication, author: str, title: str, addresses: DatasetAddresses) -> Iterator[str]:
    yield "cff-version: 1.2.0"
    yield f"message: {_quoted(' / '.join(text for _, text in sentences()['cite'].texts()))}"
    yield "type: dataset"
    yield f"title: {_quoted(title)}"
    yield "authors:"
    yield f"  - name: {_quoted(author)}"
    if abstract := _one(publication.description):
        yield f"abstract: {_quoted(abstract)}"
    if words := dict.fromkeys((*publication.keywords_nl, *publication.keywords_en)):
        yield "keywords:"
        yield from (f"  - {_quoted(word)}" for word in words)
    if publication.contact:
        yield from _contact(publication.contact)
    if publication.version:
        yield f"version: {_quoted(publication.version)}"
    if released := publication.modified or publication.issued:
        yield f"date-released: {released.isoformat()}"
    if publication.licence:
        yield f"license-url: {_quoted(publication.licence)}"
    yield f"url: {_quoted(addresses.site[1:-1])}"
    yield "identifiers:"
    yield "  - type: url"
    yield f"    value: {_quoted(addresses.dataset[1:-1])}"


def _contact(contact: Contact) -> Iterator[str]:
    yield "contact:"
    yield f"  - name: {_quoted(contact.name)}"
    if contact.email:
        yield f"    email: {_quoted(contact.email)}"
    if contact.page:
        yield f"    website: {_quoted(contact.page)}"


def _one(texts: Bilingual) -> str:
    """Give the text in Dutch, else in English: a citation has one."""
    return texts.nl or texts.en


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
