"""SPARQL-based constraints (SHACL, section 5), asked of an Oxigraph store that holds the shard."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from avggraph.errors import KnowledgeError
from avggraph.graph.terms import OWL, SH, Term, literal
from avggraph.validate.shacl.compiled.source import Source
from avggraph.validate.shacl.literals import TRUE, parts, string
from avggraph.validate.shacl.result import Result
from avggraph.validate.shacl.triples import Triples

_COMPONENT = f"{SH.base}SPARQLConstraintComponent"

# What SHACL, appendix A, forbids in a query with pre-bound variables.
_FORBIDDEN = re.compile(r"\b(?:MINUS|VALUES|SERVICE)\b|\bAS\s+[?$]this\b", re.IGNORECASE)
_SUBSELECT = re.compile(r"\{\s*SELECT\b(?P<projected>[^{]*)", re.IGNORECASE)
_THIS = re.compile(r"[?$]this\b")

# Strings, IRIs and comments, in which nothing is syntax; and the start of a group pattern, but not that of a subselect.
_QUOTED = "|".join((
    r'"{3}.*?"{3}', r"'{3}.*?'{3}", r'"(?:\\.|[^"\\\n])*"', r"'(?:\\.|[^'\\\n])*'", r"<[^<>\s]*>", r"#[^\n]*",
))  # fmt: skip
_GROUP = re.compile(rf"(?P<quoted>{_QUOTED})|\{{(?!\s*SELECT\b)", re.IGNORECASE | re.DOTALL)
_IN_MESSAGE = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class _Query:
    """A query cut at the starts of its group patterns, where the focus node is bound."""

    pieces: tuple[str, ...]
    messages: tuple[Term, ...]

    def about(self, focus: Term) -> str:
        """Give the query with `$this` pre-bound: SHACL, appendix A, binds it in every group pattern."""
        return f"{{ VALUES ?this {{ {focus} }} ".join(self.pieces)


def sparql_constraints(
    shapes: Triples, node: Term, source: Source
) -> Iterator[Callable[[Triples, Term, Collection[Term]], Iterator[Result]]]:
    """Give a report for each sh:sparql of the shape `node`.

    Raises KnowledgeError where the constraint is no SELECT query that SHACL, section 5.3 and appendix A, allow.
    """
    for constraint in sorted(shapes.objects(node, SH.sparql)):
        if TRUE not in shapes.objects(constraint, SH.deactivated):
            query = _read(shapes, constraint, source)
            yield lambda graph, focus, _values, query=query: _report(graph, focus, query, source)  # type: ignore[misc]


def _read(shapes: Triples, constraint: Term, source: Source) -> _Query:
    selects = [string(each) or "" for each in shapes.objects(constraint, SH.select)]
    if len(selects) != 1:
        raise KnowledgeError(f"De SPARQL-voorwaarde van {source.name} heeft niet één sh:select.")
    (text,) = selects
    bare = re.sub(_QUOTED, " ", text, flags=re.DOTALL)
    if forbidden := _FORBIDDEN.search(bare):
        raise KnowledgeError(f"De SPARQL-voorwaarde van {source.name} gebruikt {forbidden[0]}, dat SHACL verbiedt.")
    if not all(_THIS.search(subselect["projected"]) for subselect in _SUBSELECT.finditer(bare)):
        raise KnowledgeError(f"Een deelvraag in de SPARQL-voorwaarde van {source.name} geeft $this niet door.")
    if unknown := re.search(r"[?$](?:shapesGraph|currentShape)\b", bare):
        raise KnowledgeError(f"De SPARQL-voorwaarde van {source.name} vraagt om {unknown[0]}, hier onbekend.")
    if source.path is not None:
        text = re.sub(r"[?$]PATH\b", lambda _match: source.path.text if source.path else "", text)
    text = _prefixes(shapes, constraint) + text
    try:
        ox.Store().query(text)
    except SyntaxError as error:
        raise KnowledgeError(f"De SPARQL-voorwaarde van {source.name} is geen SPARQL: {_where(error)}.") from error
    return _Query(tuple(_pieces(text)), tuple(sorted(shapes.objects(constraint, SH.message))))


def _where(error: SyntaxError) -> str:
    """Say where a parser stopped, without the pages of signs that it would have taken there."""
    return f"{str(error).partition(': expected')[0][:100]}".removeprefix("error at ").join(("regel ", ""))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for token in _GROUP.finditer(text):
        if token["quoted"] is None:
            yield text[start : token.start()]
            start = token.end()
    yield text[start:]


def _prefixes(shapes: Triples, constraint: Term) -> str:
    """Write the prefixes a constraint declares (SHACL, section 5.2.1)."""
    lines = set()
    holders = dict.fromkeys(shapes.objects(constraint, SH.prefixes))
    waiting = list(holders)
    while waiting:
        holder = waiting.pop()
        for declaration in shapes.objects(holder, SH.declare):
            names = [string(each) for each in shapes.objects(declaration, SH.prefix)]
            spaces = [string(each) for each in shapes.objects(declaration, SH.namespace)]
            lines |= {f"PREFIX {name}: <{space}>\n" for name in names for space in spaces}
        new = [each for each in shapes.objects(holder, OWL.imports) if each not in holders]
        holders.update(dict.fromkeys(new))
        waiting += new
    return "".join(sorted(lines))


def _report(graph: Triples, focus: Term, query: _Query, source: Source) -> Iterator[Result]:
    if focus.startswith("_:"):
        raise KnowledgeError(f"De SPARQL-voorwaarde van {source.name} is niet over een lege knoop te vragen.")
    solutions = graph.store.query(query.about(focus))
    if not isinstance(solutions, ox.QuerySolutions):
        raise KnowledgeError(f"De SPARQL-voorwaarde van {source.name} is geen SELECT-vraag.")
    names = {variable.value for variable in solutions.variables}
    for solution in solutions:
        found = {name: term for name in names if (term := solution[name]) is not None}
        if str(found.get("failure")) == TRUE:
            raise KnowledgeError(f"De SPARQL-voorwaarde van {source.name} meldt een storing bij {focus}.")
        value, path = found.get("value"), found.get("path")
        yield source.result(
            focus,
            str(value) if value is not None else (None if source.path else focus),
            _COMPONENT,
            path=str(path) if isinstance(path, ox.NamedNode) else None,
            messages=_messages(query, source, focus, found),
        )


def _messages(query: _Query, source: Source, focus: Term, found: dict[str, object]) -> tuple[Term, ...]:
    """Give the messages with their variables filled in: the solution's own, else the constraint's, else the shape's."""
    if isinstance(found.get("message"), ox.Literal):
        return (str(found["message"]),)
    known: dict[str, object] = {"this": string(focus), **found}

    def filled(message: Term) -> Term:
        text = parts(message)
        if text is None:
            return message
        said = _IN_MESSAGE.sub(lambda match: _said(known[match[1]]) if match[1] in known else match[0], text.lexical)
        return literal(said, lang=text.language)

    return tuple(sorted(map(filled, query.messages or source.messages)))


def _said(term: object) -> str:
    return str(getattr(term, "value", term))
