"""Our stations from texts to files. What feeds one is made while its clock is paused, and nothing is kept of it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from avggraph.extract import extract as extract_description
from avggraph.graph import FORMATS, ORDERS, Format, concept_quads, read_nodes
from avggraph.graph.formats import graph_of
from avggraph.pipeline import BuildOptions, build
from avggraph.resolve import Knowledge
from avggraph.validate import Validator

from . import flow
from .blocks import read_blocks
from .clock import Clock
from .data import Amounts, Data, size_of

_FORMATS = {each.name: each for each in FORMATS}


def build_all(data: Data, clock: Clock) -> Amounts:
    """Build the graph as `avggraph build` does, with N-Quads as its only format; nothing is there from before."""
    with clock:
        result = build([data.texts], data.build, BuildOptions(formats=("nquads",), jobs=data.jobs, fresh=True))
    return Amounts(size_of(data.texts), size_of(data.build), result.quads, result.records)


def build_again(data: Data, clock: Clock) -> Amounts:
    """Build into the same folder after one text changed; then text and build are put back as they were."""
    text, options = _middle(data), BuildOptions(formats=("nquads",), jobs=data.jobs)
    before = text.read_bytes()
    try:
        text.write_bytes(before.replace(b" jaar", b" maanden") + b"\n")
        with clock:
            result = build([data.texts], data.build, options)
    finally:
        text.write_bytes(before)
        build([data.texts], data.build, options)
    # Texts and the tables of the database are other names of files that are there.
    linked = sum(size_of(data.build / name) for name in ("texts", "store"))
    return Amounts(size_of(data.texts), size_of(data.build) - linked, result.quads, result.reused)


def build_one(data: Data, clock: Clock) -> Amounts:
    """Build the text that `build_again` changes by itself: what a build of one has to know, and its own work."""
    text = _middle(data)
    with TemporaryDirectory(dir=data.folder) as folder, clock:
        result = build([text], Path(folder, "one"), BuildOptions(formats=("nquads",)))
    return Amounts(text.stat().st_size, quads=result.quads, things=result.records)


def _middle(data: Data) -> Path:
    texts = sorted(data.texts.iterdir())
    return texts[len(texts) // 2]


def read(data: Data, clock: Clock) -> Amounts:
    """Read files."""
    things = 0
    for file in flow.files(data.texts):
        with clock:
            things += len(flow.read_one(file))
    return Amounts(size_of(data.texts), things=things)


def extract(data: Data, clock: Clock) -> Amounts:
    """Extract descriptions from texts."""
    things = size = 0
    for source in flow.sources(data.texts):
        with clock:
            extract_description(source)
        things += 1
        size += len(source.text)
    return Amounts(size, things=things)


def recognise(data: Data, clock: Clock) -> Amounts:
    """Recognise the concepts of data, data subjects and purposes; `things` are those found."""
    recognisers = Knowledge.load(flow.NAMING.base).recognisers
    found = size = 0
    for each in flow.descriptions(data.texts):
        blocks = each.description.data_records
        said = [
            *(("persoonsgegevens", block.personal_data) for block in blocks),
            *(("betrokkenen", block.data_subject) for block in blocks),
            *(("doelen", purpose.description) for purpose in each.description.purposes),
        ]
        texts = [(scheme, words.text) for scheme, words in said if words]
        with clock:
            found += sum(len(recognisers[scheme].recognise(text).found) for scheme, text in texts)
        size += sum(len(text) for _, text in texts)
    return Amounts(size, things=found)


def resolve_all(data: Data, clock: Clock) -> Amounts:
    """Resolve descriptions, names of natural persons taken out first."""
    knowledge = Knowledge.load(flow.NAMING.base)
    things = 0
    for each in flow.descriptions(data.texts):
        with clock:
            flow.resolve_one(each, knowledge)
        things += 1
    return Amounts(things=things)


def graph(data: Data, clock: Clock) -> Amounts:
    """Make the quads of resolved records."""
    knowledge = Knowledge.load(flow.NAMING.base)
    quads = things = 0
    for record in flow.records(data.texts, knowledge):
        with clock:
            quads += len(flow.quads_of(record, knowledge))
        things += 1
    return Amounts(quads=quads, things=things)


def write_nquads(data: Data, clock: Clock) -> Amounts:
    """Write N-Quads."""
    return _written(data, clock, _FORMATS["nquads"])


def write_turtle(data: Data, clock: Clock) -> Amounts:
    """Write Turtle."""
    return _written(data, clock, _FORMATS["turtle"])


def write_trig(data: Data, clock: Clock) -> Amounts:
    """Write TriG."""
    return _written(data, clock, _FORMATS["trig"])


def write_jsonld(data: Data, clock: Clock) -> Amounts:
    """Write JSON-LD."""
    return _written(data, clock, _FORMATS["jsonld"])


def _written(data: Data, clock: Clock, written: Format) -> Amounts:
    """Write the records one after the other in a format, as pieces of one file; the only place that knows how."""
    quads = 0
    writer = written.writer()
    with TemporaryDirectory(dir=data.folder) as folder:
        file = Path(folder) / written.file
        with file.open("wb") as stream:
            stream.write(writer.begin())
            for block in read_blocks(data.blocks):
                quads += len(block)
                with clock:
                    nodes = read_nodes(sorted(ORDERS[written.order](block)))
                    for graph, own in groupby(nodes, lambda node: graph_of(written.order, node[0])):
                        stream.write(writer.before(graph) + writer.piece(list(own)))
            stream.write(writer.end())
        return Amounts(written=file.stat().st_size, quads=quads)


def validate(data: Data, clock: Clock) -> Amounts:
    """Validate the records one by one, as a build does; `things` are the findings."""
    validator = Validator(list(concept_quads(Knowledge.load(flow.NAMING.base).concept_lines, flow.NAMING)))
    quads = things = 0
    for block in read_blocks(data.blocks):
        quads += len(block)
        with clock:
            things += len(validator.findings(block))
    return Amounts(quads=quads, things=things)
