"""What a build says when it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from avggraph import resources
from avggraph.pipeline import BuildResult
from avggraph.query import Engine, OxigraphEngine, bind, find_query, load_catalogue
from avggraph.store import open_output
from avggraph.validate.report.wording import WORDINGS, counted, severity_counts

_MOST_NAMED = 10

# By saved question: the parameter that names one organisation, and the question that counts which is the first.
_FOUND_BY = {"shared-recipients": ("organisation", "recipient"), "processors-ranked": ("processor", "processor")}

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
    yield f"Meest gedeeld:   {_top_recipient(top_row(engine, 'shared-recipients'))}"
    yield f"Verwerker:       {_top_processor(top_row(engine, 'processors-ranked'))}"
    yield f"Geschreven naar: {result.folder}"


def _findings(result: BuildResult) -> str:
    found = severity_counts(result.findings, WORDINGS["nl"])
    return f"{found}; zie {result.folder / 'bevindingen.txt'}" if found else "geen"


def top_row(engine: Engine, question: str) -> Row | None:
    """Give the first row of a saved question that ranks organisations, or None; the others are not asked for.

    The row is that of the question itself, asked of one organisation. Which one a question of `data/summary/queries`
    tells, that only counts: to rank all of a large register with all that is said of them takes seconds.
    """
    parameter, counting = _FOUND_BY[question]
    found = engine.select(resources.question("summary", counting)).texts()
    if not found:
        return None
    [top] = found[0].values()
    catalogue = load_catalogue()
    rows = engine.select(bind(find_query(catalogue, question), {parameter: [top]}, catalogue, engine)).texts()
    return next(iter(rows), None)


def _top_recipient(top: Row | None) -> str:
    """The first row of shared-recipients, which is sorted by the number of controllers."""
    if not top:
        return "geen ontvanger van meer dan één verantwoordelijke"
    return f"{top['name']}, van {top['controllerCount']} verantwoordelijken ({_first(top['records'])})"


def _top_processor(top: Row | None) -> str:
    """The first row of processors-ranked, which is sorted by the number of controllers."""
    if not top:
        return "geen"
    name = top["processorName"] or top["processor"]
    count = counted(int(top["controllerCount"]), ("verantwoordelijke", "verantwoordelijken"))
    return f"{name}, voor {count} ({_first(top['records'])})"


def _first(records: str) -> str:
    """Name the first of a list of records, and how many more there are."""
    named = records.split(", ")
    more = len(named) - _MOST_NAMED
    return ", ".join(named[:_MOST_NAMED]) + (f" en {more} meer" if more > 0 else "")
