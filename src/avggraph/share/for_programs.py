"""An answer for programs: JSON, with the codes of outcomes, duties and rules."""

from __future__ import annotations

from avggraph.bilingual import Bilingual
from avggraph.share.answer import Answer, Open
from avggraph.share.question import Necessity, Question, Thing
from avggraph.share.register import InRegister

Json = dict[str, object]

_NECESSITY = {Necessity.YES: "yes", Necessity.NO: "no", Necessity.NOT_STATED: None}


def as_json(answer: Answer, register: InRegister | None) -> Json:
    """Give an answer as JSON values; what nobody stated is null, and so is a register that nobody asked.

    >>> from avggraph.share import Terms, assess, load_guide, understand
    >>> guide = load_guide()
    >>> found = as_json(assess(guide, understand(Terms.load(), guide, "IND", "naam")), None)
    >>> found["outcome"], found["items"][0]["duties"], found["items"][0]["rules"]
    ('motivate', ['use-bvv'], ['R1', 'R7', 'R10'])
    """
    return {
        "guide": answer.guide.code,
        "question": _question(answer, answer.question),
        "outcome": answer.outcome.code,
        "items": [
            {
                "data": each.item.words,
                "concepts": [concept.iri for concept in each.item.concepts],
                "classes": [kind.code for kind in each.classes],
                "outcome": each.verdict.outcome.code,
                "duties": [duty.code for duty in each.verdict.duties],
                "rules": [rule.code for rule in each.verdict.rules],
                "remarks": [_words(remark) for remark in each.remarks],
                "not_established": [_words(reason) for reason in each.verdict.reasons],
            }
            for each in answer.items
        ],
        "duties": {
            duty.code: {"title": _words(duty.title), "soft": duty.soft, "systems": list(duty.systems)}
            for each in answer.items
            for duty in each.verdict.duties
        },
        "remarks": [_words(remark) for remark in answer.remarks],
        "may_share": [each.item.words for each in answer.shareable],
        "open": [_open(each) for each in answer.open],
        "contacts": [
            {
                "organisation": contact.organisation,
                "name": contact.name,
                "for": contact.code,
                "address": contact.address,
            }
            for contact in answer.contacts
        ],
        "rules": [
            {
                "code": rule.code,
                "iri": rule.iri,
                "title": _words(rule.title),
                "description": _words(rule.description),
                "legal_bases": [each.iri for each in rule.bases],
                "basis_not_stated": rule.basis_not_stated,
                "references": [each.iri for each in rule.references],
                "quotations": [{"words": each.words, "place": each.place} for each in rule.quotations],
            }
            for rule in answer.rules
        ],
        "register": None if register is None else _register(register),
    }


def _question(answer: Answer, question: Question) -> Json:
    mandate = question.mandate
    return {
        "requester": _thing(question.requester),
        "for": _thing(question.own),
        "necessary": _NECESSITY[question.necessary],
        "purpose": _thing(question.purpose),
        "mandate": None
        if mandate is None
        else [part.code for part in answer.guide.mandate_parts if part.iri in mandate],
        "asset": _thing(question.document),
    }


def _thing(thing: Thing | None) -> Json | None:
    return None if thing is None else {"words": thing.words, "iri": thing.iri or None}


def _open(each: Open) -> Json:
    return {
        "field": each.field,
        "words": each.words or None,
        "suggestions": list(each.suggestions),
        "changes": [
            {
                "value": change.code,
                "outcome": change.outcome.code,
                "added_duties": [duty.code for duty in change.duties],
            }
            for change in each.changes
        ],
    }


def _register(register: InRegister) -> Json:
    return {
        "disclosures": [
            {
                "record": each.record.iri,
                "reference": each.record.reference,
                "from": each.origin,
                "to": each.target,
                # A register mostly does not say which of a record's data a recipient gets.
                "data": list(each.data) if each.data_named else None,
                "record_has": list(each.data),
            }
            for each in register.disclosures
        ],
        "silent": list(register.silent),
        "not_understood": list(register.not_understood),
        "own_records": [{"organisation": name, "records": list(records)} for name, records in register.own_records],
        "systems": [{"system": name, "records": list(records)} for name, records in register.systems],
    }


def _words(text: Bilingual) -> Json:
    return dict(text.texts())
