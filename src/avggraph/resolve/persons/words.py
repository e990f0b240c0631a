"""A short text as words, each with one letter that says what it can be in a person's name or beside one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from avggraph.resolve.persons.cues import PersonCues, plain
from avggraph.text import Span

# What a word can be; a candidate is a pattern over these letters.
ADDRESS, TITLE, INITIAL, BARE_INITIAL, POST_NOMINAL = "A", "T", "I", "J", "Q"
PARTICLE, GIVEN, GIVEN_OR_WORD, SURNAME, SURNAME_OR_WORD, NAME = "P", "G", "g", "S", "s", "W"
FUNCTION, UNIT, NAMED_BODY, ROYAL, PLACE, NEVER = "X", "U", "B", "F", "Z", "N"
KNOWN, ACRONYM, LOWER, NUMBER, JOIN = "K", "C", "L", "D", "E"
HYPHEN, DASH, LINE = "-", "=", "|"
NAMES = frozenset("GgSsW")

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"(?P<word>['’‘`]?{_LETTER}[^\W\d_\u0300-\u036f]*(?:['’]{_LETTER}+)*)(?P<dot>\.?)"
    r"|(?P<number>\+?\d[\d-]*\w*)|(?P<line>[ \t]*[\n\r\f]\s*)|(?P<dash>(?<=\s)[-–—](?=\s)|[–—])|(?P<sign>[^\w\s])"
)
# "v.d. Berg", "v/d Berg", "de Wit e/v Jansen": a particle with signs in it.
_SHORT_PARTICLE = re.compile(r"(?<!\w)(?:v\.?/?d\.?|e\.?/?v\.?|v\.)(?=\s)", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s*(?P<word>['’]?[^\W\d_]+)")
_MAY_BE_SURNAME = frozenset("WNXUBZ")
_LISTED = (FUNCTION, UNIT, NAMED_BODY, NAMED_BODY, NEVER)
# As far back as particles can stand before a surname.
_PARTICLES_BACK = 8


@dataclass(frozen=True, slots=True)
class Words:
    """The words and signs of a text: where each stands, what it is in plain letters and its letter."""

    text: str
    spans: tuple[Span, ...]
    plain: tuple[str, ...]
    letters: str

    def without_blanks(self) -> Words:
        """Leave out the breaks of a line that part nothing."""
        kept = [number for number, letter in enumerate(self.letters) if letter != " "]
        return Words(
            self.text,
            tuple(self.spans[number] for number in kept),
            tuple(self.plain[number] for number in kept),
            "".join(self.letters[number] for number in kept),
        )


def words(text: str, known: Iterable[Span], cues: PersonCues) -> Words:
    """Take a text apart; what stands at `known` is no person's.

    >>> from avggraph.resolve.persons.cues import person_cues
    >>> words("drs. A.B. de Vries, directeur", (), person_cues()).letters
    'TIIPS,X'
    """
    folded = plain(text)
    fixed = _fixed(text, folded, known, cues)
    spans: list[Span] = []
    letters: list[str] = []
    case = _Case.of(text)
    place = 0
    for start, end, letter in [*fixed, (len(text), len(text), "")]:
        for found in _TOKEN.finditer(text, place, start):
            spans.append(Span(*found.span()))
            letters.append(_letter(found, folded, cues, case))
        if letter:
            spans.append(Span(start, end))
            letters.append(letter)
        place = max(place, end)
    plains = tuple(folded[start:end].rstrip(".") for start, end in spans)
    return _joined(Words(text, tuple(spans), plains, "".join(letters)), cues)


def _fixed(text: str, folded: str, known: Iterable[Span], cues: PersonCues) -> list[tuple[int, int, str]]:
    """Give the stretches whose letter does not depend on the words in them, in order and disjoint."""
    found = [(start, end, KNOWN) for start, end in known if 0 <= start < end <= len(text)]
    found += [
        (*match.span(), KNOWN)
        for match in cues.phrases.finditer(folded)
        if not text[match.start()].islower() or text == text.lower()
    ]
    found += [
        (*match.span(), POST_NOMINAL)
        for match in cues.dotted_post_nominals.finditer(folded)
        if not _begins_a_name(text, folded, match.end(), cues)
    ]
    found += [(*match.span(), ADDRESS) for match in cues.long_address.finditer(folded)]
    found += [
        (*match.span(), TITLE) for match in cues.dotted_titles.finditer(folded) if text[slice(*match.span())].islower()
    ]
    found += [(*match.span(), PARTICLE) for match in _SHORT_PARTICLE.finditer(text)]
    for match in cues.dotted.finditer(folded):
        words_before = bool(re.search(r"\w\)?[ ,]{1,2}$", text[max(0, match.start() - 4) : match.start()]))
        if match["legal"] and words_before:
            found.append((*match.span(), NAMED_BODY))
        elif match["other"] and text[match.start() + 1 : match.end()].islower():
            found.append((*match.span(), LOWER))
    disjoint: list[tuple[int, int, str]] = []
    for start, end, letter in sorted(found, key=lambda item: (item[0], -item[1])):
        if not disjoint or start >= disjoint[-1][1]:
            disjoint.append((start, end, letter))
    return disjoint


def _begins_a_name(text: str, folded: str, end: int, cues: PersonCues) -> bool:
    """Whether a name follows, so that what looks like a degree are initials: "B.A. de Wit"."""
    after = _NEXT_WORD.match(folded, end)
    return (
        after is not None
        and (text[after.start("word")].isupper() or after["word"] in cues.particles.words)
        and after["word"] not in cues.post_nominals.words
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """How a text is written: all in capitals, or all in small letters; then a capital tells nothing."""

    capitals: bool
    smalls: bool

    @classmethod
    def of(cls, text: str) -> _Case:
        capitals = not any(sign.islower() for sign in text) and sum(sign.isupper() for sign in text) > 5
        return cls(capitals, text == text.lower())


def _letter(found: re.Match[str], folded: str, cues: PersonCues, case: _Case) -> str:
    if found["word"]:
        word = folded[found.start("word") : found.end("word")]
        return _before_a_name(found, word, cues, case) or _word_letter(word, found["word"], cues, case)
    if found["sign"]:
        return found["sign"] if found["sign"] in "-,()&/:;.|" else "~"
    return NUMBER if found["number"] else LINE if found["line"] else DASH


def _before_a_name(found: re.Match[str], word: str, cues: PersonCues, case: _Case) -> str:
    """Give the letter of a form of address, a title or an initial; nothing for another word."""
    written, dotted = found["word"], bool(found["dot"])
    if dotted or not written.isupper() or case.capitals:
        for letter, entries in ((ADDRESS, cues.forms_of_address), (TITLE, cues.titles)):
            if word in entries.words:
                return letter
    if len(word) == 1 and (written.isupper() or (case.smalls and dotted)):
        return INITIAL if dotted else BARE_INITIAL
    short = dotted and word in cues.abbreviated_given.words and (written[0].isupper() or case.smalls)
    return INITIAL if short else ""


@lru_cache(maxsize=4096)
def _word_letter(word: str, written: str, cues: PersonCues, case: _Case) -> str:
    if word in cues.joins.words:
        return JOIN
    if written[0].isupper() or case.smalls or (written[0] in "'’‘`" and written[1:2].isupper()):
        return _capital_word(word, written, cues, case)
    if word in cues.particles.words:
        return PARTICLE
    if re.search(r"['’]", written[1:-1]) and any(sign.isupper() for sign in written):
        return NAME
    letter = _listed(word, cues) or _by_ending(word, cues)
    return letter if letter in (FUNCTION, NAMED_BODY) or (letter == UNIT and word in cues.units.words) else LOWER


def _capital_word(word: str, written: str, cues: PersonCues, case: _Case) -> str:
    given, surname = cues.given.get(word), cues.surnames.get(word)
    unlisted = given is None and surname is None
    if word in cues.post_nominals.words and (not written.istitle() or len(word) > 2):
        letter = POST_NOMINAL
    elif word in cues.royal.words:
        letter = ROYAL
    elif word in cues.particles.words and unlisted:
        letter = NAME if word in cues.small_particles.words else PARTICLE
        letter = LOWER if word in cues.inner_particles.words else letter
    elif unlisted and (listed := _listed(word, cues)):
        letter = listed
    elif _is_acronym(word, written, case, known=given is False or surname is False):
        letter = ACRONYM
    elif given is not None and not (surname is False and given) and _is_written_as_name(written):
        letter = GIVEN_OR_WORD if given else GIVEN
    elif surname is not None:
        letter = SURNAME_OR_WORD if surname else SURNAME
    elif word in cues.places:
        letter = PLACE
    elif case.smalls:
        letter = FUNCTION if cues.functions.ends(word) else LOWER
    else:
        letter = _by_ending(word, cues)
    return letter


def _is_acronym(word: str, written: str, case: _Case, *, known: bool) -> bool:
    return written.isupper() and not case.capitals and 1 < len(word) < (3 if known else 5)


def _is_written_as_name(written: str) -> bool:
    """Whether capitals stand as in a given name: "Anneke" and "ANNEKE", not "KiM"."""
    return written.isupper() or written[1:] == written[1:].lower() or "'" in written


def _listed(word: str, cues: PersonCues) -> str:
    lists = (cues.functions, cues.units, cues.named_bodies, cues.streets, cues.words)
    return next((letter for letter, entries in zip(_LISTED, lists, strict=True) if word in entries.words), "")


def _by_ending(word: str, cues: PersonCues) -> str:
    lists = (cues.functions, cues.units, cues.named_bodies, cues.streets, cues.endings)
    return next((letter for letter, entries in zip(_LISTED, lists, strict=True) if entries.ends(word)), NAME)


def _joined(read: Words, cues: PersonCues) -> Words:
    """Give each letter anew that depends on the word before it."""
    letters = list(read.letters)
    for number, letter in enumerate(letters):
        led = _led_by(letters, number)
        adjacent = letters[number - 1] if number else ""
        follows = letters[number + 1] if number + 1 < len(letters) else ""
        if letter == BARE_INITIAL and adjacent == INITIAL and read.spans[number].start == read.spans[number - 1].end:
            letters[number] = INITIAL
        elif letter == KNOWN and adjacent in (ADDRESS, TITLE, INITIAL) and _is_phrase(read, number, cues):
            letters[number] = NAME
        elif letter == ROYAL and (led in (INITIAL, ADDRESS, TITLE, GIVEN) or follows not in (GIVEN, GIVEN_OR_WORD)):
            letters[number] = SURNAME_OR_WORD
        elif letter in _MAY_BE_SURNAME and _capital(read, number) and _is_surname(read, letters, number, led, cues):
            letters[number] = NAME
        elif letter == ACRONYM and len(read.plain[number]) == 2 and follows in (PARTICLE, SURNAME) and number == 0:
            letters[number] = BARE_INITIAL
        elif letter == LINE and (
            adjacent in (PARTICLE, INITIAL, TITLE, ADDRESS) or (adjacent in (GIVEN, GIVEN_OR_WORD) and follows in "PSs")
        ):
            letters[number] = " "
    return Words(read.text, read.spans, read.plain, "".join(letters)).without_blanks()


def _is_surname(read: Words, letters: list[str], number: int, led: str, cues: PersonCues) -> bool:
    """Whether what is otherwise a place, a function or an ordinary word is a surname here: "P. van Gouda"."""
    letter, adjacent = letters[number], letters[number - 1] if number else ""
    if led == INITIAL:
        return True
    if led in (ADDRESS, TITLE, GIVEN):
        return (
            (letter == PLACE and adjacent in (PARTICLE, HYPHEN))
            or (letter != UNIT and letters[max(0, number - 2) : number] == [PARTICLE, PARTICLE])
            or (letter == NEVER and read.plain[number] not in cues.words.words)
        )
    return letter == PLACE and adjacent == PARTICLE and led == FUNCTION and _capital(read, number - 1)


def _led_by(letters: list[str], number: int) -> str:
    """Give the letter before a word, its particles and a given name in brackets: "A.B. (Anneke) van Dorp"."""
    floor = number - _PARTICLES_BACK
    number -= 1
    while (
        number > floor
        and number >= 0
        and (letters[number] in (PARTICLE, HYPHEN) or (letters[number] in NAMES and letters[number + 1] == HYPHEN))
    ):
        number -= 1
    if number >= 0 and letters[number] == ")":
        opened = max((place for place in range(max(0, number - 5), number) if letters[place] == "("), default=0)
        number = opened - 1
    return letters[number] if number >= 0 else ""


def _capital(read: Words, number: int) -> bool:
    return read.text[read.spans[number].start].isupper()


def _is_phrase(read: Words, number: int, cues: PersonCues) -> bool:
    return cues.phrases.fullmatch(read.plain[number]) is not None
