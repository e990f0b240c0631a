"""Builds and pages for the tests of a record's page: made once, and read as a browser would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from avggraph.pipeline import build
from avggraph.publish.reader import Reader
from avggraph.publish.record.model import Statements
from avggraph.publish.record.read import read_statements
from avggraph.publish.site import Site
from avggraph.store import Output, open_output

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
BASE = "https://avggraph.example/"
VOID = frozenset({"meta", "link", "br", "img", "input", "hr"})


def built(sources: Sequence[Path], out: Path) -> Output:
    build(list(sources), out)
    return open_output(out)


def page_of(site: Site, key: str, language: str = "nl") -> Html:
    path = f"doc/rijksoverheid/verwerking/{key}.html"
    resource = site.resource(path if language == "nl" else f"{language}/{path}")
    assert resource
    return read_html(resource.content.decode())


def statements_of(reader: Reader, record: str) -> Statements:
    unit = reader.unit(record)
    source = unit.first(record, "<http://www.w3.org/ns/prov#wasDerivedFrom>")
    return read_statements(unit, reader.addresses, reader.output.documents.get(source))


@dataclass(slots=True)
class Element:
    """An element with its attributes, and what it holds."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(each if isinstance(each, str) else each.text for each in self.children)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    def all(self, tag: str = "", **attributes: str) -> Iterator[Element]:
        """Give the elements within with a tag and these attributes (`class_` for one of its classes), in order."""
        for each in self.children:
            if isinstance(each, Element):
                if (not tag or each.tag == tag) and all(each.has(name, value) for name, value in attributes.items()):
                    yield each
                yield from each.all(tag, **attributes)

    def has(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in (self.attributes.get("class") or "").split()
        return self.attributes.get(name.replace("_", "-")) == value

    def one(self, tag: str = "", **attributes: str) -> Element:
        [found] = self.all(tag, **attributes)
        return found

    def one_of(self, tag: str, number: int) -> Element:
        """Give the element with a tag that is the number-th, from 0."""
        return list(self.all(tag))[number]

    def hrefs(self) -> list[str]:
        return [each.attributes.get("href") or "" for each in self.all("a")]


class Html(Element):
    """A page, and what was wrong with how its tags are nested."""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Html("html", {})
        self.open: list[Element] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(text: str) -> Html:
    """Read a page; AssertionError where a tag ends another than the one that is open."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    assert len(parser.open) == 1
    return parser.root
