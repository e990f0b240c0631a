"""Understanding a question's words: parties by the tables of organisations, data and purposes by the concept schemes.

What is nearly a known name is never taken for it: it comes back as a suggestion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from avggraph.bilingual import Bilingual
from avggraph.errors import UsageError
from avggraph.resolve.concepts import ConceptRecogniser, KnownWords
from avggraph.resolve.concepts.negation import denied
from avggraph.resolve.knowledge import PERSONAL_DATA, PURPOSES
from avggraph.resolve.matching import is_within, leftmost_longest
from avggraph.resolve.organisations import Organisation, Organisations, load_organisations, near_misses
from avggraph.share.guide import DataClass, Guide, Named
from avggraph.share.loading import BASE
from avggraph.share.question import Item, Necessity, Question, Thing
from avggraph.text import Span
from avggraph.vocabulary import Concept, Vocabulary, concept_iri, load_vocabulary

# A question is a few lines; what is longer is no question.
LONGEST = 2000
MOST_ITEMS = 100

_SEPARATORS = re.compile(r"[,;\n]+")
_LIKENESS = 0.8
_SUGGESTIONS = 3

# What may stand in front of or between names without being one.
_ARTICLE = re.compile(r"(?:de|het|een|the|a|an)\s+")
_SMALL = frozenset(["de", "het", "een", "en", "of", "uit", "van", "in", "met", "and", "the", "or", "from", "of", "a"])
_NOTHING = frozenset(["geen", "niets", "none", "nothing"])
# Before what is not there; the rest of Dutch is known to `resolve.concepts.negation`.
_NO = frozenset(["geen", "no"])
_ENGLISH_DENIAL = re.compile(r"\b(?:no|not|without|neither|nor)\s+(?:\w+\s+){0,2}\Z")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Terms:
    """What words are understood by; loaded once, then used for every question.

    `in_english` are the kinds of personal data by their English names.
    """

    vocabulary: Vocabulary
    data: ConceptRecogniser
    purposes: ConceptRecogniser
    organisations: Organisations
    in_english: Mapping[str, Concept]

    @classmethod
    def load(cls, base: str = BASE) -> Terms:
        """Load the concept schemes and the tables of organisations; `base` is that of our own IRIs."""
        vocabulary = load_vocabulary()
        known = KnownWords(vocabulary.concepts)
        return cls(
            vocabulary,
            ConceptRecogniser(vocabulary, PERSONAL_DATA, known),
            ConceptRecogniser(vocabulary, PURPOSES, known),
            load_organisations(base=base),
            {plain(concept.pref_label_en): concept for concept in vocabulary.scheme(PERSONAL_DATA)},
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
    requester, own, purpose, document = map(_one_line, (requester, own, purpose, document))
    for words in (requester, data, own, purpose, mandate or "", document):
        if len(words) > LONGEST:
            raise UsageError(
                f"Een antwoord is langer dan {LONGEST} tekens.", advice="Noem alleen wat er wordt gevraagd."
            )
    if not requester:
        raise UsageError(
            "Er is niet gezegd wie er vraagt.", advice='Noem de vrager, bijvoorbeeld "KMar" of "gemeente".'
        )
    asked = [part for part in (_one_line(each) for each in _SEPARATORS.split(data)) if part]
    if not asked:
        raise UsageError(
            "Er is niet gezegd welke gegevens worden gevraagd.", advice='Noem ze, bijvoorbeeld "naam, adres".'
        )
    if len(asked) > MOST_ITEMS:
        raise UsageError(f"Er worden meer dan {MOST_ITEMS} gegevens gevraagd.", advice="Deel de vraag op.")
    return Question(
        understand_party(terms, guide, requester),
        tuple(understand_item(terms, guide, words) for words in asked),
        understand_party(terms, guide, own) if own else None,
        necessary,
        _purpose(terms, guide, purpose) if purpose else None,
        None if mandate is None else _mandate(guide, mandate),
        _document(guide, document) if document else None,
    )


def understand_party(terms: Terms, guide: Guide, words: str) -> Thing:
    """Understand who asks or shares: a party of the guide, an organisation of the tables, or nobody that is known.

    Words beside a name ("politie Antwerpen", "COA, journalist") may say that somebody else is meant: then nobody is
    known, and the name is a suggestion.
    """
    sought = _ARTICLE.sub("", plain(words), count=1)
    if (named := _by_name(guide.parties, sought)) is not None:
        return _of_guide(guide, words, named)
    begun = next((each for each in guide.parties if sought.startswith(each.begins)), None)
    found = [match.organisation for match in terms.organisations.resolve(words)]
    whole = _whole(terms, found)
    if whole is None and begun is None:
        members = (iri for iri, names in named_members(terms, guide) if sought in map(plain, names))
        whole = next((terms.organisations.get(iri) for iri in members), None)
    known = _organisation(terms, guide, words, whole) if whole else None
    covered = known is not None and bool(known.above & guide.collections.keys())
    if begun is not None and not (whole and covered and sought in map(plain, _names(terms, whole))):
        return _of_guide(guide, words, begun)
    if known is not None:
        return known
    return Thing(words, near=_near_party(terms, guide, words, found))


def _whole(terms: Terms, found: Sequence[Organisation]) -> Organisation | None:
    """Give the organisation that a whole field names, if need be with those it is part of; None: not just one."""
    if not found or any(each.kind == "unit" for each in found):
        return None
    if all(terms.organisations.is_part_of(found[-1].iri, each.iri) for each in found[:-1]):
        return found[-1]
    return None


def _near_party(terms: Terms, guide: Guide, words: str, found: Sequence[Organisation]) -> tuple[str, ...]:
    """Give known names that words nearly are, or that stand in them; only those of parties that the guide covers."""
    covered = (
        organisation.name
        for organisation in (*found, *(miss.organisation for miss in near_misses(words, terms.organisations)))
        if organisation.kind != "unit"
        and _organisation(terms, guide, words, organisation).above & guide.collections.keys()
    )
    of_members = (name for _, names in named_members(terms, guide) for name in names)
    names = (*(name for party in guide.parties for name in party.names), *of_members)
    return tuple(dict.fromkeys((*covered, *_near(words, names))))[:_SUGGESTIONS]


def _of_guide(guide: Guide, words: str, named: Named) -> Thing:
    return Thing(words, named.iri, named.label, _closure({named.iri}, guide.above) - {named.iri})


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
            yield iri, (*_names(terms, organisation), *guide.names.get(iri, ()))


def _names(terms: Terms, organisation: Organisation) -> tuple[str, ...]:
    names = (organisation.name, organisation.abbreviation, *terms.organisations.other_names(organisation.iri))
    return tuple(name for name in names if name)


def understand_item(terms: Terms, guide: Guide, words: str) -> Item:
    """Understand one thing asked for: a kind of data of the guide, the code of a concept, or words."""
    document, in_document = _document_in(guide, words)
    concept = _coded(terms, PERSONAL_DATA, plain(words)) or terms.in_english.get(plain(words))
    if concept is not None:
        return Item(words, (_data(terms, guide, words, concept),), document=document)
    read = terms.data.recognise(words)
    whole = next((each for each in guide.classes if plain(words) in map(plain, _class_names(each))), None)
    if whole is not None and not read.found:
        return Item(words, (whole_class(terms.vocabulary, guide, words, whole),), document=document)
    concepts = [
        _data(terms, guide, words[match.span.start : match.span.end], terms.vocabulary[match.concept])
        for match in dict.fromkeys((*read.found, *read.negated))
    ]
    unmatched = (words[span.start : span.end] for span in read.unmatched)
    # Words that name the document are no data of which nothing is known.
    unknown = tuple(part for part in unmatched if not set(_words_of(part)) <= in_document)
    held = terms.vocabulary.get(next(iter(guide.matches.get(document.iri, ())), "")) if document else None
    if not concepts and not unknown and held is not None:
        concepts = [_data(terms, guide, words, held)]
    if not concepts and not unknown:
        unknown = (words,)
    names = _names_of_data(terms) if unknown else {}
    near = tuple(dict.fromkeys(names[label] for part in unknown for label in _near(part, names)))
    return Item(words, tuple(concepts), unknown, near, document)


def _names_of_data(terms: Terms) -> Mapping[str, str]:
    """Give the name of each kind of data by its labels, of which some are misspelt as registers do."""
    return {label: each.pref_label for each in terms.vocabulary.scheme(PERSONAL_DATA) for label in each.labels}


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
    """Understand a purpose: one of the guide's by the names that the guide gives it, else one of the scheme.

    What the scheme only counts among a purpose of the guide ("sociale veiligheid") is not taken for it; nor are words
    that say more than a name does.
    """
    concept = _coded(terms, PURPOSES, words) or terms.vocabulary.get(words)
    read = terms.purposes.recognise(words)
    found = [concept] if concept else [terms.vocabulary[match.concept] for match in read.found]
    own = {each.iri: each for each in guide.purposes}
    for each in guide.purposes:
        said = any(_stands_in(name, words) for name in each.names)
        alone = not read.unmatched and not read.negated and all(other.iri == each.iri for other in found)
        if (concept is not None and concept.iri == each.iri) or _by_name((each,), words) or (said and alone):
            return Thing(words, each.iri, _label(terms, each), terms.vocabulary.ancestors(each.iri))
    others = [each for each in found if not {each.iri, *terms.vocabulary.ancestors(each.iri)} & own.keys()]
    if others and not read.unmatched:
        return Thing(words, others[0].iri, Bilingual(others[0].pref_label, others[0].pref_label_en))
    return Thing(words, near=tuple(_label(terms, each).nl for each in guide.purposes))


def _label(terms: Terms, purpose: Named) -> Bilingual:
    concept = terms.vocabulary[purpose.iri]
    return Bilingual(concept.pref_label, concept.pref_label_en)


def _coded(terms: Terms, scheme: str, words: str) -> Concept | None:
    """Give the concept whose code the words are."""
    return terms.vocabulary.get(concept_iri(scheme, words))


def _mandate(guide: Guide, words: str) -> frozenset[str]:
    """Give what stands on a mandate: the parts named, without those that are denied ("datum, geen handtekening").

    A denial alone does not say what does stand on it, unless it is of the whole ("geen") or of every part.
    """
    if plain(words) in _NOTHING:
        return frozenset()
    there: set[str] = set()
    absent: set[str] = set()
    for part in _SEPARATORS.split(words):
        spoken = [word for word in _one_line(part).split() if plain(word) not in _SMALL]
        # To the next comma: "geen datum of naam" denies both.
        no = bool(spoken) and plain(spoken[0]) in _NO
        named = [_mandate_part(guide, word) for word in (spoken[1:] if no else spoken)]
        if no and not named:
            raise _not_on_mandate(guide, _one_line(part))
        (absent if no else there).update(named)
    whole = {each.iri for each in guide.mandate_parts}
    if there & absent or (absent and not there and absent != whole):
        raise _not_on_mandate(guide, _one_line(words))
    return frozenset(there)


def _mandate_part(guide: Guide, word: str) -> str:
    named = _by_name(guide.mandate_parts, word)
    if named is None:
        raise _not_on_mandate(guide, word)
    return named.iri


def _not_on_mandate(guide: Guide, words: str) -> UsageError:
    parts = ", ".join(each.label.nl for each in guide.mandate_parts)
    return UsageError(
        f"{words!r} zegt niet wat er op een machtiging staat.", advice=f"Noem wat erop staat: {parts}; of: geen."
    )


def _document(guide: Guide, words: str) -> Thing:
    """Understand what kind of document is meant; words beside a kind's name make it no other kind.

    A kind that is only denied ("geen gespreksverslag") does not say which it is: none is known, and it is a suggestion.
    """
    document, _ = _document_in(guide, words)
    if document is not None:
        return document
    names = [name for each in guide.documents for name in each.names]
    spoken = [name for name in names if _stands_in(name, words)]
    return Thing(words, near=tuple(dict.fromkeys((*spoken, *_near(words, names))))[:_SUGGESTIONS])


def _document_in(guide: Guide, words: str) -> tuple[Thing | None, frozenset[str]]:
    """Give the kind of document that words name, and the words that do; of several kinds: what is all of them."""
    stated = _stated(words, (name for each in guide.documents for name in each.names))
    said = {
        each.iri: (each, max(names, key=len))
        for each in guide.documents
        if (names := [name for name in each.names if name in stated])
    }
    # A kind whose name only stands inside the name of another is not named itself.
    named = [
        each
        for each, name in said.values()
        if not any(len(longer) > len(name) and _stands_in(name, longer) for _, longer in said.values())
    ]
    if not named:
        return None, frozenset()
    first = named[0]
    above = _closure({each.iri for each in named}, guide.broader) - {first.iri}
    label = Bilingual(" + ".join(each.label.nl for each in named), " + ".join(each.label.en for each in named))
    spoken = frozenset(word for _, name in said.values() for word in _words_of(name))
    return Thing(words, first.iri, label, above), spoken | _SMALL


def _stated(words: str, names: Iterable[str]) -> frozenset[str]:
    """Give the names that stand in words and are not denied there ("geen gespreksverslag", "no interview report")."""
    text = plain(words)
    places = {name: found for name in names if (found := tuple(_places_of(name, text)))}
    mentions = tuple(leftmost_longest({place for found in places.values() for place in found}, lambda place: place))
    denials = denied(text, mentions) | {
        mention for mention in mentions if _ENGLISH_DENIAL.search(text, 0, mention.start)
    }
    return frozenset(
        name
        for name, found in places.items()
        if any(not any(is_within(place, denial) for denial in denials) for place in found)
    )


def _stands_in(name: str, words: str) -> bool:
    """Say whether a name stands in words as whole words, whatever hyphens there are."""
    return any(True for _ in _places_of(name, plain(words)))


def _places_of(name: str, text: str) -> Iterator[Span]:
    """Give where a name stands in plain words, as whole words, whatever hyphens there are."""
    sought, (places, there) = _words_of(name), _words_in(text)
    for start in range(len(there) - len(sought) + 1):
        if there[start : start + len(sought)] == sought:
            yield Span(places[start].start, places[start + len(sought) - 1].end)


def _word_places(text: str) -> Iterator[Span]:
    for word in _WORD.finditer(text):
        start = word.start()
        for part in word[0].split("-"):
            yield Span(start, start + len(part))
            start += len(part) + 1


def _words_of(words: str) -> tuple[str, ...]:
    return _words_in(plain(words))[1]


# The same names are sought in one text after the other.
@lru_cache(maxsize=256)
def _words_in(text: str) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Give where the words of a plain text stand, and the words."""
    places = tuple(_word_places(text))
    return places, tuple(text[place.start : place.end] for place in places)


def _one_line(words: str) -> str:
    """Give words on one line: what has no place on it (controls, marks of direction, line ends) is a space."""
    return " ".join(
        "".join(" " if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} else sign for sign in words).split()
    )


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
