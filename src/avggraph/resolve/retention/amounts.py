"""Lengths of time in a retention text: "vijf jaar", "1 (één) jaar", "3 tot 5 jaar", "12 maanden (1 jaar)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from avggraph.resolve.retention.lexicon import Lexicon
from avggraph.resolve.retention.model import Bound
from avggraph.resolve.retention.tokens import Token

_FIGURE = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?")
_WHOLE = re.compile(r"[0-9]{1,3}")
# Halves, thirds and quarters: with more parts "5/7 jaar" is two lengths.
_FRACTIONS = frozenset(f"{upper}/{lower}" for lower in (2, 3, 4) for upper in range(1, lower))
_FRACTION_SIGNS = 3
# "2-1/2" has five; "2 en een half" four.
_MOST_TOKENS = 5
# Longer than this is a year ("2018"), not a length in years.
_MOST_YEARS = 999
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
# "3, 5, 7 of 10 jaar": no real text lists more lengths before one unit.
_MOST_NUMBERS = 6

# Days in each unit, to tell whether two writings are of the same length.
_DAYS = {
    "Y": Fraction(1461, 4),
    "Q": Fraction(1461, 16),
    "M": Fraction(1461, 48),
    "W": Fraction(7),
    "D": Fraction(1),
    "H": Fraction(1, 24),
    "Min": Fraction(1, 1440),
    "S": Fraction(1, 86400),
}
# Two writings of one length differ by no more: "1 jaar (52 weken)".
_TOLERANCE = Fraction(1, 25)
# The same across units, in brackets: "8 weken (2 maanden)", "90 dagen (3 maanden)".
_BRACKET_TOLERANCE = Fraction(1, 10)
# Units that together state one length: "1 jaar en 6 maanden".
_TOGETHER = frozenset({("Y", "M"), ("Y", "D"), ("M", "W"), ("M", "D"), ("W", "D"), ("D", "H"), ("H", "Min")})


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: its xsd:duration, its bound where its own words give one, and about how many days it has."""

    duration: str
    bound: Bound | None
    days: Fraction

    def is_about(self, other: Length) -> bool:
        """Say whether two writings can be of the same length."""
        return self._is_within(_TOLERANCE, other)

    def is_rounded(self, other: Length) -> bool:
        """Say whether another unit writes about the same length: "8 weken (2 maanden)"."""
        return self.duration[-1] != other.duration[-1] and self._is_within(_BRACKET_TOLERANCE, other)

    def _is_within(self, tolerance: Fraction, other: Length) -> bool:
        return abs(self.days - other.days) <= tolerance * max(self.days, other.days)


@dataclass(frozen=True, slots=True)
class Amount:
    """One or more lengths that share their unit's words, and the index of the token behind them."""

    lengths: tuple[Length, ...]
    end: int


def read_amount(words: Sequence[Token], index: int, known: Lexicon) -> Amount | None:
    """Read the lengths that start at a token, with a second writing of the same in brackets.

    >>> from avggraph.resolve.retention.lexicon import lexicon
    >>> from avggraph.resolve.retention.tokens import tokens
    >>> read = lambda text: [length.duration for length in read_amount(list(tokens(text)), 0, lexicon()).lengths]
    >>> read("2,5 jaar"), read("3 tot 5 jaar"), read("1 jaar en 6 maanden"), read("twaalf maanden (1 jaar)")
    (['P2Y6M'], ['P3Y', 'P5Y'], ['P1Y6M'], ['P12M'])
    """
    whole = known.whole.at(words, index)
    if whole and not _unit(words, whole[1], known):
        days = Fraction(whole[0][1:-1]) * _DAYS[whole[0][-1]]
        return Amount((Length(whole[0], None, days),), whole[1])
    amount = _list(words, index, known) or _replacing(words, index, known) or _single(words, index, known)
    if amount is None:
        return _unit_first(words, index, known)
    if len(amount.lengths) == 1:
        amount = _range(words, amount, known) or amount
    return _restated(words, amount, known)


def number(words: Sequence[Token], index: int, known: Lexicon) -> tuple[Fraction, int] | None:
    """Read a number in figures or words, with the same number once more in brackets."""
    first = _plain_number(words, index, known)
    if first is None:
        return None
    value, end = first
    if end < len(words) and words[end].key == "(":
        again = _plain_number(words, end + 1, known)
        if again and again[1] < len(words) and words[again[1]].key == ")":
            return (value, again[1] + 1) if again[0] == value else None
    return value, end


def _plain_number(words: Sequence[Token], index: int, known: Lexicon) -> tuple[Fraction, int] | None:
    if index >= len(words):
        return None
    if part := _fraction(words, index):
        return part
    if words[index].kind == "number" and _FIGURE.fullmatch(words[index].key):
        value, end = Fraction(words[index].key.replace(",", ".")), index + 1
        if part := _fraction_behind(words, index):
            return value + part[0], part[1]
    elif found := known.numbers.at(words, index):
        value, end = found
    else:
        return None
    more = known.added.at(words, end)
    return (value + more[0], more[1]) if more else (value, end)


def _fraction(words: Sequence[Token], index: int) -> tuple[Fraction, int] | None:
    """Read "1/2" or "3/4", written without blanks; other numbers with a slash between are two ("5/7 jaar")."""
    if index + 2 >= len(words) or words[index + 1].key != "/":
        return None
    row = words[index : index + 3]
    around = (words[index - 1 : index] if index else ()), words[index + 3 : index + 4]
    if "".join(token.key for token in row) not in _FRACTIONS or row[-1].end - row[0].start > _FRACTION_SIGNS:
        return None
    if any(token.key == "/" for near in around for token in near):
        return None
    return Fraction(int(row[0].key), int(row[2].key)), index + 3


def _fraction_behind(words: Sequence[Token], index: int) -> tuple[Fraction, int] | None:
    """Read the fraction of a whole number: "2 1/2", "2-1/2"."""
    if not _WHOLE.fullmatch(words[index].key):
        return None
    start = index + 1
    if start < len(words) and words[start].key == "-" and words[start].start == words[index].end:
        start += 1
    return _fraction(words, start)


def is_inside_number(words: Sequence[Token], index: int, known: Lexicon) -> bool:
    """Say whether a token belongs to a number in figures that begins before it: no length starts there."""
    for start in range(max(0, index - _MOST_TOKENS + 1), index):
        if words[start].kind == "number" and (found := _plain_number(words, start, known)) and found[1] > index:
            return True
    return False


def _unit(words: Sequence[Token], index: int, known: Lexicon) -> tuple[str, int] | None:
    if index < len(words) and words[index].key == "-":
        index += 1
    return known.units.at(words, index)


def _single(words: Sequence[Token], index: int, known: Lexicon) -> Amount | None:
    """Read one length, of one unit or of two that belong together."""
    first = _part(words, index, known)
    if first is None:
        return None
    value, unit, end = first
    parts = [(value, unit)]
    join = known.words.at(words, end)
    second = _part(words, join[1] if join and join[0] in ("and", "plus") else end, known)
    if second and (unit, second[1]) in _TOGETHER:
        parts.append(second[:2])
        end = second[2]
    length = _length(parts)
    return Amount((length,), end) if length else None


def _unit_first(words: Sequence[Token], index: int, known: Lexicon) -> Amount | None:
    """Read a form's "Bewaartermijn (in jaren): 7" from the unit on."""
    before = known.words.at(words, index - 1) if index else None
    if before != ("term", index):
        return None
    brackets = index < len(words) and words[index].key == "("
    index += brackets
    unit = known.units.at(words, index) or known.units.at(words, index + 1)
    if unit is None:
        return None
    keys = [")"] * brackets + [":"]
    end = unit[1]
    for key in keys:
        end += end < len(words) and words[end].key == key
    value = number(words, end, known)
    if value is None or words[end].kind != "number":
        return None
    length = _length([(value[0], unit[0])])
    again = known.units.at(words, value[1])
    return (
        Amount((length,), again[1] if again else value[1])
        if length and again in (None, (unit[0], value[1] + 1))
        else None
    )


def _part(words: Sequence[Token], index: int, known: Lexicon) -> tuple[Fraction, str, int] | None:
    value = number(words, index, known)
    unit = _unit(words, value[1], known) if value else None
    return (value[0], *unit) if value and unit else None


def _list(words: Sequence[Token], index: int, known: Lexicon) -> Amount | None:
    """Read several numbers before one unit: "3-5 jaar", "minimaal 7 en maximaal 10 jaar", "5, 10 of 20 jaar"."""
    first = number(words, index, known)
    if first is None or is_named(words, index, known) or _FIRST_YEAR <= first[0] <= _LAST_YEAR:
        return None
    values, bounds, joins, end = [first[0]], [_bound_before(words, index, known)], [], first[1]
    while len(values) < _MOST_NUMBERS and not (unit := _unit(words, end, known)):
        join = _join(words, end, known)
        if join is None or _is_contrast(words, index, end, known):
            return None
        bound, start = _bound(words, join[1], known)
        following = number(words, start, known)
        if following is None:
            return None
        values.append(following[0])
        bounds.append(bound)
        joins.append(join[0])
        end = following[1]
    if len(values) == 1 or not unit or joins[-1] == "comma" or (len(joins) > 1 and "range" in joins):
        return None
    is_range = joins == ["range"] or (joins == ["and"] and _is_between(words, index, known))
    if is_range:
        bounds = ["minimum", "maximum"]
    elif not any(bounds[1:]):
        bounds = [None] * len(values)
    lengths = tuple(_lengths(values, bounds, unit[0]))
    if len(lengths) < len(values) or (is_range and lengths[0].days >= lengths[1].days):
        return None
    return Amount(lengths, unit[1])


def _lengths(values: Sequence[Fraction], bounds: Sequence[Bound | None], unit: str) -> Iterator[Length]:
    for value, bound in zip(values, bounds, strict=True):
        length = _length([(value, unit)])
        if length:
            yield Length(length.duration, bound, length.days)


def _join(words: Sequence[Token], index: int, known: Lexicon) -> tuple[str, int] | None:
    if index >= len(words):
        return None
    found = known.ranges.at(words, index)
    if found:
        return "range", found[1]
    sign = {"/": "or", ",": "comma"}.get(words[index].key)
    if sign:
        return sign, index + 1
    word = known.words.at(words, index)
    return word if word and word[0] in ("or", "and") else None


def _replacing(words: Sequence[Token], index: int, known: Lexicon) -> Amount | None:
    """Read the number that stands for another before their one unit: "7 in plaats van 5 jaar"."""
    first = number(words, index, known)
    join = known.words.at(words, first[1]) if first else None
    if first is None or join is None or join[0] != "instead":
        return None
    replaced = _part(words, join[1], known)
    length = _length([(first[0], replaced[1])]) if replaced else None
    return Amount((length,), replaced[2]) if replaced and length else None


def _is_contrast(words: Sequence[Token], first: int, join: int, known: Lexicon) -> bool:
    """Say whether the numbers before a conjunction are denied: "niet 5 maar 10 jaar"."""
    denial = known.words.at(words, first - 1) if first else None
    return denial == ("not", first) and known.contrasts.at(words, join) is not None


def _bound(words: Sequence[Token], index: int, known: Lexicon) -> tuple[Bound | None, int]:
    found = known.words.at(words, index)
    if found and found[0] in ("minimum", "longer"):
        return "minimum", found[1]
    if found and found[0] in ("maximum", "shorter", "no_longer"):
        return "maximum", found[1]
    return None, index


def _bound_before(words: Sequence[Token], index: int, known: Lexicon) -> Bound | None:
    """Give the bound whose words end at a token; of at most four words ("niet korter bewaard dan")."""
    for start in range(max(0, index - 4), index):
        bound, end = _bound(words, start, known)
        if bound and end == index:
            return bound
    return None


def _is_between(words: Sequence[Token], index: int, known: Lexicon) -> bool:
    return any(
        (found := known.words.at(words, start)) and found == ("between", index)
        for start in range(max(0, index - 2), index)
    )


def is_named(words: Sequence[Token], index: int, known: Lexicon) -> bool:
    """Say whether a number belongs to the word before it ("artikel 5", "categorie 2.3")."""
    before = index - 1
    if before >= 0 and words[before].key == ".":
        before -= 1
    return before >= 0 and words[before].key in known.designators


def _range(words: Sequence[Token], first: Amount, known: Lexicon) -> Amount | None:
    """Read "3 maanden tot 1 jaar": from the shorter to the longer."""
    join = known.ranges.at(words, first.end)
    if join is None:
        return None
    _, start = _bound(words, join[1], known)
    second = _single(words, start, known)
    if second is None or second.lengths[0].days <= first.lengths[0].days:
        return None
    low, high = first.lengths[0], second.lengths[0]
    return Amount((Length(low.duration, "minimum", low.days), Length(high.duration, "maximum", high.days)), second.end)


def _restated(words: Sequence[Token], amount: Amount, known: Lexicon) -> Amount:
    """Take in a second writing of the same length: "12 maanden (1 jaar)", "52 weken oftewel 1 jaar"."""
    index = amount.end
    bracket = index < len(words) and words[index].key == "("
    index += bracket
    between = 0
    while index < len(words) and (found := known.words.at(words, index)) and found[0] == "adverb":
        index, between = found[1], between + 1
    if len(amount.lengths) > 1 or not (bracket or between):
        return amount
    again = _single(words, index, known)
    if again is None:
        return amount
    closes = bracket and again.end < len(words) and words[again.end].key == ")"
    first, second = amount.lengths[0], again.lengths[0]
    if closes != bracket or not (second.is_about(first) or (closes and second.is_rounded(first))):
        return amount
    return Amount(amount.lengths, again.end + closes)


def _length(parts: Sequence[tuple[Fraction, str]]) -> Length | None:
    """Write an xsd:duration (XML Schema Part 2, 3.2.6), which knows no weeks, quarters or fractions of a month."""
    days = sum((value * _DAYS[unit] for value, unit in parts), Fraction(0))
    if any(value > _MOST_YEARS if unit == "Y" else value.denominator > 2 for value, unit in parts):
        return None
    sums = {
        "Y": Fraction(0),
        "M": Fraction(0),
        "D": Fraction(0),
        "H": Fraction(0),
        "Min": Fraction(0),
        "S": Fraction(0),
    }
    for value, unit in parts:
        target, factor = {"Q": ("M", 3), "W": ("D", 7)}.get(unit, (unit, 1))
        sums[target] += value * factor
    for unit, smaller, factor in (("Y", "M", 12), ("D", "H", 24), ("H", "Min", 60), ("Min", "S", 60)):
        rest = sums[unit] % 1
        sums[unit] -= rest
        sums[smaller] += rest * factor
    if any(value % 1 for value in sums.values()):
        return None
    date = "".join(f"{sums[unit]}{unit}" for unit in ("Y", "M", "D") if sums[unit])
    time = "".join(f"{sums[unit]}{sign}" for unit, sign in (("H", "H"), ("Min", "M"), ("S", "S")) if sums[unit])
    if not date and not time:
        unit = parts[0][1]
        return Length({"Y": "P0Y", "M": "P0M", "Q": "P0M"}.get(unit, "P0D"), None, days)
    return Length(f"P{date}" + (f"T{time}" if time else ""), None, days)
