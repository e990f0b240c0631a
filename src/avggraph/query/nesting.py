"""How deep a query nests: engines call themselves for each level, and without stack they take the process along.

Oxigraph parses, optimises and evaluates that way, and has no limit of its own. As in `service_calls`, a `<` that may
be less-than as well as the start of an IRI is read both ways, and the deepest reading counts.
"""

from __future__ import annotations

import re

from avggraph.query.tokens import TOKEN

MAX_DEPTH = 32
"""The deepest nesting that is asked of an engine: half of what the smallest stack bears.

Tried with pyoxigraph 0.5.13, one process for each depth: functions in functions (`COALESCE(COALESCE(…`) and EXISTS in
EXISTS take most. With 512 KiB of stack, which is what a thread has on macOS, 48 deep was answered and 64 ended the
process; with 1 MiB (Windows) 96 and 128; with 8 MiB (Linux) 500 and 2,000. The saved questions are 13 deep at most.
"""

_OPENING, _CLOSING = re.compile(r"<<|[(\[{]"), re.compile(r">>|[)\]}]")
# Signs that may stand before an operand or a path, and be repeated there.
_SIGNS = frozenset("!^+-")
# `<` before this is no less-than: an expression has no two slashes on end.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def depth_of(query: str, most: int | None = None) -> int:
    """Count how many brackets of any kind are open at once where most are, with the signs before one operand there.

    What does not close counts too: a parser goes as deep before it finds that out. Beyond `most` is counted no further.

    >>> depth_of("SELECT * { ?s ?p ?o FILTER(!(?o < 3)) } # ((((")
    3
    >>> depth_of("SELECT * { ?s ?p '((((' , (1 (2)) }")
    3
    """
    deepest = 0
    # Of each place where a reading arrives: how deep, and how many signs before it. Readings only go forward.
    reached = {0: (0, 0)}
    for place in range(len(query)):
        if place not in reached:
            continue
        depth, signs = reached.pop(place)
        token = TOKEN.match(query, place)
        if token is None:
            end, depth, signs = _after_sign(query, place, depth, signs)
        else:
            if token["iri"] is not None and not _ABSOLUTE.match(token["iri"]):
                _arrive(reached, place + 1, (depth, 0))
            end, signs = token.end(), signs if token["space"] is not None else 0
        deepest = max(deepest, depth + signs)
        if most is not None and deepest > most:
            break
        _arrive(reached, end, (depth, signs))
    return deepest


def _after_sign(query: str, place: int, depth: int, signs: int) -> tuple[int, int, int]:
    if opening := _OPENING.match(query, place):
        return opening.end(), depth + 1, 0
    if closing := _CLOSING.match(query, place):
        return closing.end(), max(depth - 1, 0), 0
    return place + 1, depth, signs + 1 if query[place] in _SIGNS else 0


def _arrive(reached: dict[int, tuple[int, int]], place: int, state: tuple[int, int]) -> None:
    depth, signs = reached.get(place, (0, 0))
    reached[place] = (max(depth, state[0]), max(signs, state[1]))
