"""What can be stated of a case, field by field: what a form lets choose from, and an answer tries where nobody said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from avggraph.bilingual import UNSAID, Bilingual
from avggraph.share.guide import Guide, Named
from avggraph.share.question import Necessity, Question, Thing

NOT_STATED = ""
"""The code of what nobody stated, in every field."""

OTHER, NOTHING = "other", "none"
"""The codes of what the guide does not name, and of a mandate of which is stated that nothing is on it."""

_YES, _NO = Bilingual("ja", "yes"), Bilingual("nee", "no")
_OTHER_PURPOSE = Bilingual("een ander doel", "another purpose")
_OTHER_DOCUMENT = Bilingual("een ander stuk", "another document")
_OTHER_ORGANISATION = Bilingual("een andere organisatie", "another organisation")
_NOTHING = Bilingual("niets hiervan", "none of these")
_COMPLETE = Bilingual("een volledige machtiging", "a complete mandate")

Value = Necessity | Thing | frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be stated in a field: its code, what it is called, and what a question has for it."""

    code: str
    label: Bilingual
    value: Value


def choices(guide: Guide, purposes: Mapping[str, frozenset[str]] | None = None) -> Mapping[str, tuple[Choice, ...]]:
    """Give what can be stated, by the fields of a `Question`; "not stated" comes first in each.

    A mandate's code is the codes of what stands on it, in the guide's order; all of them are the last. `purposes` says
    what stands above the guide's purposes, by their IRIs.

    >>> from avggraph.share import load_guide
    >>> {field: [choice.code for choice in found][:4] for field, found in choices(load_guide()).items()}["mandate"]
    ['', 'none', 'date', 'name']
    """
    above = purposes or {}
    return {
        "own": (
            Choice(NOT_STATED, UNSAID, None),
            *(
                Choice(name, Bilingual(name, name), Thing(name, iri))
                for name, iri in {contact.name: contact.organisation for contact in guide.contacts}.items()
            ),
            Choice(OTHER, _OTHER_ORGANISATION, Thing("ander")),
        ),
        "necessary": (
            Choice(NOT_STATED, UNSAID, Necessity.NOT_STATED),
            Choice("yes", _YES, Necessity.YES),
            Choice("no", _NO, Necessity.NO),
        ),
        "purpose": (
            Choice(NOT_STATED, UNSAID, None),
            *(_named(each, above.get(each.iri, frozenset())) for each in guide.purposes),
            Choice(OTHER, _OTHER_PURPOSE, Thing("ander", label=_OTHER_PURPOSE)),
        ),
        "mandate": (Choice(NOT_STATED, UNSAID, None), Choice(NOTHING, _NOTHING, frozenset()), *_mandates(guide)),
        "document": (
            Choice(NOT_STATED, UNSAID, None),
            *(_named(each, guide.broader.get(each.iri, frozenset())) for each in guide.documents),
            Choice(OTHER, _OTHER_DOCUMENT, Thing("ander", label=_OTHER_DOCUMENT)),
        ),
    }


def tries(guide: Guide, question: Question) -> Mapping[str, tuple[Choice, ...]]:
    """Give the fields that are not stated, or that more could be stated in, each with what could be."""
    found = choices(guide)
    whole = frozenset(part.iri for part in guide.mandate_parts)
    open_fields = {
        "necessary": question.necessary is Necessity.NOT_STATED and found["necessary"][1:],
        "purpose": question.purpose is None and guide.purposes and found["purpose"][1:],
        "mandate": (question.mandate or frozenset()) != whole and found["mandate"][-1:],
        "document": question.document is None and found["document"][1:-1],
    }
    return {field: values for field, values in open_fields.items() if values}


def _mandates(guide: Guide) -> list[Choice]:
    parts = guide.mandate_parts
    chosen = (some for number in range(1, len(parts) + 1) for some in combinations(parts, number))
    return [
        Choice(
            " ".join(each.code for each in some),
            _COMPLETE
            if len(some) == len(parts)
            else Bilingual(", ".join(each.label.nl for each in some), ", ".join(each.label.en for each in some)),
            frozenset(each.iri for each in some),
        )
        for some in chosen
    ]


def _named(named: Named, above: frozenset[str]) -> Choice:
    return Choice(named.code, named.label, Thing(named.code, named.iri, named.label, above))
