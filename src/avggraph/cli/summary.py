"""What a build says when it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from avggraph.pipeline import BuildResult
from avggraph.query import OxigraphEngine, bind, find_query, load_catalogue
from avggraph.store import open_output
from avggraph.validate.report.wording import WORDINGS, counted, severity_counts

_MOST_NAMED = 10

Row = Mapping[str, str]


def build_summary(result: BuildResult) -> str:
    """Sum a build up: what was read, what was not and why, what stands out, where it all is."""
    return "\n".join(_lines(result))


def _lines(result: BuildResult) -> Iterator[str]:
    skipped = [document for document in result.documents if document.skipped]
    yield f"Gelezen:         {counted(result.records, ('beschrijving', 'beschrijvingen'))}"
    if skipped:
        yield f"Overgeslagen:    {counted(len(skipped), ('bestand', 'bestanden'))}"
        for document in skipped[:_MOST_NAMED]:
            yield f"                 {document.name}: {document.skipped}"
        if len(skipped) > _MOST_NAMED:
            yield f"                 en {len(skipped) - _MOST_NAMED} meer, zie {result.folder / 'documents.json'}"
    for document in result.documents:
        if document.note:
            yield f"Let op:          {document.name}: {document.note}"
    near = sum(len(document.near_misses) for document in result.documents)
    if near:
        names = counted(near, ("naam lijkt", "namen lijken"))
        yield f"Let op:          {names} op die van een bekende organisatie; zie {result.folder / 'documents.json'}"
    if not result.documents:
        yield "Let op:          in de bronnen staat geen bestand; de graaf bevat geen verwerkingen"
    yield f"Graaf:           {result.quads} quads"
    yield f"Bevindingen:     {_findings(result)}"
    engine = OxigraphEngine(open_output(result.folder).open_store())
    yield f"Meest gedeeld:   {_top_recipient(_rows(engine, 'shared-recipients'))}"
    yield f"Verwerker:       {_top_processor(_rows(engine, 'processors-ranked'))}"
    yield f"Geschreven naar: {result.folder}"


def _findings(result: BuildResult) -> str:
    found = severity_counts(result.findings, WORDINGS["nl"])
    return f"{found}; zie {result.folder / 'bevindingen.txt'}" if found else "geen"


def _rows(engine: OxigraphEngine, name: str) -> tuple[Row, ...]:
    catalogue = load_catalogue()
    return engine.select(bind(find_query(catalogue, name), {}, catalogue, engine)).texts()


def _top_recipient(rows: tuple[Row, ...]) -> str:
    """The first row of shared-recipients, which is sorted by the number of controllers."""
    if not rows:
        return "geen ontvanger van meer dan één verantwoordelijke"
    top = rows[0]
    return f"{top['name']}, van {top['controllerCount']} verantwoordelijken ({_first(top['records'])})"


def _top_processor(rows: tuple[Row, ...]) -> str:
    """The first row of processors-ranked, which is sorted by the number of controllers."""
    if not rows:
        return "geen"
    top = rows[0]
    name = top["processorName"] or top["processor"]
    count = counted(int(top["controllerCount"]), ("verantwoordelijke", "verantwoordelijken"))
    return f"{name}, voor {count} ({_first(top['records'])})"


def _first(records: str) -> str:
    """Name the first of a list of records, and how many more there are."""
    named = records.split(", ")
    more = len(named) - _MOST_NAMED
    return ", ".join(named[:_MOST_NAMED]) + (f" en {more} meer" if more > 0 else "")
