"""A record as plain JSON (docs/site-records.md): what its page states, with names in both languages and the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from avggraph.publish.record.model import Citation, Field, Part, Recognition, Role, Statements, Value

Name = Callable[[str], Mapping[str, str]]
"""Gives the name of a thing by language."""


def plain_statements(statements: Statements, name: Name) -> dict[str, Any]:
    """Give the statements by chapter; a field that the graph does not state is absent."""
    return {chapter.name: _fields(chapter.fields, name) for chapter in statements.chapters if chapter.fields}


def plain_citations(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """Give words with their place in the record's source: code points of its text, the end excluded."""
    return [{"words": each.words or None, "start": each.start, "end": each.end} for each in citations]


def _fields(fields: Iterable[Field], name: Name) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in fields:
        known = told.setdefault(field.word, {"property": field.property, "values": []})
        known["values"] += [_value(value, name) for value in field.values]
    return told


def _value(value: Value, name: Name) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if value.iri:
        told |= {"iri": value.iri} if value.part else {"iri": value.iri, "name": dict(name(value.iri))}
    if value.words:
        told["text"] = value.words
    if value.code:
        told["code"] = value.code
    if value.answer:
        told["answer"] = value.answer
    if value.part:
        told |= _part(value.part, name)
    if value.citations:
        told["quotes"] = plain_citations(value.citations)
    if value.recognitions:
        told["recognised"] = [_recognition(each, name) for each in value.recognitions]
    if value.roles:
        told["roles"] = [_role(each, name) for each in value.roles]
    return told


def _part(part: Part, name: Name) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": part.kind, "fields": _fields(part.fields, name)}
    if part.rule:
        told["rule"] = part.rule
    for key, found in (("also_named", part.also), ("denied", part.denied)):
        if found:
            told[key] = [_recognition(each, name) for each in found]
    return told


def _recognition(found: Recognition, name: Name) -> dict[str, Any]:
    return {
        "iri": found.thing,
        "name": dict(name(found.thing)),
        "label": found.label,
        "rule": found.rule,
        "confidence": float(found.confidence) if found.confidence else None,
        "condition": found.condition or None,
        "quotes": plain_citations(found.citations),
    }


def _role(role: Role, name: Name) -> dict[str, Any]:
    return {"kind": role.kind, "name": dict(name(role.kind)), "rule": role.rule}
