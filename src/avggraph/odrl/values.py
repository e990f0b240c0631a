"""Terms compared by what they mean: `1` and `1.0` are one number, "12:00Z" and "14:00+02:00" one moment.

The types are those of XML Schema 1.1 part 2 (W3C, 2012; sections named here). Where it says that two values have no
order, or a literal is not of its own type, the answer is not known. Three readings are of ODRL's use:

- A plain string beside a literal of another type, or an IRI, is read as being of that type: a right operand is often
  written without one.
- A date stands for its whole day: "not later than 31 December" holds until midnight (XML Schema compares no date with
  a dateTime).
- A moment without a timezone has, beside one with, any of those from -14:00 to +14:00 (section 3.3.7.3, "order").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from avggraph.odrl.kleene import Truth, truth
from avggraph.odrl.model import Term
from avggraph.query.table import XSD, XSD_STRING, Iri, Literal

# Section 3.4: the types derived from decimal, and the two of floating point.
_WHOLE = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedLong unsignedInt unsignedShort unsignedByte"
)
_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DATE = re.compile(rf"(\d{{4}}-\d\d-\d\d)({_ZONE})")
_DATE_TIME = re.compile(rf"\d{{4}}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?{_ZONE}")
_WHOLE_NUMBER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_DOUBLE = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?|[+-]?INF")
_DURATION = re.compile(
    r"(-?)P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,8})D)?"
    r"(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?)?"
)
# Section 3.3.6.2: two durations have an order if they have the same one after each of these.
_REFERENCES = (date(1696, 9, 1), date(1697, 2, 1), date(1903, 3, 1), date(1903, 7, 1))
# Until its last microsecond, which is as far as a moment is read.
_DAY = timedelta(days=1) - timedelta(microseconds=1)
_ANY_ZONE = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A stretch of time from its start, without length for a dateTime; in UTC if it has a timezone."""

    start: timedelta
    length: timedelta
    has_zone: bool


@dataclass(frozen=True, slots=True)
class _Duration:
    months: int
    rest: timedelta


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class _Name:
    iri: str


_Value = Decimal | _Moment | _Duration | bool | _Words | _Name


def equal(one: Term, other: Term) -> Truth:
    """Say whether two terms have the same value; values of different kinds have not.

    >>> number = XSD + "decimal"
    >>> equal(Literal("1", XSD + "integer"), Literal("1.0", number)), equal(Literal("1", number), Literal("2"))
    (<Truth.TRUE: 'true'>, <Truth.FALSE: 'false'>)
    >>> equal(Literal("2024-01-01", XSD + "date"), Literal("soon"))
    <Truth.UNDETERMINED: 'undetermined'>
    """
    if one == other and _readable(one):
        return Truth.TRUE
    left, right = _pair(one, other)
    match left, right:
        case (None, _) | (_, None):
            return Truth.UNDETERMINED
        case _Words(), _Words():
            languages = {left.language, right.language} - {""}
            return truth(left.text == right.text and len(languages) < 2)
        case bool(), bool():
            return truth(left == right)
        case (Decimal(), Decimal()) | (_Moment(), _Moment()) | (_Duration(), _Duration()):
            found = _order(left, right)
            return truth(None if found is None else found == 0)
        case _:
            return truth(left == right if type(left) is type(right) else False)


def order(one: Term, other: Term) -> int | None:
    """Give -1, 0 or 1 as the first is before, as, or after the other; `None` where that is not known.

    >>> day = Literal("2024-12-31", XSD + "date")
    >>> order(Literal("2024-12-31T10:00:00", XSD + "dateTime"), day)
    0
    >>> order(Literal("2025-01-01T10:00:00Z", XSD + "dateTime"), day) is None
    True
    >>> order(Literal("P1M", XSD + "duration"), Literal("P30D", XSD + "duration")) is None
    True
    """
    return _order(*_pair(one, other))


def moment(literal: Literal) -> datetime | None:
    """Read a dateTime (to the microsecond), or `None` where it is none."""
    text = literal.value
    if not _DATE_TIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def date_time(value: datetime) -> Literal:
    """Write a moment as XML Schema does (section 3.3.7.2): no zeros at its end, Z for UTC.

    >>> from datetime import UTC
    >>> date_time(datetime(2024, 2, 12, 11, 20, 10, 999_000, tzinfo=UTC)).value
    '2024-02-12T11:20:10.999Z'
    """
    text = re.sub(r"(\.\d*?)0+(?=[+-]|$)", r"\1", value.isoformat()).removesuffix("+00:00")
    zone = "Z" if value.utcoffset() == timedelta() else ""
    return Literal(text + zone, XSD + "dateTime")


# ------------------------------------------------------------------------------------------- what a term means


def _readable(term: Term) -> bool:
    return isinstance(term, Iri) or term.datatype not in _READERS or _value(term) is not None


def _pair(one: Term, other: Term) -> tuple[_Value | None, _Value | None]:
    return _beside(one, other), _beside(other, one)


def _beside(term: Term, other: Term) -> _Value | None:
    """Read a term; a plain string as its neighbour's type, if that has another."""
    if not (isinstance(term, Literal) and term.datatype == XSD_STRING):
        return _value(term)
    match other:
        case Iri():
            return _Name(term.value)
        case Literal(datatype=datatype) if datatype in (XSD + "date", XSD + "dateTime", XSD + "dateTimeStamp"):
            return _read_moment(term.value) or _read_day(term.value)
        case Literal(datatype=datatype) if datatype in _READERS:
            return _READERS[datatype](term.value)
        case Literal(language=""):
            return None
        case _:
            return _Words(term.value, "")


def _value(term: Term) -> _Value | None:
    if isinstance(term, Iri):
        return _Name(term.value)
    if term.language:
        return _Words(term.value, term.language)
    read = _READERS.get(term.datatype)
    return None if read is None else read(term.value)


def _number(form: re.Pattern[str]) -> Callable[[str], Decimal | None]:
    def read(text: str) -> Decimal | None:
        if not form.fullmatch(text):
            return None
        try:
            return Decimal(text.replace("INF", "Infinity"))
        except InvalidOperation:
            return None

    return read


def _read_boolean(text: str) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(text)


def _read_moment(text: str) -> _Moment | None:
    found = moment(Literal(text))
    return None if found is None else _moment(found, timedelta())


def _read_day(text: str) -> _Moment | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    start = moment(Literal(f"{match[1]}T00:00:00{match[2]}"))
    return None if start is None else _moment(start, _DAY)


def _moment(found: datetime, length: timedelta) -> _Moment:
    zone = found.utcoffset()
    start = found.replace(tzinfo=None) - datetime.combine(date.min, time())
    return _Moment(start - (zone or timedelta()), length, zone is not None)


def _read_duration(text: str) -> _Duration | None:
    match = _DURATION.fullmatch(text)
    if not match:
        return None
    sign = -1 if match[1] else 1
    years, months, days, hours, minutes = (int(part or 0) for part in match.groups()[1:6])
    microseconds = int(Decimal(match[7] or 0) * 1_000_000)
    rest = timedelta(days=days, hours=hours, minutes=minutes, microseconds=microseconds)
    return _Duration(sign * (12 * years + months), sign * rest)


_READERS: Mapping[str, Callable[[str], _Value | None]] = MappingProxyType(
    {
        XSD_STRING: lambda text: _Words(text, ""),
        XSD + "anyURI": _Name,
        XSD + "boolean": _read_boolean,
        XSD + "date": _read_day,
        **dict.fromkeys((XSD + "dateTime", XSD + "dateTimeStamp"), _read_moment),
        **dict.fromkeys((XSD + f"{kind}uration" for kind in ("d", "dayTimeD", "yearMonthD")), _read_duration),
        **dict.fromkeys((XSD + name for name in _WHOLE.split()), _number(_WHOLE_NUMBER)),
        XSD + "decimal": _number(_DECIMAL),
        **dict.fromkeys((XSD + "double", XSD + "float"), _number(_DOUBLE)),
    }
)


# ------------------------------------------------------------------------------------------- their order


def _order(left: _Value | None, right: _Value | None) -> int | None:
    match left, right:
        case Decimal(), Decimal():
            return (left > right) - (left < right)
        case _Moment(), _Moment():
            return _order_moments(left, right)
        case _Duration(), _Duration():
            found = {_compare(_after(left, each), _after(right, each)) for each in _REFERENCES}
            return found.pop() if len(found) == 1 else None
        case _:
            return None


def _order_moments(left: _Moment, right: _Moment) -> int | None:
    """Compare by their starts; a moment within a day is neither before nor after it."""
    slack = timedelta() if left.has_zone == right.has_zone else _ANY_ZONE
    if left.start + max(left.length - right.length, timedelta()) < right.start - slack:
        return -1
    if right.start + max(right.length - left.length, timedelta()) < left.start - slack:
        return 1
    return 0 if slack == timedelta() else None


def _compare(left: timedelta | None, right: timedelta | None) -> int | None:
    return None if left is None or right is None else (left > right) - (left < right)


def _after(duration: _Duration, start: date) -> timedelta | None:
    years, month = divmod(start.month - 1 + duration.months, 12)
    try:
        return date(start.year + years, month + 1, 1) - start + duration.rest
    except (ValueError, OverflowError):
        return None
