"""Problems: why a request got no answer, in words, for a program (RFC 9457) or a person, in Dutch or English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined

from avggraph.errors import AvggraphError
from avggraph.negotiation import negotiate
from avggraph.publish.words import words
from avggraph.serve.reply import Reply

_HTML, _TEXT, _PROBLEM, _JSON = "text/html", "text/plain", "application/problem+json", "application/json"
OFFERS = (_TEXT, _PROBLEM, _JSON, _HTML)
"""The media types of a problem; who takes anything gets words."""
_UTF8 = "; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Problem:
    """A status with the words that go with it: `name` in data/site/words/serve.toml, and what fills their places.

    `retry_after` is in seconds. `alternatives` are links to what there is instead, each with its name.
    """

    status: int
    name: str
    values: Mapping[str, object] = field(default_factory=dict)
    retry_after: int | None = None
    allow: str = ""
    alternatives: tuple[tuple[str, str], ...] = ()

    def title(self, language: str) -> str:
        """Say what is wrong."""
        return words(language)(f"serve.{self.name}")

    def detail(self, language: str) -> str:
        """Say what can be done about it."""
        return words(language)(f"serve.{self.name}-advice", **self.values)


class RefusedError(AvggraphError):
    """A request that gets a problem instead of an answer."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title("nl"), advice=problem.detail("nl"))
        self.problem = problem


def render_problem(problem: Problem, language: str, accept: str | None = None, home: str = "/") -> Reply:
    """Write a problem in the form a client accepts, and as text where it accepts none; `home` leads to the overview.

    >>> reply = render_problem(Problem(404, "not-found"), "en", "application/json")
    >>> reply.media_type, orjson.loads(reply.content)["title"]
    ('application/problem+json', 'There is nothing here.')
    """
    headers = [("Content-Language", language), ("Cache-Control", "no-store"), ("Vary", "Accept, Accept-Language")]
    if problem.retry_after is not None:
        headers.append(("Retry-After", str(problem.retry_after)))
    if problem.allow:
        headers.append(("Allow", problem.allow))
    media, content = _written(problem, language, negotiate(accept, OFFERS) or _TEXT, home)
    return Reply(problem.status, media, content, tuple(headers))


def _written(problem: Problem, language: str, media: str, home: str) -> tuple[str, bytes]:
    title, detail, say = problem.title(language), problem.detail(language), words(language)
    match media:
        case "text/html":
            page = _environment().get_template("problem.html")
            shown = page.render(problem=problem, title=title, detail=detail, language=language, say=say, home=home)
            return _HTML + _UTF8, shown.encode()
        case "application/problem+json" | "application/json":
            value = {"type": "about:blank", "title": title, "status": problem.status, "detail": detail}
            if problem.alternatives:
                value["alternatives"] = [link for link, _ in problem.alternatives]
            return _PROBLEM, orjson.dumps(value) + b"\n"
        case _:
            lines = [title, detail, *(f"{name}: {link}" for link, name in problem.alternatives)]
            return _TEXT + _UTF8, "".join(f"{line}\n" for line in lines).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("avggraph.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
