"""The extraction contract: a description as JSON, before any mapping to concepts (`avggraph extract`).

Strings are the document's own words with white space folded. The keys and their meaning are fixed; a list that
is empty says that the source lists nothing, `null` that it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from avggraph.description import ControllerEntry, DataRecord, Description, Purpose
from avggraph.text import Quote, SourceText

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

# One description as the contract gives it.
Contract: TypeAlias = "Mapping[str, Json]"

_NUMBER = re.compile(r"(?:.*\b)?M\s?(?P<marked>\d+)\b.*|(?P<bare>\d{1,6})", re.IGNORECASE | re.DOTALL)


def reference_number(words: str) -> str:
    """Give a register number in its usual form, an M before a bare number; another register's number stays as it is.

    >>> reference_number("4089"), reference_number("AVG-0012")
    ('M4089', 'AVG-0012')
    """
    number = _NUMBER.fullmatch(words)
    return f"M{number['marked'] or number['bare']}" if number else words


def to_contract(description: Description, source: SourceText) -> dict[str, Json]:
    """Give the contract's JSON object of one description."""
    return {
        "reference": reference_number(description.reference.text) if description.reference else None,
        "kind": description.kind.value,
        "title": _text(description.title),
        "organisations": [words.text for words in description.organisations],
        "department": _text(description.department),
        "purposes": [_purpose(purpose) for purpose in description.purposes],
        "data_records": [_data_record(record) for record in description.data_records],
        "special_categories": [
            {"data_subject": _text(entry.data_subject), "categories": [words.text for words in entry.categories]}
            for entry in description.special_categories
        ],
        "automated_decision_making": description.automated_decision_making.answer.as_bool(),
        "recipients": _text(description.recipients),
        "processors": [words.text for words in description.processors],
        "systems": [words.text for words in description.systems],
        "transfer_outside_eu": description.transfer_outside_eu.answer.as_bool(),
        "controllers": [_controller(entry) for entry in description.controllers],
        "responsibility_division": _text(description.responsibility_division),
        "related": [words.text for words in description.related],
        "source": {"path": source.path, "layout": description.layout, "sha256": source.sha256, "page": None},
        "unused": [{"text": rest.words.text, "reason": rest.reason} for rest in description.unused],
    }


def _text(words: Quote | None) -> str | None:
    return words.text if words else None


def _purpose(purpose: Purpose) -> Json:
    return {
        "description": _text(purpose.description),
        "legal_basis": purpose.legal_basis,
        "legal_basis_text": _text(purpose.legal_basis_text),
    }


def _data_record(record: DataRecord) -> Json:
    return {
        "data_subject": _text(record.data_subject),
        "personal_data": _text(record.personal_data),
        "collection_purpose": _text(record.collection_purpose),
        "retention": _text(record.retention),
        "source": _text(record.source),
        "mandatory": record.mandatory.answer.as_bool(),
        "consequence": _text(record.consequence),
    }


def _controller(entry: ControllerEntry) -> Json:
    return {
        "name": _text(entry.name),
        "visiting_address": _text(entry.visiting_address),
        "postal_address": _text(entry.postal_address),
    }
