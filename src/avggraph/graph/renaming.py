"""A graph's sorted N-Quads under another base of IRIs, sorted again: without sorting more than one node at a time.

The nodes whose IRIs begin with the base get another beginning, all the same one, and so keep their order among each
other, as the other nodes keep theirs: the graph is these two sorted streams, merged.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from avggraph.graph.terms import iri

_Lines = tuple[bytes, list[bytes]]


class Renaming:
    """Gives IRIs that begin with the base `old` the base `new`. All is UTF-8, as it stands in canonical N-Quads."""

    def __init__(self, old: str, new: str) -> None:
        # What begins with a base begins with it as an IRI may hold it.
        self._old, self._new = (iri(base)[:-1].encode() for base in (old, new))

    def line(self, line: bytes) -> bytes:
        """Write a line anew; its literal is left as it is.

        >>> renaming = Renaming("https://a.example/", "https://b.nl/")
        >>> renaming.line(b'<https://a.example/id/x> <urn:zegt> "<https://a.example/>" <urn:g> .')
        b'<https://b.nl/id/x> <urn:zegt> "<https://a.example/>" <urn:g> .'
        """
        before, quote, rest = line.partition(b'"')
        if not quote:
            return line.replace(self._old, self._new)
        # No IRI holds a quotation mark (RDF 1.1 N-Quads, section 2.2): the last one ends the literal.
        text, _, after = rest.rpartition(b'"')
        return b'%s"%s"%s' % (before.replace(self._old, self._new), text, after.replace(self._old, self._new))

    def lines(self, path: Path) -> Iterator[bytes]:
        """Write the lines of a file anew, sorted by subject as they are, and each once; in memory is one node."""
        with path.open("rb") as some, path.open("rb") as others:
            own = self._nodes(line for line in some if line.startswith(self._old))
            foreign = self._nodes(line for line in others if not line.startswith(self._old))
            for _, nodes in groupby(heapq.merge(own, foreign, key=itemgetter(0)), itemgetter(0)):
                # As objects and graphs have other names, and two nodes may have got the same one.
                yield from dict.fromkeys(sorted(line for _, lines in nodes for line in lines))

    def _nodes(self, lines: Iterable[bytes]) -> Iterator[_Lines]:
        return ((subject, list(own)) for subject, own in groupby(map(self.line, lines), _subject))


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]
