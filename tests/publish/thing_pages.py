"""Reading the pages of things in tests."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from avggraph.publish import Site


def shown(pages: Site, path: str, language: str = "nl") -> LexborHTMLParser:
    """A page's elements; its file is made for this question only."""
    file = f"{path}.html" if language == "nl" else f"{language}/{path}.html"
    resource = pages.resource(file)
    assert resource is not None, file
    return LexborHTMLParser(resource.content.decode())


def first(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def texts(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [node.text(strip=True) for node in tree.css(selector)]


def links(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [attribute(node, "href") for node in tree.css(selector)]
