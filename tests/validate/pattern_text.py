"""A text that a regular expression matches, drawn at random: for literals and IRIs that `sh:pattern` asks for."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from re import _parser  # type: ignore[attr-defined]  # the only parser of regular expressions there is
from typing import Any

_MOST = 3  # repetitions beyond the fewest of `*`, `+` and `{n,}`
_CLASSES = {
    "CATEGORY_DIGIT": "0189",
    "CATEGORY_NOT_DIGIT": "aZ -",
    "CATEGORY_WORD": "a_9",
    "CATEGORY_NOT_WORD": " -.",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "a9-",
}


def matching_text(pattern: str, rng: random.Random) -> str:
    """Draw a text that `pattern` matches; look-around and back-references are not known (`KeyError`).

    >>> import re
    >>> rng = random.Random(1)
    >>> all(re.search("^P[0-9]+(Y|M)$", matching_text("^P[0-9]+(Y|M)$", rng)) for _ in range(100))
    True
    """
    return _sequence(_parser.parse(pattern), rng)


def _sequence(parts: Sequence[tuple[Any, Any]], rng: random.Random) -> str:
    return "".join(_WRITERS[str(kind)](argument, rng) for kind, argument in parts)


def _repeated(argument: tuple[int, int, Any], rng: random.Random) -> str:
    fewest, most, parts = argument
    return "".join(_sequence(parts, rng) for _ in range(rng.randint(fewest, min(most, fewest + _MOST))))


def _character(options: Sequence[tuple[Any, Any]], rng: random.Random) -> str:
    if str(options[0][0]) == "NEGATE":
        return _other_than(options[1:], rng)
    kind, argument = rng.choice(options)
    match str(kind):
        case "LITERAL":
            return chr(argument)
        case "RANGE":
            return chr(rng.randint(*argument))
        case _:
            return rng.choice(_CLASSES[str(argument)])


def _other_than(options: Sequence[tuple[Any, Any]], rng: random.Random) -> str:
    refused = {chr(code) for kind, at in options for code in _codes(str(kind), at)}
    return rng.choice([sign for sign in "aZ5 -_é" if sign not in refused])


def _codes(kind: str, argument: Any) -> Sequence[int]:
    match kind:
        case "LITERAL":
            return (argument,)
        case "RANGE":
            return range(argument[0], argument[1] + 1)
        case _:
            return tuple(map(ord, _CLASSES[str(argument)]))


_WRITERS: Mapping[str, Callable[[Any, random.Random], str]] = {
    "LITERAL": lambda code, _: chr(code),
    "NOT_LITERAL": lambda code, rng: _other_than([("LITERAL", code)], rng),
    "ANY": lambda _, rng: rng.choice("aZ5 -"),
    "IN": _character,
    "AT": lambda _place, _rng: "",
    "BRANCH": lambda argument, rng: _sequence(rng.choice(argument[1]), rng),
    "SUBPATTERN": lambda argument, rng: _sequence(argument[-1], rng),
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
}
