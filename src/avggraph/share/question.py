"""A question put to a guide: who asks for which data, why, and with what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from avggraph.bilingual import UNSAID, Bilingual
from avggraph.share.guide import AVG


class Necessity(Enum):
    """Whether the data are needed for what the requester has to do."""

    YES = AVG + "Yes"
    NO = AVG + "No"
    NOT_STATED = AVG + "NotStated"


@dataclass(frozen=True, slots=True)
class Thing:
    """What words name: a party, a concept, a document. `iri` is empty where nothing known is meant.

    `above` are the IRIs of what it is part of or a kind of, at any height. `near` are known names that the words nearly
    are; nothing is ever taken for them.
    """

    words: str
    iri: str = ""
    label: Bilingual = UNSAID
    above: frozenset[str] = frozenset()
    near: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the words name something known."""
        return bool(self.iri)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked for: the concepts its words name ("naam en adres": two), and the words that name none.

    `document` is the kind of document that the words themselves name.
    """

    words: str
    concepts: tuple[Thing, ...]
    unknown: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    document: Thing | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `None`, and `Necessity.NOT_STATED`, are what nobody stated: that is never read as no.

    `own` is the organisation that would share; `mandate` are the IRIs of what stands on the data subject's mandate.
    """

    requester: Thing
    items: tuple[Item, ...]
    own: Thing | None = None
    necessary: Necessity = Necessity.NOT_STATED
    purpose: Thing | None = None
    mandate: frozenset[str] | None = None
    document: Thing | None = None
