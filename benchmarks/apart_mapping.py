"""Mapping engines over the same records as JSON. Needs nothing of avggraph: any Python may run it.

What is mapped is what an engine can make of a field's own words, as our graph has it too but for the language of a
text: of a record its type, number, title and recipients, and its purposes and data; of a purpose its type, words and
the words of its legal basis; of data their type, words, period and source. A value that is not there gives no triple.
Concepts, parties, citations and flows are no mapping, and are left out: so these are held against ours by the triple.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .clock import Clock
from .data import Amounts, Data

_BASE = "https://avggraph.example/id/rijksoverheid/"
_PREFIXES = {
    "avg": "https://w3id.org/avggraph/def#",
    "dct": "http://purl.org/dc/terms/",
    "dpcat": "https://w3id.org/dpcat#",
    "dpv": "https://w3id.org/dpv#",
}
# Of each kind of thing: where the JSON has it, its IRI, its class, and its properties by column.
THINGS: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "Record": (
        "",
        "verwerking/{key}",
        "dpcat:ROPARecord",
        {"reference": "dct:identifier", "title": "dct:title", "recipients": "avg:recipientsText"},
    ),
    "Purpose": (
        "purposes",
        "doel/{key}-{number}",
        "dpv:Purpose",
        {"description": "dct:description", "basis": "avg:legalBasisText"},
    ),
    "Data": (
        "data",
        "gegevens/{key}-{number}",
        "dpv:PersonalDataProcess",
        {
            "personal_data": "avg:personalDataText",
            "retention": "avg:retentionText",
            "source": "avg:sourceText",
        },
    ),
}
_PARTS = {"Purpose": "dpv:hasPurpose", "Data": "dpv:hasProcess"}


def morph_kgc(data: Data, clock: Clock) -> Amounts:
    """Map with morph-kgc by RML, in this one process, and write N-Triples."""
    library: Any = importlib.import_module("morph_kgc")
    with TemporaryDirectory(dir=data.folder) as folder:
        mapping, out = Path(folder) / "mapping.ttl", Path(folder) / "out.nt"
        mapping.write_text(rml(data.json), encoding="utf-8")
        settings = f"[CONFIGURATION]\nnumber_of_processes: 1\nlogging_level: ERROR\n\n[JSON]\nmappings: {mapping}\n"
        with clock:
            triples = library.materialize_set(settings)
            out.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")
        return Amounts(data.json.stat().st_size, out.stat().st_size, len(triples))


def maplib(data: Data, clock: Clock) -> Amounts:
    """Map with maplib by templates over tables of the JSON, and write N-Triples."""
    library: Any = importlib.import_module("maplib")
    polars: Any = importlib.import_module("polars")
    with TemporaryDirectory(dir=data.folder) as folder:
        out = Path(folder) / "out.nt"
        with clock:
            model = library.Model()
            model.add_template(templates())
            records = json.loads(data.json.read_text(encoding="utf-8"))
            for kind, (within, iri, _, columns) in THINGS.items():
                rows = [row for record in records for row in (record[within] if within else (record,))]
                table = {name: [row[name] for row in rows] for name in columns}
                table["iri"] = [_BASE + iri.format_map(row) for row in rows]
                if kind in _PARTS:
                    table["record"] = [f"{_BASE}verwerking/{row['key']}" for row in rows]
                schema = dict.fromkeys(table, polars.String)
                model.map(f"https://w3id.org/avggraph/def#T{kind}", polars.DataFrame(table, schema=schema))
            model.write(str(out), format="ntriples")
        with out.open("rb") as stream:
            return Amounts(data.json.stat().st_size, out.stat().st_size, sum(1 for _ in stream))


def rml(source: Path) -> str:
    """Give the mapping in RML, over a file."""
    prefixes = {
        "rr": "http://www.w3.org/ns/r2rml#",
        "rml": "http://semweb.mmlab.be/ns/rml#",
        "ql": "http://semweb.mmlab.be/ns/ql#",
        **_PREFIXES,
    }
    maps = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items()]
    for kind, (within, iri, of, columns) in THINGS.items():
        iterator = f"$[*].{within}[*]" if within else "$[*]"
        logical = f'rml:logicalSource [ rml:source "{source}" ; rml:referenceFormulation ql:JSONPath ; '
        logical += f'rml:iterator "{iterator}" ]'
        said = " ; ".join(
            f'rr:predicateObjectMap [ rr:predicate {predicate} ; rr:objectMap [ rml:reference "{column}" ] ]'
            for column, predicate in columns.items()
        )
        subject = f'rr:subjectMap [ rr:template "{_BASE}{iri}" ; rr:class {of} ]'
        maps.append(f"<#{kind}> {logical} ; {subject} ; {said} .")
        if kind in _PARTS:
            part = f'rr:predicate {_PARTS[kind]} ; rr:objectMap [ rr:template "{_BASE}{iri}" ]'
            whole = f'rr:subjectMap [ rr:template "{_BASE}verwerking/{{key}}" ]'
            maps.append(f"<#{kind}Of> {logical} ; {whole} ; rr:predicateObjectMap [ {part} ] .")
    return "\n".join(maps) + "\n"


def templates() -> str:
    """Give the same as templates (stOTTR)."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in _PREFIXES.items()]
    lines += ["@prefix ottr: <http://ns.ottr.xyz/0.4/> .", "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."]
    for kind, (_, _, of, columns) in THINGS.items():
        has_part = kind in _PARTS
        parameters = ["ottr:IRI ?iri", *(["ottr:IRI ?record"] if has_part else [])]
        parameters += [f"? xsd:string ?{column}" for column in columns]
        triples = [f"ottr:Triple(?iri, a, {of})"]
        triples += [f"ottr:Triple(?iri, {predicate}, ?{column})" for column, predicate in columns.items()]
        triples += [f"ottr:Triple(?record, {_PARTS[kind]}, ?iri)"] if has_part else []
        lines.append(f"avg:T{kind} [ {', '.join(parameters)} ] :: {{ {', '.join(triples)} }} .")
    return "\n".join(lines) + "\n"
