"""One shape out of the shape files: as its author wrote it, and as triples by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from avggraph.graph.terms import Quad, Term
from avggraph.validate.shacl.triples import Triples
from avggraph.validate.shapes.shape_set import shape_files, shipped_shapes

# In the files under ontology/shapes/ a shape begins with its name at the start of a line, and ends before the next
# line that is neither indented nor a bracket.
_START = re.compile(r"^shape:(?P<name>\w+) a sh:\w+", re.MULTILINE)
_AFTER = re.compile(r"^[^\s)\]]", re.MULTILINE)
_PREFIX = re.compile(r"^@prefix (?P<name>[\w-]*): .*$", re.MULTILINE)


@cache
def written() -> Mapping[str, str]:
    """Give the Turtle of each shipped shape by its short name, with the prefixes that it uses.

    >>> print(written()["RetentionStated"].splitlines()[-1].strip()[-1])
    .
    """
    found: dict[str, str] = {}
    for path in shape_files().values():
        text = path.read_text(encoding="utf-8")
        prefixes = {each["name"]: each[0] for each in _PREFIX.finditer(text)}
        for start in _START.finditer(text):
            end = _AFTER.search(text, start.end())
            own = text[start.start() : end.start() if end else len(text)].rstrip()
            used = [line for name, line in prefixes.items() if re.search(rf"(?<![\w-]){re.escape(name)}:", own)]
            found[start["name"]] = "\n".join((*used, "", own))
    return found


def file_of(shape: str) -> str:
    """Give the name of the file that a shipped shape, named by its IRI, stands in.

    >>> file_of("https://w3id.org/avggraph/shape#RetentionStated")
    'completeness'
    """
    return next(name for name in shape_files() if shape in shipped_shapes(name).shapes)


def quads_of(shape: str) -> tuple[Quad, ...]:
    """Give the triples of a shape and of what hangs below it, as linked data: nodes without a name are numbered.

    The number is a node's place in the file; the shape so written says the same (RDF 1.1, section 3.5).
    """
    graph = f"<https://w3id.org/avggraph/shape/{file_of(shape)}>"
    labels: dict[Term, Term] = {}

    def named(term: Term) -> Term:
        return labels.setdefault(term, f"<{shape}-{len(labels) + 1}>") if term.startswith("_:") else term

    below = _below(shipped_shapes().index, f"<{shape}>")
    return tuple((named(subject), predicate, named(value), graph) for subject, predicate, value in below)


def _below(index: Triples, node: Term) -> Iterator[tuple[Term, Term, Term]]:
    for predicate in index.predicates(node):
        for value in index.objects(node, predicate):
            yield node, predicate, value
            if value.startswith("_:"):
                yield from _below(index, value)
