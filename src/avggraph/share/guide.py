"""A guide on sharing personal data: its policy, and what an answer says beside it.

The policy is ODRL 2.2, which `avggraph.odrl` evaluates. What the profile of `ontology/policy/profile.ttl` adds stands
beside it here: the rules as the guide counts them, the words they rest on, what follows where a fact is not stated, the
names of parties and documents, and whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from avggraph.bilingual import Bilingual
from avggraph.odrl import Policy
from avggraph.odrl.facts import PROFILE
from avggraph.odrl.model import ODRL

AVG = "https://w3id.org/avggraph/def#"
AVGP = PROFILE
NECESSITY, MANDATE, DOCUMENT, PURPOSE = AVGP + "necessity", AVGP + "mandatePart", AVGP + "document", ODRL + "purpose"
SHARE = AVGP + "share"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the guide, and the IRI of their place in its text (RFC 5147: code points)."""

    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A legal basis or a provision of a law."""

    iri: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class GuideRule:
    """A rule as the guide counts it. `bases` are legal bases the guide names, or it names none (`basis_not_stated`).

    `references` are provisions that the rule elaborates.
    """

    iri: str
    code: str
    title: Bilingual
    description: Bilingual
    bases: tuple[Provision, ...]
    basis_not_stated: bool
    references: tuple[Provision, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a guide says of an item: the higher `strictness`, the less may be done; `may_share`: with its duties."""

    iri: str
    code: str
    strictness: int
    may_share: bool
    label: Bilingual
    definition: Bilingual


def strictest(outcomes: Iterable[Outcome]) -> Outcome:
    """Give the outcome of some that lets do the least."""
    return max(outcomes, key=lambda outcome: outcome.strictness)


@dataclass(frozen=True, slots=True)
class Duty:
    """What whoever shares must do. A `soft` one may be left, with reasons; `systems` are the IRIs it is done with."""

    iri: str
    code: str
    title: Bilingual
    soft: bool
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A party, kind of document or part of a mandate that the guide names itself; `names` are all its names.

    Whoever has a name that begins with one of `begins` is one.
    """

    iri: str
    code: str
    label: Bilingual
    names: tuple[str, ...]
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataClass:
    """A kind of data that rules are about: all below some concepts, except what is below some others too."""

    iri: str
    code: str
    label: Bilingual
    below: frozenset[str]
    excepted: frozenset[str]

    def holds(self, concept: str, above: frozenset[str]) -> bool:
        """Say whether a concept, with all that stands above it, is of this kind."""
        whole = above | {concept}
        return bool(whole & self.below) and not whole & self.excepted


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to ask: `matter` says what for, `code` is its code."""

    organisation: str
    name: str
    code: str
    matter: Bilingual
    address: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide. `rules` are in its own order; what is `part_of` them stands by the IRI of the part.

    `unsatisfied` and `undetermined` are the outcomes of constraints, `dissuades` those of recommendations, by IRI.
    `titles` are those of all rules, constraints and duties. `above` says which collections parties and collections are
    directly part of, `broader` which documents are of which kind. Every organisation of a type in `types` is part of
    the collections there; `names` are those that the guide gives organisations beside the tables'. `matches` are the
    concepts of our schemes that come closest to a party (a role) or a document (the data it holds). A purpose has the
    title of the constraint on it. `remarks` are what is to be said with a concept, kind of data or party, by its IRI.
    """

    iri: str
    code: str
    title: Bilingual
    description: Bilingual
    remark: Bilingual
    source: str
    policy: Policy
    rules: tuple[GuideRule, ...]
    part_of: Mapping[str, GuideRule]
    titles: Mapping[str, Bilingual]
    outcomes: tuple[Outcome, ...]
    duties: Mapping[str, Duty]
    unsatisfied: Mapping[str, Outcome]
    undetermined: Mapping[str, Outcome]
    dissuades: Mapping[str, Outcome]
    not_covered: GuideRule
    parties: tuple[Named, ...]
    collections: Mapping[str, Bilingual]
    above: Mapping[str, frozenset[str]]
    types: Mapping[str, frozenset[str]]
    names: Mapping[str, tuple[str, ...]]
    matches: Mapping[str, frozenset[str]]
    documents: tuple[Named, ...]
    mandate_parts: tuple[Named, ...]
    purposes: tuple[Named, ...]
    broader: Mapping[str, frozenset[str]]
    classes: tuple[DataClass, ...]
    contacts: tuple[Contact, ...]
    remarks: Mapping[str, Bilingual]

    def outcome(self, code: str) -> Outcome:
        """Give an outcome by its code."""
        return next(each for each in self.outcomes if each.code == code)
