"""The table of what is measured: our own stations, the floors they stand on, and peers that do the same work.

`place` is a function in a module of this folder, imported only by the process that measures it, so that each has the
memory of what it uses itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Need = Literal["texts", "build", "blocks", "json", "edges"]


@dataclass(frozen=True, slots=True)
class Station:
    """Something to measure: `of` says what goes in and what comes out.

    `needs` are data that must be there. `own`: the stations whose seconds, added up, a peer or floor is held against.
    It is measured at no more than `most` records, and then so are those it is held against; it is left out where its
    `library` is not there. `apart`: it needs nothing of avggraph, so another Python may run it.
    `streaming`: it keeps nothing of earlier records, so its memory should not grow.
    """

    name: str
    place: str
    of: str
    needs: tuple[Need, ...] = ("texts",)
    own: tuple[str, ...] = ()
    library: str = ""
    most: int | None = None
    apart: bool = False
    parallel: bool = False
    streaming: bool = False
    kind: Literal["own", "floor", "peer"] = "own"


def _floor(name: str, place: str, of: str, needs: tuple[Need, ...], own: tuple[str, ...]) -> Station:
    return Station(name, f"floors:{place}", of, needs, own, kind="floor")


def _peer(
    name: str, place: str, of: str, needs: tuple[Need, ...], own: tuple[str, ...], library: str, most: int | None = None
) -> Station:
    return Station(name, place, of, needs, own, library, most, apart=place.startswith("apart_"), kind="peer")


_BUILD: tuple[Need, ...] = ("texts", "build")
_BLOCKS: tuple[Need, ...] = ("texts", "blocks")
_MAPPED = ("graph", "write N-Quads")
# pySHACL and rdflib's questions take some 300 ms a record, and its TriG is quadratic.
_FEW = 100

_ALL = (
    Station("build", "from_texts:build_all", "texts to a validated database, N-Quads and reports", parallel=True),
    Station("build again", "from_texts:build_again", "one text changed, all others taken over", _BUILD, parallel=True),
    Station("build one", "from_texts:build_one", "the text that changed, by itself"),
    Station("read", "from_texts:read", "files to normalised text", streaming=True),
    Station("extract", "from_texts:extract", "text to a description in its own words", streaming=True),
    Station("recognise", "from_texts:recognise", "words for data, people, purposes to concepts", streaming=True),
    Station("resolve", "from_texts:resolve_all", "to concepts, parties, laws, periods and flows", streaming=True),
    Station("graph", "from_texts:graph", "a resolved description to sorted quads", streaming=True),
    Station("write N-Quads", "from_texts:write_nquads", "sorted quads to a file", _BLOCKS, streaming=True),
    Station("write Turtle", "from_texts:write_turtle", "sorted quads to a file", _BLOCKS, streaming=True),
    Station("write TriG", "from_texts:write_trig", "sorted quads to a file", _BLOCKS, streaming=True),
    Station("write JSON-LD", "from_texts:write_jsonld", "sorted quads to a file", _BLOCKS, streaming=True),
    Station("load", "from_graph:load", "N-Quads to an Oxigraph database on disk", _BUILD),
    Station("validate", "from_texts:validate", "quads to SHACL results, record by record", _BLOCKS, streaming=True),
    Station(
        "queries", "from_graph:queries", "20 saved questions, several at a time, from the database to rows", _BUILD
    ),
    Station("analysis", "from_graph:analysis", "the database to the network and its measures", _BUILD),
    Station(
        "diagrams", "from_graph:diagrams", "the database to an SVG of each record", _BUILD, most=6_000, parallel=True
    ),
    Station("site", "from_graph:site", "the build to a site with all its data", _BUILD, most=60, parallel=True),
    _floor("read the bytes", "read_bytes", "the texts, read from disk", ("texts",), ("read",)),
    _floor("copy in memory", "memcpy", "the N-Quads, copied from memory to memory", _BUILD, ("write N-Quads",)),
    _floor("write the bytes", "write_bytes", "the N-Quads, from memory to disk", _BUILD, ("write N-Quads",)),
    _floor("strings to N-Quads", "strings", "each sorted quad as a formatted string", _BLOCKS, ("write N-Quads",)),
    _floor("sort and write", "sorted_strings", "the same, sorting included", _BLOCKS, ("write N-Quads",)),
    _peer("rdflib: graph", "rdflib_peers:graph", "the same terms to a Dataset", _BLOCKS, ("graph",), "rdflib", _FEW),
    _peer("rdflib: N-Quads", "rdflib_peers:nquads", "a Dataset to text", _BUILD, ("write N-Quads",), "rdflib", _FEW),
    _peer("rdflib: Turtle", "rdflib_peers:turtle", "a Graph to text", _BUILD, ("write Turtle",), "rdflib", _FEW),
    _peer("rdflib: TriG", "rdflib_peers:trig", "a Dataset to text", _BUILD, ("write TriG",), "rdflib", _FEW),
    _peer("rdflib: JSON-LD", "rdflib_peers:jsonld", "a Dataset to text", _BUILD, ("write JSON-LD",), "rdflib", _FEW),
    _peer("rdflib: load", "rdflib_peers:load", "N-Quads to a Dataset in memory", _BUILD, ("load",), "rdflib", _FEW),
    _peer("rdflib: queries", "rdflib_peers:queries", "the same 20 questions", _BUILD, ("queries",), "rdflib", _FEW),
    _peer("pySHACL", "rdflib_peers:pyshacl", "the same shapes, whole graph", _BUILD, ("validate",), "pyshacl", _FEW),
    _peer("morph-kgc", "apart_mapping:morph_kgc", "JSON by RML to triples", ("json",), _MAPPED, "morph_kgc"),
    _peer("maplib", "apart_mapping:maplib", "JSON by templates to triples", ("json",), _MAPPED, "maplib"),
    _peer("networkx", "apart_network:networkx", "betweenness and PageRank", ("edges",), (), "networkx"),
    _peer("rustworkx", "apart_network:rustworkx", "the same, compiled", ("edges",), ("networkx",), "rustworkx"),
    _peer("igraph", "apart_network:igraph", "the same, compiled", ("edges",), ("networkx",), "igraph"),
)

STATIONS: Mapping[str, Station] = {station.name: station for station in _ALL}
