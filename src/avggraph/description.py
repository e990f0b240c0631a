"""One register description as it was read: every value with the words it rests on, before any mapping.

The fields are those of the register's form (Dutch label in brackets). What the page does not say is
`None` or empty, never a "no".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, is_dataclass
from enum import Enum

from avggraph.text import Quote, Span


class Answer(Enum):
    """The four values of a yes/no field: silence is not a "no", and neither is a sentence we cannot read."""

    YES = "Yes"
    NO = "No"
    NOT_STATED = "NotStated"
    NOT_PARSABLE = "NotParsable"

    def as_bool(self) -> bool | None:
        """Give True, False, or None where the page gives neither.

        >>> Answer.NOT_STATED.as_bool() is None
        True
        """
        return {Answer.YES: True, Answer.NO: False}.get(self)


class RecordKind(Enum):
    """Whose record it is, and under which law: each asks for elements of its own.

    A controller's (GDPR art. 30(1)), a processor's (art. 30(2)), or one of data of police or justice (Directive (EU)
    2016/680 art. 24; in the Netherlands Wpg art. 31d).
    """

    CONTROLLER = "Controller"
    PROCESSOR = "Processor"
    LAW_ENFORCEMENT = "LawEnforcement"


@dataclass(frozen=True, slots=True)
class Statement:
    """A yes/no field: its value and the words that say so."""

    answer: Answer = Answer.NOT_STATED
    words: Quote | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose of the processing (Doel) with its legal basis: a CURIE such as "eu-gdpr:A6-1-e", or None."""

    description: Quote | None
    legal_basis: str | None = None
    legal_basis_text: Quote | None = None


@dataclass(frozen=True, slots=True)
class DataRecord:
    """One block of the section "Betrokkenen en gegevens"."""

    data_subject: Quote | None = None
    personal_data: Quote | None = None
    collection_purpose: Quote | None = None
    retention: Quote | None = None
    source: Quote | None = None
    mandatory: Statement = Statement()
    consequence: Quote | None = None


@dataclass(frozen=True, slots=True)
class SpecialCategories:
    """The special categories ticked for a data subject; no categories means the page says "Geen"."""

    data_subject: Quote | None
    categories: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ControllerEntry:
    """One entry under "Verantwoordelijken"."""

    name: Quote | None = None
    visiting_address: Quote | None = None
    postal_address: Quote | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A value of a structured source that is no field of the description: its key path and its words.

    `private`: about a natural person (a contact person, an author); never published by default.
    """

    path: tuple[str, ...]
    words: Quote
    private: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers of one source to one question that cannot both hold; `field` is the description's field they fill."""

    field: str
    words: Quote


@dataclass(frozen=True, slots=True)
class Unused:
    """Words that no field took, and why."""

    words: Quote
    reason: str


@dataclass(frozen=True, slots=True)
class Description:
    """A register description (GDPR art. 30 record), in the register's own words."""

    layout: str
    kind: RecordKind = RecordKind.CONTROLLER
    reference: Quote | None = None
    title: Quote | None = None
    organisations: tuple[Quote, ...] = ()
    department: Quote | None = None
    purposes: tuple[Purpose, ...] = ()
    data_records: tuple[DataRecord, ...] = ()
    special_categories: tuple[SpecialCategories, ...] = ()
    automated_decision_making: Statement = Statement()
    transfer_outside_eu: Statement = Statement()
    recipients: Quote | None = None
    recipient_articles: tuple[Quote, ...] = ()
    processors: tuple[Quote, ...] = ()
    systems: tuple[Quote, ...] = ()
    controllers: tuple[ControllerEntry, ...] = ()
    responsibility_division: Quote | None = None
    related_processing: Statement = Statement()
    related: tuple[Quote, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    extra: tuple[Extra, ...] = ()
    unused: tuple[Unused, ...] = ()
    labels: tuple[Span, ...] = field(default=(), repr=False)

    def numbered_purposes(self) -> Iterator[tuple[str, Purpose]]:
        """Give each purpose with its number; one that a form states once, with a basis on each line, has one number."""
        numbers: dict[tuple[Span, ...], str] = {}
        for position, purpose in enumerate(self.purposes, 1):
            number = str(position)
            yield numbers.setdefault(purpose.description.spans, number) if purpose.description else number, purpose


def quotes_of(value: object) -> Iterator[Quote]:
    """Give every quote in a description or a part of it, in field order; unused words are no field.

    >>> words = Quote("Betrokkene", (Span(0, 10),))
    >>> [quote.text for quote in quotes_of(DataRecord(source=words))]
    ['Betrokkene']
    """
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from quotes_of(item)
    elif is_dataclass(value) and not isinstance(value, Unused):
        # `fields` would make its answer anew for each.
        for name in value.__dataclass_fields__:
            yield from quotes_of(getattr(value, name))
