"""An answer for people: headed lists, in Dutch or English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from avggraph.bilingual import Language
from avggraph.headed_lists import Item, Section
from avggraph.share.answer import Answer, Change, ItemAnswer, Open
from avggraph.share.guide import Contact, GuideRule, Provision, Quotation
from avggraph.share.question import Necessity, Question, Thing
from avggraph.share.register import InRegister
from avggraph.share.words import in_language, say

# So many records are named with each thing; the rest are counted.
_MOST_RECORDS = 8


def title(answer: Answer, language: Language) -> str:
    """Give the heading of an answer: the guide's own title."""
    return in_language(answer.guide.title, language)


def sections(answer: Answer, register: InRegister | None, language: Language) -> tuple[Section, ...]:
    """Give an answer as headed lists; `register` is what a register says of it, None: nobody asked."""
    parts: dict[str, Iterable[Item]] = {
        "outcome": _outcome(answer, language),
        "question": _question(answer, language),
        "items": (_item(each, language) for each in answer.items),
        "open": (_open(each, language) for each in answer.open),
        "rules": (_rule(rule, language) for rule in answer.rules),
        "contacts": _contacts(answer, language),
        "register": _register(answer, register, language),
        "about": _about(answer, language),
    }
    found = (Section(say(language, f"heading.{heading}"), tuple(items)) for heading, items in parts.items())
    return tuple(section for section in found if section.items)


def _outcome(answer: Answer, language: Language) -> Iterator[Item]:
    found = sorted({each.verdict.outcome for each in answer.items}, key=lambda outcome: -outcome.strictness)
    for outcome in found:
        label, items = in_language(outcome.label, language), answer.with_outcome(outcome)
        head = say(language, "answer.of-items", outcome=label, items=items) if len(found) > 1 else label
        yield Item(head, (Item(in_language(outcome.definition, language)),))
    if not answer.shareable:
        yield Item(say(language, "answer.nothing-shareable"))


def _question(answer: Answer, language: Language) -> Iterator[Item]:
    question, absent = answer.question, say(language, "question.not-stated")

    def line(key: str, words: str) -> Item:
        return Item(say(language, f"question.{key}", words=words))

    yield line("requester", _named(question.requester, language))
    yield line("own", _named(question.own, language) if question.own else absent)
    yield line("data", ", ".join(each.words for each in question.items))
    yield line("necessary", _necessity(question, language))
    yield line("purpose", _named(question.purpose, language) if question.purpose else absent)
    if question.mandate is not None:
        parts = (part for part in answer.guide.mandate_parts if part.iri in question.mandate)
        stated = ", ".join(in_language(part.label, language) for part in parts)
        yield line("mandate", stated or say(language, "question.nothing"))
    if question.document is not None:
        yield line("asset", _named(question.document, language))


def _necessity(question: Question, language: Language) -> str:
    keys = {Necessity.YES: "yes", Necessity.NO: "no", Necessity.NOT_STATED: "not-stated"}
    return say(language, f"question.{keys[question.necessary]}")


def _named(thing: Thing, language: Language) -> str:
    label = in_language(thing.label, language)
    if not label or label.casefold() == thing.words.casefold():
        return thing.words
    return say(language, "question.taken-for", words=thing.words, label=label)


def _item(answer: ItemAnswer, language: Language) -> Item:
    verdict = answer.verdict
    label = in_language(verdict.outcome.label, language)
    lines = [
        say(language, "answer.classes", classes=", ".join(in_language(each.label, language) for each in answer.classes))
        if answer.classes
        else say(language, "answer.no-class"),
        *(say(language, "answer.because", reason=in_language(reason, language)) for reason in verdict.reasons),
        *(
            say(language, "answer.soft-duty" if duty.soft else "answer.duty", duty=in_language(duty.title, language))
            for duty in verdict.duties
        ),
        *(in_language(remark, language) for remark in answer.remarks),
        say(language, "answer.cites", rules=", ".join(rule.code for rule in verdict.rules)),
    ]
    return Item(say(language, "answer.item", item=answer.item.words, outcome=label), tuple(map(Item, lines)))


def _open(each: Open, language: Language) -> Item:
    if not each.changes:
        suggestions = (Item(say(language, "open.suggestion", name=name)) for name in each.suggestions)
        return Item(say(language, f"open.{each.field}-unknown", words=each.words), tuple(suggestions))
    return Item(say(language, f"open.{each.field}"), tuple(_change(change, language) for change in each.changes))


def _change(change: Change, language: Language) -> Item:
    duties = (Item(say(language, "answer.duty", duty=in_language(duty.title, language))) for duty in change.duties)
    value, outcome = in_language(change.label, language), in_language(change.outcome.label, language)
    return Item(say(language, "open.change", value=value, outcome=outcome), tuple(duties))


def _rule(rule: GuideRule, language: Language) -> Item:
    lines = [in_language(rule.description, language)]
    lines += (_quoted(quotation, language) for quotation in rule.quotations)
    lines += (say(language, "rule.basis", basis=_provision(each, language)) for each in rule.bases)
    if rule.basis_not_stated:
        lines.append(say(language, "rule.no-basis"))
    lines += (say(language, "rule.reference", reference=_provision(each, language)) for each in rule.references)
    head = say(language, "rule.title", code=rule.code, title=in_language(rule.title, language))
    return Item(head, tuple(map(Item, lines)))


def _provision(provision: Provision, language: Language) -> str:
    return in_language(provision.label, language) or provision.iri


def _quoted(quotation: Quotation, language: Language) -> str:
    start, _, end = quotation.place.rpartition("=")[2].partition(",")
    return say(language, "rule.quotation", words=quotation.words,
               place=say(language, "rule.place", start=start, end=end))  # fmt: skip


def _contacts(answer: Answer, language: Language) -> Iterator[Item]:
    for each in answer.contacts:
        yield Item(contact_line(each, language))
    if not answer.contacts:
        yield Item(say(language, "contact.own"))


def contact_line(contact: Contact, language: Language) -> str:
    """Say whom to ask, for what, and where."""
    return say(
        language, "contact.line", organisation=contact.name,
        matter=in_language(contact.matter, language), address=contact.address,
    )  # fmt: skip


def _register(answer: Answer, register: InRegister | None, language: Language) -> Iterator[Item]:
    if register is None:
        yield Item(say(language, "register.not-asked"))
        return
    for each in register.disclosures:
        data = ", ".join(each.data) if each.data_named else say(language, "register.all-data")
        yield Item(say(language, "register.describes", reference=each.record.reference, title=each.record.title,
                       data=data, **{"from": each.origin, "to": each.target}))  # fmt: skip
    if register.not_understood:
        yield Item(say(language, "register.not-understood", items=", ".join(register.not_understood)))
    if register.silent:
        silent, requester = ", ".join(register.silent), answer.question.requester.words
        yield Item(say(language, "register.silent", items=silent, requester=requester))
    for name, records in register.own_records:
        key = "register.own-records" if records else "register.no-own-records"
        yield Item(say(language, key, organisation=name, records=_some(records, language)))
    for name, records in register.systems:
        key = "register.system" if records else "register.no-system"
        yield Item(say(language, key, system=name, records=_some(records, language)))


def _some(references: Iterable[str], language: Language) -> str:
    found = list(references)
    more = len(found) - _MOST_RECORDS
    named = found[:_MOST_RECORDS]
    return ", ".join([*named, say(language, "register.more", number=str(more))] if more > 0 else named)


def _about(answer: Answer, language: Language) -> Iterator[Item]:
    if answer.same_organisation:
        yield Item(say(language, "about.same"))
    yield from (Item(in_language(remark, language)) for remark in answer.remarks)
    if answer.guide.remark:
        yield Item(in_language(answer.guide.remark, language))
    yield Item(say(language, "about.no-person"))
    yield Item(say(language, "about.no-advice"))
