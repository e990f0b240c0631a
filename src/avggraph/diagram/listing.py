"""The flows of a diagram as a table: the facts of the picture, for readers who do not see it and for who checks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from avggraph.diagram.model import BoundaryKind, Diagram, Flow, FlowStyle, Mark, NodeKind, Presence, Quote
from avggraph.diagram.words import Words, words

RECORD_COLUMNS = ("number", "from", "to", "kind", "data", "basis", "retention", "words")
"""The columns of a record's table; the values are keys of `data/diagram/words.toml`."""

REGISTER_COLUMNS = ("number", "from", "to", "kind", "data", "records", "words")
"""The columns where a flow stands for those of several records."""

_SHOWN = 8
_QUOTED = 3
_ORDER = (FlowStyle.STATED, FlowStyle.NOT_STATED, FlowStyle.ABOUT)


@dataclass(frozen=True, slots=True)
class Row:
    """One flow in words; `number` is "?" for one that is not stated, "–" where nothing flows.

    Before `data` stand their marks. Where the register names no data, basis or retention, the cell says so;
    a cell is empty where the question does not arise, as for a system that data are in. `more_quotes` says how many
    other words there are, where `quotes` are but the first.
    """

    number: str
    source: str
    target: str
    kind: str
    data: str
    basis: str = ""
    retention: str = ""
    quotes: tuple[Quote, ...] = ()
    records: str = ""
    more_quotes: str = ""

    def anchor(self, prefix: str) -> str:
        """Give the id of the row in a table whose ids start with `prefix`; only numbered rows have one.

        >>> Row("4", "BZ", "SSC-ICT", "verwerking in opdracht", "naam").anchor("m4089")
        'm4089-4'
        """
        return f"{prefix}-{self.number}" if prefix and self.number.isdigit() else ""

    @property
    def words(self) -> str:
        """The quoted words, one after the other, the same words once, and how many more there are."""
        quoted = (f"“{words}”" for words in dict.fromkeys(quote.words for quote in self.quotes) if words)
        return " ".join(filter(None, (*quoted, self.more_quotes)))

    @property
    def sentence(self) -> str:
        """The flow in one sentence.

        >>> Row("1", "Klanten", "Verwerking 1", "verkrijging", "naam").sentence
        '1. Klanten → Verwerking 1 (verkrijging; naam)'
        """
        start = f"{self.number}. " if self.number.isdigit() else f"{self.number} "
        ends = " → ".join(part for part in (self.source, self.target) if part)
        return f"{start}{ends} ({'; '.join(part for part in (self.kind, self.data) if part)})"

    def cell(self, column: str) -> str:
        """Give the text of a column; KeyError for another name than those of the tables.

        >>> Row("1", "Klanten", "Verwerking 1", "verkrijging", "naam").cell("from")
        'Klanten'
        """
        return {
            "number": self.number,
            "from": self.source,
            "to": self.target,
            "kind": self.kind,
            "data": self.data,
            "basis": self.basis,
            "retention": self.retention,
            "words": self.words,
            "records": self.records,
        }[column]


def columns(diagram: Diagram) -> tuple[str, ...]:
    """Give the columns of a diagram's table."""
    return RECORD_COLUMNS if diagram.view.is_of_record else REGISTER_COLUMNS


def rows_by_flow(diagram: Diagram) -> dict[Flow, Row]:
    """Give the row of each flow, as a picture tells it."""
    return dict(zip(_in_order(diagram), drawn_rows(diagram), strict=False))


def drawn_rows(diagram: Diagram) -> tuple[Row, ...]:
    """List the flows as a picture tells them: in views over several records, where a flow may have hundreds of data and
    records, the first of them and how many more there are. `rows` names all.

    >>> from avggraph.diagram.model import Node, View
    >>> nodes = (Node("a", NodeKind.PROVIDER, "BZ"), Node("b", NodeKind.PROCESSOR, "SSC-ICT"))
    >>> flow = Flow(1, "a", "b", "verwerking in opdracht", records=tuple(f"M{number}" for number in range(1, 12)))
    >>> [listed] = drawn_rows(Diagram("", "", nodes, (), (flow,), "", "nl", view=View.REGISTER))
    >>> listed.records
    'M1, M2, M3, M4, M5, M6, M7, M8, en 3 meer'
    """
    return _rows(diagram, 0 if diagram.view.is_of_record else _SHOWN)


def rows(diagram: Diagram) -> tuple[Row, ...]:
    """List every flow: the numbered first, then what is not stated, whom the data are about, and what there is none of.

    A process is called by its number alone once it has been named in full.

    >>> from avggraph.diagram.model import Node
    >>> nodes = (Node("s1", NodeKind.DATA_SUBJECT, "Klanten"), Node("p1", NodeKind.PROCESS, "Coaching"))
    >>> flows = (Flow(1, "s1", "p1", "verkrijging", ("naam",)),)
    >>> [listed] = rows(Diagram("Contactcenter", "M4089", nodes, (), flows, "m4089.txt", "nl"))
    >>> listed.source, listed.target, listed.data, listed.retention
    ('Klanten', 'Verwerking: Coaching', 'naam', 'niet vermeld')
    """
    return _rows(diagram)


def _rows(diagram: Diagram, most: int = 0) -> tuple[Row, ...]:
    names = names_of(diagram)
    numbers = _numbers_of(diagram)
    say = words(diagram.language)
    listed = []
    for flow in _in_order(diagram):
        listed.append(_row(flow, names, say, of_record=diagram.view.is_of_record, most=most))
        names |= {end: numbers[end] for end in (flow.source, flow.target) if end in numbers}
    return (*listed, *_idle(diagram, names, say), *_denied(diagram, say))


def names_of(diagram: Diagram) -> dict[str, str]:
    """Give what each node and boundary is called in a text; processes with their number."""
    numbers = _numbers_of(diagram)
    names = {boundary.id: boundary.label for boundary in diagram.boundaries}
    for node in diagram.nodes:
        names[node.id] = f"{numbers[node.id]}: {node.label}" if node.id in numbers else node.label
    return names


def short_names_of(diagram: Diagram) -> dict[str, str]:
    """Give what each node and boundary is called where it is named again; processes by their number alone."""
    return names_of(diagram) | _numbers_of(diagram)


def sign(flow: Flow) -> str:
    """Give what stands on a flow's badge: its number, "?" where not stated, nothing where it is no flow."""
    return {FlowStyle.NOT_STATED: "?", FlowStyle.ABOUT: ""}.get(flow.style, str(flow.number or ""))


def count_sign(flow: Flow) -> str:
    """Give what stands in a flow's pill; empty where it is of one record, or of the only one.

    >>> count_sign(Flow(1, "a", "b", records=("M1", "M2"))), count_sign(Flow(2, "b", "c"))
    ('2×', '')
    """
    return f"{len(flow.records)}×" if len(flow.records) > 1 else ""


def marked(marks: Iterable[Mark], say: Words) -> str:
    """Give marks in words, such as "bijzonder, BSN"."""
    return ", ".join(say[f"mark.{mark.value}"] for mark in marks)


def _in_order(diagram: Diagram) -> list[Flow]:
    return sorted(diagram.flows, key=lambda flow: _ORDER.index(flow.style))


def _numbers_of(diagram: Diagram) -> dict[str, str]:
    """Give each process its number in words, such as "Verwerking 2"; one alone has none."""
    word = words(diagram.language)["node.process"]
    processes = (node for node in diagram.nodes if node.kind is NodeKind.PROCESS)
    return {node.id: f"{word} {node.number}".removesuffix(" 0") for node in processes}


def _idle(diagram: Diagram, names: dict[str, str], say: Words) -> Iterator[Row]:
    """Give the processes without data: purposes for which the register does not say which."""
    data, basis, kept = (say[f"detail.{term}"] for term in ("data", "basis", "retention"))
    reached = {flow.target for flow in diagram.flows}
    for node in diagram.nodes:
        told = {detail.term: detail for detail in node.details}
        if node.kind is NodeKind.PROCESS and data in told and node.id not in reached:
            if told[data].presence is Presence.STATED:
                continue
            grounds = told[basis].text if basis in told else ""
            yield Row("–", "", names[node.id], "", told[data].text, grounds, told[kept].text)


def _denied(diagram: Diagram, say: Words) -> Iterator[Row]:
    """Give what the register says there is none of; it is the controller that says so."""
    controller = next((each.label for each in diagram.boundaries if each.kind is BoundaryKind.CONTROLLER), "")
    for node in diagram.nodes:
        if node.presence is Presence.NONE:
            yield Row("–", controller, node.label, say["none"], "")


def _enumerated(items: Sequence[str], say: Words, most: int) -> str:
    """Name some things; with `most`, so many of them and how many more there are."""
    if not most or len(items) <= most:
        return ", ".join(items)
    return ", ".join((*items[:most], say["and_more"].format(count=len(items) - most)))


def _quoted(flow: Flow, say: Words, most: int) -> tuple[tuple[Quote, ...], str]:
    """Give the quotes of a flow; with `most`, those of so many different words, and how many more words there are."""
    if not most:
        return flow.quotes, ""
    different: dict[str, Quote] = {}
    for quote in flow.quotes:
        different.setdefault(quote.words, quote)
    different.pop("", None)
    more = len(different) - most
    return tuple(different.values())[:most], say["and_more"].format(count=more) if more > 0 else ""


def _row(flow: Flow, names: dict[str, str], say: Words, *, of_record: bool, most: int) -> Row:
    source, target = names[flow.source], names[flow.target]
    if flow.style is FlowStyle.ABOUT:
        return Row("–", target, source, say["flow.about"], "")
    silent = say["not_stated"]
    quotes, more = _quoted(flow, say, _QUOTED if most else 0)
    marks = f"[{marked(flow.marks, say)}] " if flow.marks else ""
    data = marks + (_enumerated(flow.data, say, most) or silent)
    basis, kept = "; ".join(flow.basis) or silent, "; ".join(flow.retention) or silent
    return Row(
        sign(flow),
        source,
        target,
        flow.kind or silent,
        say["data_of_record"].format(data) if flow.data_of_record else data,
        (say["of_record"].format(basis) if flow.basis_of_record else basis) if of_record else "",
        kept if of_record else "",
        quotes,
        _enumerated(flow.records, say, most),
        more,
    )
