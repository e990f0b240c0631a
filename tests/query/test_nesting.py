"""Nesting: what would end an engine's process is refused before it is asked, and nothing that people write is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from avggraph.errors import NestingError
from avggraph.query import Form, form_of, load_catalogue
from avggraph.query.nesting import MAX_DEPTH, depth_of
from query.nested_queries import NESTED


def test_the_deepest_allowed_is_answered_with_a_small_stack() -> None:
    script = Path(__file__).with_name("nested_queries.py")
    done = subprocess.run([sys.executable, script, str(MAX_DEPTH)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "answered\n", "")


@pytest.mark.parametrize(("nested", "around"), NESTED.values(), ids=NESTED)
def test_each_level_counts(nested: Callable[[int], str], around: int) -> None:
    depths = [depth_of(nested(times)) for times in range(1, 6)]
    assert depths[0] > around
    assert all(later > earlier for earlier, later in pairwise(depths))


@pytest.mark.parametrize(("nested", "around"), NESTED.values(), ids=NESTED)
def test_deeper_is_refused(nested: Callable[[int], str], around: int) -> None:
    with pytest.raises(NestingError, match=f"dieper genest dan {MAX_DEPTH} niveaus"):
        form_of(nested(MAX_DEPTH - around + 1))
    with pytest.raises(NestingError):
        form_of(nested(100_000))


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p ?o FILTER(" + "\\u0028" * 40 + "?o" + ")" * 40 + ") }",
        "ASK { ?s ?p ?a, ?b FILTER(?a<" + "(" * 40 + "?b" + ")" * 40 + ">1) }",
        "ASK { ?s ?p ?a, ?b FILTER(?a<?b&&?c!='>'&&" + "(" * 40 + "?b" + ")" * 40 + ") }",
        "ASK { ?s ?p ?o FILTER(" + "( # )\n" * 40 + "?o" + ")" * 40 + ") }",
        "ASK { ?s ?p ?o FILTER(" + "( ')' = " * 40 + "?o" + ")" * 40 + ") }",
        "ASK { ?s ?p ?o FILTER(" + "! \n" * 40 + "?o) }",
        "ASK " + "{" * 40,
    ],
)
def test_it_is_refused_in_every_disguise(query: str) -> None:
    with pytest.raises(NestingError):
        form_of(query)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p '" + "(" * 40 + "', <http://x/" + "(" * 40 + "> } # " + "{" * 40,
        "ASK {\n" + "?s ?p ?o FILTER(?p = <http://x/#a>)\n" * 40 + "}",
        "ASK { ?s ?p ?o " + "FILTER(!(?o = -1)) " * 40 + "}",
        "ASK { ?s ?p ?o FILTER(?o IN (" + "-1, " * 40 + "-1)) }",
        "ASK { ?s ?p ?o FILTER(" + "(?o < 3) && " * 40 + "true) }",
    ],
)
def test_many_side_by_side_are_not_deep(query: str) -> None:
    assert form_of(query) is Form.ASK


def test_the_saved_questions_are_far_from_the_limit() -> None:
    assert max(depth_of(each.text) for each in load_catalogue().values()) <= MAX_DEPTH // 2
