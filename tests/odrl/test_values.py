"""Terms compared by what they mean, and what no comparison settles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avggraph.odrl import Term, Truth
from avggraph.odrl.values import date_time, equal, moment, order
from avggraph.query.table import XSD, Iri, Literal


def typed(text: str) -> Term:
    """Read `text^^type`, `text@language`, `<iri>` or a plain string."""
    if text.startswith("<"):
        return Iri(text[1:-1])
    value, mark, datatype = text.partition("^^")
    if mark:
        return Literal(value, XSD + datatype)
    value, mark, language = text.partition("@")
    return Literal.of_language(value, language) if mark else Literal(value)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1^^integer", "1.0^^decimal", 0),
        ("1e0^^double", "2^^byte", -1),
        ("INF^^double", "9^^integer", 1),
        ("10", "9^^integer", 1),
        ("2024-02-12T12:00:00Z^^dateTime", "2024-02-12T14:00:00+02:00^^dateTime", 0),
        ("2024-02-12T12:00:00^^dateTime", "2024-02-12T12:00:00.000^^dateTime", 0),
        ("2024-02-12T12:00:00^^dateTime", "2024-02-14T12:00:00Z^^dateTime", -1),
        ("2024-02-12T12:00:00^^dateTime", "2024-02-12T13:00:00Z^^dateTime", None),
        ("2024-12-31T23:59:59^^dateTime", "2024-12-31^^date", 0),
        ("2025-01-01T00:00:00^^dateTime", "2024-12-31^^date", 1),
        ("2024-12-30T23:59:59^^dateTime", "2024-12-31", -1),
        ("2024-12-31^^date", "2025-01-01^^date", -1),
        ("2024-12-31Z^^date", "2024-12-31T12:00:00Z^^dateTime", 0),
        ("P1Y^^duration", "P12M^^yearMonthDuration", 0),
        ("P1D^^duration", "PT24H^^dayTimeDuration", 0),
        ("P1M^^duration", "P32D^^duration", -1),
        ("P1Y^^duration", "P364D^^duration", 1),
        ("P1Y^^duration", "P365D^^duration", None),
        ("-P1D^^duration", "PT0S^^duration", -1),
        ("P7Y", "P84M^^duration", 0),
        ("a", "b", None),
        ("true^^boolean", "false^^boolean", None),
        ("1^^integer", "2024-01-01^^date", None),
        ("een^^integer", "1^^integer", None),
        ("NaN^^double", "1^^integer", None),
        ("2024-02-30^^date", "2024-02-28^^date", None),
        ("20240228T12^^dateTime", "2024-02-28T12:00:00^^dateTime", None),
    ],
)
def test_the_order_of_two_values(one: str, other: str, expected: int | None) -> None:
    assert order(typed(one), typed(other)) == expected
    assert order(typed(other), typed(one)) == (None if expected is None else -expected)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a", "a", Truth.TRUE),
        ("a", "b", Truth.FALSE),
        ("a@nl", "a@NL", Truth.TRUE),
        ("a@nl", "a@en", Truth.FALSE),
        ("a@nl", "a", Truth.TRUE),
        ("1^^boolean", "true^^boolean", Truth.TRUE),
        ("1^^boolean", "1^^integer", Truth.FALSE),
        ("1^^integer", "01^^integer", Truth.TRUE),
        ("<https://a.example/>", "<https://a.example/>", Truth.TRUE),
        ("<https://a.example/>", "https://a.example/", Truth.TRUE),
        ("<https://a.example/>", "https://a.example/^^anyURI", Truth.TRUE),
        ("<https://a.example/>", "1^^integer", Truth.FALSE),
        ("P1Y^^duration", "P365D^^duration", Truth.UNDETERMINED),
        ("NaN^^double", "NaN^^double", Truth.UNDETERMINED),
        ("x^^hexBinary", "x^^hexBinary", Truth.TRUE),
        ("x^^hexBinary", "y^^hexBinary", Truth.UNDETERMINED),
        ("soon", "2024-01-01^^date", Truth.UNDETERMINED),
    ],
)
def test_whether_two_values_are_the_same(one: str, other: str, expected: Truth) -> None:
    assert equal(typed(one), typed(other)) is expected
    assert equal(typed(other), typed(one)) is expected


ZONES = st.none() | st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=ZONES, allow_imaginary=False))
def test_a_moment_is_read_as_it_is_written(value: datetime) -> None:
    assert moment(date_time(value)) == value


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_moments_are_ordered_as_python_orders_them(one: datetime, other: datetime) -> None:
    assert order(date_time(one), date_time(other)) == (one > other) - (one < other)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_compared_with_any_type(one: str, other: str) -> None:
    for name in ("integer", "dateTime", "date", "duration", "boolean", "anyURI", "double", "string"):
        found = order(Literal(one, XSD + name), Literal(other))
        back = order(Literal(other), Literal(one, XSD + name))
        assert found == (None if back is None else -back)
        assert equal(Literal(one, XSD + name), Literal(other)) is equal(Literal(other), Literal(one, XSD + name))
