"""Understanding a question's words: parties by the tables of organisations, data and purposes by the concept schemes.

What is nearly a known name is never taken for it: it comes back as a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from avggraph.bilingual import Bilingual
from avggraph.errors import UsageError
from avggraph.resolve.concepts import ConceptRecogniser, known_words
from avggraph.resolve.knowledge import PERSONAL_DATA, PURPOSES
from avggraph.resolve.organisations import Organisation, Organisations, load_organisations, near_misses
from avggraph.share.guide import DataClass, Guide, Named
from avggraph.share.loading import BASE
from avggraph.share.question import Item, Necessity, Question, Thing
from avggraph.vocabulary import Concept, Vocabulary, concept_iri, load_vocabulary

# A question is a few lines; what is longer is no question.
LONGEST = 2000
MOST_ITEMS = 100

_SEPARATORS = re.compile(r"[,;\n]+")
_LIKENESS = 0.75
_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What words are understood by; loaded once, then used for every question."""

    vocabulary: Vocabulary
    data: ConceptRecogniser
    purposes: ConceptRecogniser
    organisations: Organisations

    @classmethod
    def load(cls, base: str = BASE) -> Terms:
        """Load the concept schemes and the tables of organisations; `base` is that of our own IRIs."""
        vocabulary = load_vocabulary()
        known = known_words(vocabulary.concepts)
        return cls(
            vocabulary,
            ConceptRecogniser(vocabulary, PERSONAL_DATA, known),
            ConceptRecogniser(vocabulary, PURPOSES, known),
            load_organisations(base=base),
        )


def understand(
    terms: Terms,
    guide: Guide,
    requester: str,
    data: str,
    *,
    own: str = "",
    necessary: Necessity = Necessity.NOT_STATED,
    purpose: str = "",
    mandate: str | None = None,
    document: str = "",
) -> Question:
    """Make a question of words.

    Parameters
    ----------
    requester, own
        Who asks and who would share: a name or abbreviation, or a kind of party that the guide names ("gemeente").
    data
        What is asked for, with commas between ("naam, gezondheidsgegevens"), or a kind of data of the guide ("gewoon").
    purpose, document
        In words, or the code of a concept; empty: not stated.
    mandate
        What stands on the mandate, with commas between; empty: there is nothing on it; None: not stated.

    Raises `UsageError` for no requester or data, for what is too long, and for a part of a mandate that the guide does
    not name.

    >>> from avggraph.share import load_guide
    >>> question = understand(Terms.load(), load_guide(), "KMar", "naam, gezondheidsgegevens en V-nummer")
    >>> [[concept.label.nl for concept in item.concepts] for item in question.items]
    [['naam'], ['gezondheidsgegevens', 'v-nummer']]
    """
    for words in (requester, data, own, purpose, mandate or "", document):
        if len(words) > LONGEST:
            raise UsageError(
                f"Een antwoord is langer dan {LONGEST} tekens.", advice="Noem alleen wat er wordt gevraagd."
            )
    if not requester.strip():
        raise UsageError(
            "Er is niet gezegd wie er vraagt.", advice='Noem de vrager, bijvoorbeeld "KMar" of "gemeente".'
        )
    asked = [part for part in (each.strip() for each in _SEPARATORS.split(data)) if part]
    if not asked:
        raise UsageError(
            "Er is niet gezegd welke gegevens worden gevraagd.", advice='Noem ze, bijvoorbeeld "naam, adres".'
        )
    if len(asked) > MOST_ITEMS:
        raise UsageError(f"Er worden meer dan {MOST_ITEMS} gegevens gevraagd.", advice="Deel de vraag op.")
    return Question(
        understand_party(terms, guide, requester.strip()),
        tuple(understand_item(terms, guide, words) for words in asked),
        understand_party(terms, guide, own.strip()) if own.strip() else None,
        necessary,
        _purpose(terms, guide, purpose.strip()) if purpose.strip() else None,
        None if mandate is None else _mandate(guide, mandate),
        _document(guide, document.strip()) if document.strip() else None,
    )


def understand_party(terms: Terms, guide: Guide, words: str) -> Thing:
    """Understand who asks or shares: a party of the guide, an organisation, or nobody that is known."""
    if (named := _by_name(guide.parties, words)) is not None:
        return _of_guide(guide, words, named)
    organisation = _organisation_named(terms, guide, words)
    known = _organisation(terms, guide, words, organisation) if organisation else None
    if known is not None and known.above & guide.collections.keys():
        return known
    for named in guide.parties:
        if named.begins and plain(words).startswith(named.begins):
            return _of_guide(guide, words, named)
    if known is not None:
        return known
    misses = (miss.name for miss in near_misses(words, terms.organisations))
    of_members = (name for _, names in named_members(terms, guide) for name in names)
    names = (*(name for party in guide.parties for name in party.names), *of_members)
    return Thing(words, near=tuple(dict.fromkeys((*_near(words, names), *misses)))[:_SUGGESTIONS])


def _of_guide(guide: Guide, words: str, named: Named) -> Thing:
    return Thing(words, named.iri, named.label, _closure({named.iri}, guide.above) - {named.iri})


def _organisation_named(terms: Terms, guide: Guide, words: str) -> Organisation | None:
    """Give the organisation that words name; one that the guide names also in other capitals ("ind")."""
    if matches := terms.organisations.resolve(words):
        return matches[-1].organisation
    sought = plain(words)
    members = (iri for iri, names in named_members(terms, guide) if sought in map(plain, names))
    return next((terms.organisations.get(iri) for iri in members), None)


def _organisation(terms: Terms, guide: Guide, words: str, organisation: Organisation) -> Thing:
    """Give an organisation with the collections that it, or what it is part of, belongs to."""
    chain = [organisation]
    while (parent := terms.organisations.parent_of(chain[-1].iri)) and (whole := terms.organisations.get(parent)):
        chain.append(whole)
    collections = {each for part in chain for each in guide.types.get(part.kind, frozenset())}
    above = _closure({part.iri for part in chain} | collections, guide.above) - {organisation.iri}
    return Thing(words, organisation.iri, Bilingual(organisation.name, organisation.name), above)


def named_members(terms: Terms, guide: Guide) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the organisations that the guide names, with all their names."""
    for iri in guide.above:
        organisation = terms.organisations.get(iri)
        if organisation is not None:
            names = (organisation.name, organisation.abbreviation, *terms.organisations.other_names(iri))
            yield iri, tuple(name for name in names if name)


def understand_item(terms: Terms, guide: Guide, words: str) -> Item:
    """Understand one thing asked for: a kind of data of the guide, the code of a concept, or words."""
    named = _by_name(guide.documents, words)
    document = _of_kind(guide, words, named) if named else None
    whole = next((each for each in guide.classes if plain(words) in map(plain, _class_names(each))), None)
    if whole is not None:
        return Item(words, (whole_class(terms.vocabulary, guide, words, whole),), document=document)
    concept = _coded(terms, PERSONAL_DATA, words)
    if concept is not None:
        return Item(words, (_data(terms, guide, words, concept),), document=document)
    read = terms.data.recognise(words)
    concepts = tuple(
        _data(terms, guide, words[match.span.start : match.span.end], terms.vocabulary[match.concept])
        for match in dict.fromkeys((*read.found, *read.negated))
    )
    unknown = tuple(words[span.start : span.end] for span in read.unmatched)
    if not concepts and not unknown:
        unknown = (words,)
    labels = (label for concept in terms.vocabulary.scheme(PERSONAL_DATA) for label in concept.labels)
    near = tuple(dict.fromkeys(name for part in unknown for name in _near(part, labels)))
    return Item(words, concepts, unknown, near, document)


def _class_names(kind: DataClass) -> tuple[str, ...]:
    return kind.code, kind.label.nl, kind.label.en


def whole_class(vocabulary: Vocabulary, guide: Guide, words: str, kind: DataClass) -> Thing:
    """Give a kind of data that the guide names, with the kinds that all of it is of."""
    of_all = [
        each.iri
        for each in guide.classes
        if all(each.holds(concept, vocabulary.ancestors(concept)) for concept in kind.below)
    ]
    return Thing(words, kind.iri, kind.label, frozenset(of_all))


def _data(terms: Terms, guide: Guide, words: str, concept: Concept) -> Thing:
    above = terms.vocabulary.ancestors(concept.iri)
    classes = frozenset(each.iri for each in guide.classes if each.holds(concept.iri, above))
    return Thing(words, concept.iri, Bilingual(concept.pref_label, concept.pref_label_en), classes)


def _purpose(terms: Terms, guide: Guide, words: str) -> Thing:
    """Understand a purpose: of several, one that the guide does not name counts, and so do words that name none."""
    concept = _coded(terms, PURPOSES, words)
    read = terms.purposes.recognise(words)
    found = [concept] if concept else [terms.vocabulary[match.concept] for match in read.found]
    labels = (label for each in terms.vocabulary.scheme(PURPOSES) for label in each.labels)
    if not found or (not concept and (read.unmatched or read.negated)):
        return Thing(words, near=_near(words, labels))
    things = [
        Thing(words, each.iri, Bilingual(each.pref_label, each.pref_label_en), terms.vocabulary.ancestors(each.iri))
        for each in found
    ]
    return next(
        (each for each in things if not {each.iri, *each.above} & {known.iri for known in guide.purposes}), things[0]
    )


def _coded(terms: Terms, scheme: str, words: str) -> Concept | None:
    """Give the concept whose code the words are."""
    return terms.vocabulary.get(concept_iri(scheme, words))


def _mandate(guide: Guide, words: str) -> frozenset[str]:
    found: set[str] = set()
    for part in filter(None, re.split(r"[\s,;]+", words)):
        named = _by_name(guide.mandate_parts, part)
        if named is None:
            raise UsageError(
                f"{part!r} is geen onderdeel van een machtiging.",
                advice=f"Noem wat erop staat: {', '.join(each.label.nl for each in guide.mandate_parts)}.",
            )
        found.add(named.iri)
    return frozenset(found)


def _document(guide: Guide, words: str) -> Thing:
    named = _by_name(guide.documents, words)
    if named is not None:
        return _of_kind(guide, words, named)
    return Thing(words, near=_near(words, (name for each in guide.documents for name in each.names)))


def _of_kind(guide: Guide, words: str, named: Named) -> Thing:
    return Thing(words, named.iri, named.label, _closure({named.iri}, guide.broader) - {named.iri})


def _by_name(named: Iterable[Named], words: str) -> Named | None:
    sought = plain(words)
    return next((each for each in named if sought in map(plain, each.names)), None)


def plain(words: str) -> str:
    """Give the form in which names are compared: whatever its capitals, spaces and apostrophes.

    >>> plain("  NGO’s ")
    "ngo's"
    """
    return " ".join(words.casefold().replace("’", "'").split())


def _near(words: str, names: Iterable[str]) -> tuple[str, ...]:
    known: Mapping[str, str] = {plain(name): name for name in names}
    found: Sequence[str] = get_close_matches(plain(words), known, _SUGGESTIONS, _LIKENESS)
    return tuple(known[name] for name in found)


def _closure(start: Iterable[str], above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Give all that stands above some things, with the things themselves."""
    found: set[str] = set()
    todo = list(start)
    while todo:
        iri = todo.pop()
        if iri not in found:
            found.add(iri)
            todo += above.get(iri, frozenset())
    return frozenset(found)
