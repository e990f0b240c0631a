"""What stands out in a retention text: dates, selection-list codes, record numbers, and the marks of an enumeration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from avggraph.resolve.retention.amounts import Length, is_named, read_amount
from avggraph.resolve.retention.lexicon import Lexicon
from avggraph.resolve.retention.tokens import Token, folded

_WHOLE_DATE = re.compile(r"[0-3]?[0-9]\.[01]?[0-9]\.(?:19|20|21)[0-9]{2}")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_DAY_OR_MONTH = re.compile(r"[0-3]?[0-9]")
_ITEM = re.compile(r"[a-z]|[0-9]{1,2}|i{1,3}|iv|vi{0,3}")
_RECORD = re.compile(r"[0-9]{1,6}")
_BARE_RECORD = re.compile(r"[1-9][0-9]{2,5}")
_YEARS_OF_CODE = re.compile(r"[0-9]{1,3}")
# A capital behind which a full stop is more often a name's than an enumeration's; an enumeration begins with A.
_NAMES = frozenset("BCDEFGHIJKLMNOPQRSTUVWXYZ")
# What may follow a bare letter that is a code: "B te bewaren", "B na 10 jaar overbrengen", "B voor beleidsstukken".
_BEHIND_KEEP = frozenset({"endless", "keep", "to_keep", "from", "transfer", "moved", "condition"})
# A range that names more records than this is written as its two ends.
_LONGEST_RANGE = 100
_DAYS_IN_YEAR = Fraction(1461, 4)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark and the index of the token behind it.

    Its role is "date", "day" (of no year), "year", "destroy_code", "keep_code", "maybe_code", "maybe_class" (a class
    of a list that may be its code), "record", "enumerator" or "placeholder".
    """

    role: str
    end: int
    code: str | None = None
    length: Length | None = None
    references: tuple[str, ...] = ()


def read_mark(text: str, words: Sequence[Token], index: int, known: Lexicon, opened: int) -> Mark | None:
    """Read the mark that starts at a token; `opened` brackets stand open there.

    >>> from avggraph.resolve.retention.lexicon import lexicon
    >>> from avggraph.resolve.retention.tokens import tokens
    >>> read = lambda text: read_mark(text, list(tokens(text)), 0, lexicon(), 0)
    >>> read("V 10").code, read("1 januari 2030").role, read("M2109-M2111").references
    ('V10', 'date', ('M2109', 'M2110', 'M2111'))
    """
    return (
        _blank(words, index, known)
        or _enumerator(text, words, index, known, opened)
        or _date(words, index, known)
        or _record(text, words, index, known)
        or _classed_code(text, words, index, known)
        or _code(text, words, index, known)
    )


def _key(words: Sequence[Token], index: int) -> str:
    return words[index].key if 0 <= index < len(words) else ""


def _letter(text: str, words: Sequence[Token], index: int) -> str:
    return text[words[index].start : words[index].end]


def _enumerator(text: str, words: Sequence[Token], index: int, known: Lexicon, opened: int) -> Mark | None:
    """Read "a)", "(1)", and at the begin of a line or sentence "1." or "b.\""""
    if is_named(words, index, known):
        return None
    start = index + (_key(words, index) in ("(", "["))
    if not _ITEM.fullmatch(_key(words, start)) or _letter(text, words, start) in (known.destroy_code, known.keep_code):
        return None
    closing = _key(words, start + 1)
    more = start + 2 < len(words)
    if closing in (")", "]") and more and (start > index or not opened):
        return Mark("enumerator", start + 2)
    apart = index == 0 or words[index - 1].end < words[index].start
    begins = index == 0 or words[index - 1].kind == "line" or (apart and words[index - 1].key in (";", "."))
    spaced = more and words[start + 2].start > words[start + 1].end
    if closing == "." and begins and spaced and start == index and _letter(text, words, start) not in _NAMES:
        return Mark("enumerator", start + 2)
    return None


def _blank(words: Sequence[Token], index: int, known: Lexicon) -> Mark | None:
    """Read a length whose number was not filled in: "[x] jaar", "... maanden"."""
    bracket = _key(words, index) in ("[", "(", "<")
    found = known.blanks.at(words, index + bracket)
    if found is None:
        return None
    end = found[1]
    if bracket:
        if _key(words, end) not in ("]", ")", ">"):
            return None
        end += 1
    unit = known.units.at(words, end)
    return Mark("placeholder", unit[1]) if unit else None


def _date(words: Sequence[Token], index: int, known: Lexicon) -> Mark | None:
    """Read "1 januari 2030", "1-7-2026", "juli 2026", "eind 2030", a day without its year, and a year alone."""
    if _WHOLE_DATE.fullmatch(_key(words, index)):
        return Mark("date", index + 1)
    if _is_numeric_date(words, index):
        return Mark("date", index + 5)
    day = index + 1 if _DAY_OR_MONTH.fullmatch(_key(words, index)) else index
    if _key(words, day) in known.months:
        year = day + 1 + (_key(words, day + 1) == ".")
        if _YEAR.fullmatch(_key(words, year)):
            return Mark("date", year + 1)
        return Mark("day", day + 1) if day > index else None
    before = known.before_year.at(words, index)
    if before and _YEAR.fullmatch(_key(words, before[1])):
        return Mark("date", before[1] + 1)
    is_year = _YEAR.fullmatch(_key(words, index)) and not known.units.at(words, index + 1)
    return Mark("year", index + 1) if is_year else None


def _is_numeric_date(words: Sequence[Token], index: int) -> bool:
    sign = _key(words, index + 1)
    parts = [_key(words, index + step) for step in (0, 2, 4)]
    return (
        sign in ("-", "/", ".")
        and _key(words, index + 3) == sign
        and bool(_DAY_OR_MONTH.fullmatch(parts[1]))
        and any(_DAY_OR_MONTH.fullmatch(day) and _YEAR.fullmatch(year) for day, year in (parts[::2], parts[::-2]))
    )


def _record(text: str, words: Sequence[Token], index: int, known: Lexicon) -> Mark | None:
    """Read a record's number or a range of them: "M457", "M 457", "M2109-M2112"."""
    first = _record_number(text, words, index, known)
    if first is None:
        return _bare_record(words, index, known)
    number, end = first
    join = known.ranges.at(words, end)
    if join:
        last = _record_number(text, words, join[1], known)
        if last is None and _RECORD.fullmatch(_key(words, join[1])) and not known.units.at(words, join[1] + 1):
            last = int(_key(words, join[1])), join[1] + 1
        if last and number <= last[0]:
            numbers = range(number, last[0] + 1) if last[0] - number <= _LONGEST_RANGE else (number, last[0])
            return Mark("record", last[1], references=tuple(f"{known.record_letter}{one}" for one in numbers))
    digits = "".join(filter(str.isdigit, "".join(_key(words, place) for place in range(index, end))))
    return Mark("record", end, references=(f"{known.record_letter}{digits}",))


def _bare_record(words: Sequence[Token], index: int, known: Lexicon) -> Mark | None:
    """Read a record's number without its M: "verwerking 4089"."""
    number = _key(words, index + 1)
    if _key(words, index) not in known.record_nouns or not _BARE_RECORD.fullmatch(number) or _YEAR.fullmatch(number):
        return None
    return (
        None
        if known.units.at(words, index + 2)
        else Mark("record", index + 2, references=(f"{known.record_letter}{number}",))
    )


def _record_number(text: str, words: Sequence[Token], index: int, known: Lexicon) -> tuple[int, int] | None:
    if _key(words, index) != folded(known.record_letter) or not _RECORD.fullmatch(_key(words, index + 1)):
        return None
    letter, digits = words[index], words[index + 1]
    adjacent = letter.end == digits.start
    is_capital = text[letter.start : letter.end] == known.record_letter and digits.start - letter.end <= 1
    if not is_capital and not (adjacent and len(digits.key) > 2):
        return None
    return None if known.units.at(words, index + 2) and not adjacent else (int(digits.key), index + 2)


def _code(text: str, words: Sequence[Token], index: int, known: Lexicon) -> Mark | None:
    """Read a code of a selection list: V7 (destroy after 7 years), B and B5 (keep; transferred after 5 years)."""
    word = words[index]
    letter = _letter(text, words, index)
    if letter not in (known.destroy_code, known.keep_code) or is_named(words, index, known):
        return None
    following = index + 1 + (_key(words, index + 1) == "-")
    if _YEARS_OF_CODE.fullmatch(_key(words, following)) and words[following].start - word.end <= 1:
        return _numbered_code(letter, words, following, known)
    if letter == known.keep_code:
        return _keep_code(letter, words, index, known)
    states = _key(words, index + 1) in (",", ":", "=", "-", "(") and (
        read_amount(words, index + 2, known) or (known.words.at(words, index + 2) or ("",))[0] == "destroy"
    )
    before = index - 1 - (_key(words, index - 1) == ":")
    named = before >= 0 and _role(words, before, known) == "code_noun"
    return Mark("destroy_code", index + 1, letter) if states or named or len(words) == 1 else None


def _classed_code(text: str, words: Sequence[Token], index: int, known: Lexicon) -> Mark | None:
    """Read a code with the word before it that says what it is: "categorie V10", "cat. B"."""
    found = known.code_classes.at(words, index)
    if found is None or found[1] >= len(words):
        return None
    place = found[1]
    letter = _letter(text, words, place)
    if letter not in (known.destroy_code, known.keep_code):
        return None
    if _YEARS_OF_CODE.fullmatch(_key(words, place + 1)) and words[place + 1].start - words[place].end <= 1:
        return _numbered_code(letter, words, place + 1, known)
    return Mark("maybe_class", place + 1, letter) if letter == known.keep_code else None


def _numbered_code(letter: str, words: Sequence[Token], index: int, known: Lexicon) -> Mark | None:
    number = int(words[index].key)
    unit = known.units.at(words, index + 1)
    if letter == known.keep_code:
        return (
            Mark("maybe_class", index, letter) if unit else Mark("keep_code", index + 1, f"{letter}{words[index].key}")
        )
    if unit and unit[0] != "Y":
        return Mark("destroy_code", index, letter)
    length = Length(f"P{number}Y", None, number * _DAYS_IN_YEAR)
    return Mark("destroy_code", unit[1] if unit else index + 1, f"{letter}{words[index].key}", length)


def _keep_code(letter: str, words: Sequence[Token], index: int, known: Lexicon) -> Mark | None:
    """Read a bare letter: a code among signs or beside a word that says so; behind another word only maybe."""
    before, after = index - 1, index + 1
    closes = after >= len(words) or words[after].kind in ("sign", "line")
    if not closes and _role(words, after, known) not in _BEHIND_KEEP:
        return None
    opens = (
        before < 0
        or words[before].kind in ("sign", "line")
        or _role(words, before, known) in ("law", "code_noun", "term")
    )
    return Mark("keep_code" if opens else "maybe_code", after, letter)


def _role(words: Sequence[Token], index: int, known: Lexicon) -> str:
    found = known.words.at(words, index)
    return found[0] if found else ""
