"""The diagram as one web page: the picture, its facts as a table, and its parts as a list, for readers of every kind.

The page asks the network for nothing and runs no script. It holds the picture twice, wide and narrow; the style sheet
shows the one that fits, and what it does not show is not read out either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from importlib.resources import files

from avggraph.content_policy import content_policy
from avggraph.diagram.formats.options import Options
from avggraph.diagram.formats.page.custom_properties import custom_properties, referring
from avggraph.diagram.formats.svg.elements import number, text
from avggraph.diagram.formats.svg.narrow import render_narrow
from avggraph.diagram.formats.svg.root import id_prefix
from avggraph.diagram.formats.svg.wide import Wide
from avggraph.diagram.layout.typeset import clean
from avggraph.diagram.listing import Row, columns, names_of, rows, short_names_of
from avggraph.diagram.model import Diagram, Mark, Node, NodeKind, Presence
from avggraph.diagram.provenance import footer, heading, name
from avggraph.diagram.theme import Theme, is_dark, theme
from avggraph.diagram.words import words

PRINTED = "zwart-wit"
"""The theme of a dark page on paper."""

LEAST_SCALE = 0.9
"""How small the wide picture may become to fit a window, before it scrolls: its text stays at 10 px or more."""


def render_page(diagram: Diagram, options: Options) -> str:
    """Render a diagram as the text of an HTML page; the same diagram gives the same text."""
    return "".join(_Page(diagram, options).parts())


class _Page:
    """The parts of one page, from top to bottom."""

    def __init__(self, diagram: Diagram, options: Options) -> None:
        self.diagram = diagram
        self.options = options
        self.say = words(diagram.language)
        self.prefix = id_prefix(diagram)
        self.names = names_of(diagram)
        drawn = replace(options, theme=referring(options.theme), table=False, rows=self.prefix, bare=True)
        self.wide = Wide(diagram, drawn)
        self.narrow = render_narrow(diagram, drawn)

    def parts(self) -> Iterator[str]:
        yield from self._head()
        yield from self._pictures()
        yield from self._flows()
        yield from self._parts()
        yield "</main>\n<footer>\n"
        yield from (f"<p>{text(sentence)}</p>\n" for sentence in footer(self.diagram))
        yield "</footer>\n</body>\n</html>\n"

    def _head(self) -> Iterator[str]:
        style = _style(self.options.theme, LEAST_SCALE * self.wide.full_width)
        scheme = "dark" if is_dark(self.options.theme.paper) else "light"
        yield f'<!doctype html>\n<html lang="{self.diagram.language}">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{content_policy(style)}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f'<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="{scheme}">\n'
        yield f"<title>{text(name(self.diagram))} · {text(self.say['flows'])}</title>\n"
        yield f"<style>{style}</style>\n</head>\n<body>\n"
        yield f'<a class="skip" href="#flows">{text(self.say["page.skip"])}</a>\n<header>\n'
        yield f'<p class="quiet">{text(heading(self.diagram))}</p>\n<h1>{text(self.diagram.title)}</h1>\n'
        yield f"{self._marks(self.diagram.marks)}</header>\n<main>\n"

    def _marks(self, marks: Iterable[Mark]) -> str:
        listed = "".join(f"<li>{text(self.say[f'mark_meaning.{mark.value}'])}</li>" for mark in marks)
        label = _attribute(self.say["page.marks"])
        return f'<ul class="marks" role="list" aria-label={label}>{listed}</ul>\n' if listed else ""

    def _pictures(self) -> Iterator[str]:
        picture, scrolls = _attribute(self.say["page.picture"]), _attribute(self.say["page.picture_scrolls"])
        yield f'<section class="picture" aria-label={picture}>\n'
        yield f'<div class="wide" role="group" aria-label={scrolls} tabindex="0">\n'
        yield f"{self.wide.svg()}</div>\n"
        yield f'<div class="narrow">\n{self.narrow}</div>\n</section>\n'

    # -- the table

    def _flows(self) -> Iterator[str]:
        """Write the table; the roles keep it one where a narrow screen lays out its rows as blocks."""
        names, listed = columns(self.diagram), rows(self.diagram)
        yield f'<section aria-labelledby="flows">\n<h2 id="flows" tabindex="-1">{text(self.say["flows"])}</h2>\n'
        if not listed:
            yield f"<p>{text(self.say['no_flows'])}</p>\n</section>\n"
            return
        yield f'<table role="table"><caption>{text(self.say["page.about_flows"])}</caption>\n'
        yield '<thead role="rowgroup"><tr role="row">'
        for column in names:
            yield f'<th role="columnheader" scope="col" class="{column}">{text(self.say[column])}</th>'
        yield '</tr></thead>\n<tbody role="rowgroup">\n'
        yield from (self._row(row, names) for row in listed)
        yield "</tbody></table>\n</section>\n"

    def _row(self, row: Row, names: Sequence[str]) -> str:
        anchor = f" id={_attribute(row.anchor(self.prefix))}" if row.anchor(self.prefix) else ""
        cells = "".join(self._cell(row, column) for column in names)
        return f'<tr role="row"{anchor}>{cells}</tr>\n'

    def _cell(self, row: Row, column: str) -> str:
        label = f"data-label={_attribute(self.say[column])}"
        if column == "number":
            return f'<th role="rowheader" scope="row" {label}>{text(row.number)}</th>'
        if column == "words":
            return f'<td role="cell" {label}>{self._quotes(row)}</td>'
        return f'<td role="cell" {label}>{text(row.cell(column))}</td>'

    def _quotes(self, row: Row) -> str:
        """Quote the source, whose language is Dutch on a page in any language (WCAG 2.2, 3.1.2)."""
        dutch = "" if self.diagram.language == "nl" else ' lang="nl"'
        return "".join(
            f"<q cite={_attribute(quote.place)}{dutch}>{text(quote.words)}</q>" for quote in row.quotes if quote.words
        )

    # -- the parts of the picture

    def _parts(self) -> Iterator[str]:
        """List the boxes kind by kind, what the frames hold, and then what is not stated and what there is none of."""
        yield f'<section aria-labelledby="parts">\n<h2 id="parts">{text(self.say["page.parts"])}</h2>\n'
        for kind in NodeKind:
            nodes = [node for node in self.diagram.nodes if node.kind is kind]
            yield from self._list(self.say[f"node.{kind.value}"], map(self._node, nodes))
        short = short_names_of(self.diagram)
        held = [
            (boundary.label, " · ".join(short[member] for member in boundary.members))
            for boundary in self.diagram.boundaries
        ]
        frames = (f"<li><b>{text(label)}</b><br>{text(members)}</li>" for label, members in held)
        yield from self._list(self.say["page.boundaries"], frames)
        yield from self._list(self.say["page.not_stated"], self._silences(short))
        denied = (node for node in self.diagram.nodes if node.presence is Presence.NONE)
        yield from self._list(self.say["page.none"], (f"<li>{text(node.label)}</li>" for node in denied))
        yield "</section>\n"

    def _list(self, title: str, items: Iterable[str]) -> Iterator[str]:
        if listed := "\n".join(items):
            yield f'<h3>{text(title)}</h3>\n<ul class="parts" role="list">\n{listed}\n</ul>\n'

    def _node(self, node: Node) -> str:
        href = self.options.href(node.iri)
        label = f"<b>{text(self.names[node.id])}</b>"
        label = f"<a href={_attribute(href)}>{label}</a>" if href else label
        return f"<li{_silent(node.presence)}>{label} {self._marks(node.marks)}{self._details(node)}</li>"

    def _details(self, node: Node) -> str:
        facts = "".join(
            f"<div><dt>{text(detail.term)}</dt><dd{_silent(detail.presence)}>{text(detail.text)}</dd></div>"
            for detail in node.details
        )
        return f"<dl>{facts}</dl>" if facts else ""

    def _silences(self, short: dict[str, str]) -> Iterator[str]:
        for boundary in self.diagram.boundaries:
            if boundary.presence is Presence.NOT_STATED:
                yield f"<li>{text(boundary.label)}</li>"
        for node in self.diagram.nodes:
            if node.presence is Presence.NOT_STATED:
                yield f"<li>{text(node.label)}</li>"
            for detail in node.details:
                if detail.presence is Presence.NOT_STATED:
                    yield f"<li>{text(short[node.id])}: {text(detail.term)} {text(detail.text)}</li>"


def _silent(presence: Presence) -> str:
    return ' class="not-stated"' if presence is Presence.NOT_STATED else ""


@cache
def _rules() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8")


def _style(colours: Theme, least_width: float) -> str:
    """Write the style sheet: the colours of the theme, on paper those of a light one, and the rules of every page.

    `least_width` is that of the wide picture on a screen, in px.
    """
    printed = theme(PRINTED) if is_dark(colours.paper) else colours
    own = f"--least-width: {number(least_width)}px;\nfont-family: {colours.font};"
    return (
        f":root {{\n{custom_properties(colours)}\n{own}\n}}\n"
        f"@media print {{\n:root {{\n{custom_properties(printed)}\n}}\n}}\n{_rules()}"
    )


def _attribute(value: str) -> str:
    return f'"{escape(clean(value))}"'
