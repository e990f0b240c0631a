"""Web pages (HTML), also as a browser saved them, to plain lines. HTML Living Standard.

The page is parsed as browsers do. Read are the words a reader sees in its main part: no navigation, no site header
or footer, no scripts, no forms, nothing that is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from avggraph.errors import SourceError, Where
from avggraph.read.decode import decode
from avggraph.read.limits import Limits
from avggraph.read.plain_lines import PlainLines

# Elements without words of the page: metadata (4.2), scripting (4.12), embedded content (4.8), forms (4.10),
# and the sections that stand on every page of a site (4.3). Roles: WAI-ARIA 1.2, 5.3.4 landmarks and dialogs.
# fmt: off
_LEFT_OUT = frozenset((
    "head", "title", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "audio",
    "video", "canvas", "map", "button", "select", "textarea", "input", "option", "dialog", "nav", "aside",
))
_LEFT_OUT_ROLES = frozenset((
    "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu",
))

# Elements that begin and end a block of their own (15.3); rows, cells, items and terms have own rules.
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "details", "div", "dl", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
    "main", "menu", "ol", "p", "pre", "section", "summary", "table", "ul",
))
# fmt: on
_SITE_ONLY = frozenset(("header", "footer"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# Elements whose end tag may not be left out: only these can be nested without end by mistake or on purpose.
_NESTING = re.compile(
    rb"<(/?)(?:div|span|section|article|main|table|ul|ol|dl|blockquote|font|center|em|strong|b|i|u|a|form|fieldset)"
    rb"[\s>/]",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,40})""", re.IGNORECASE)


def web_page_text(data: bytes, name: str, limits: Limits) -> tuple[str, str]:
    """Give a page's plain lines and the encoding it was in. Raises `SourceError` where it cannot be read.

    >>> page = b"<nav>Home</nav><h2>Ontvangers</h2><table><tr><th>Bron<td>Betrokkene</table>"
    >>> web_page_text(page, "a.html", Limits())
    ('Ontvangers\\n\\nBron\\tBetrokkene\\n', 'utf-8')
    """
    _refuse_deep(data, name, limits)
    html, encoding = _decode(data, name)
    parser = LexborHTMLParser(html)
    main = parser.css("main, [role=main]")
    page = PlainLines()
    start = main[0] if len(main) == 1 else parser.body
    if start is not None:
        _write(start, page)
    text = page.text()
    if not text.strip():
        raise SourceError(
            "De webpagina bevat geen zichtbare tekst.",
            where=Where(name),
            advice="Bewaar de pagina opnieuw als zij helemaal is geladen.",
        )
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode a page: UTF-8 or what a byte-order mark says, else the encoding the page names."""
    declared = _CHARSET.search(data[:4096])
    text, encoding = decode(data, name)
    if encoding == "windows-1252" and declared:
        label = declared[1].decode("ascii").lower()
        try:
            return data.decode(label), label
        except (LookupError, UnicodeDecodeError):
            return text, encoding
    return text, encoding


def _refuse_deep(data: bytes, name: str, limits: Limits) -> None:
    depth = 0
    for tag in _NESTING.finditer(data):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > limits.max_nesting:
            raise SourceError(
                f"De webpagina heeft meer dan {limits.max_nesting} elementen in elkaar.",
                where=Where(name),
                advice="Bewaar alleen het deel met de beschrijving.",
            )


def _write(root: LexborNode, page: PlainLines) -> None:
    """Walk the tree without recursion: each open element waits on the stack with what ends it."""
    whole_site = root.tag == "body"
    stack: list[tuple[Iterator[LexborNode], Callable[[], None]]] = [(iter((root,)), page.end_block)]
    while stack:
        children, close = stack[-1]
        node = next(children, None)
        if node is None:
            close()
            stack.pop()
        elif node.is_text_node:
            page.words(node.text_content or "")
        elif node.is_element_node and not _is_left_out(node, whole_site=whole_site):
            stack.append((_children(node), _opened(node, page, whole_site=whole_site)))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _is_left_out(node: LexborNode, *, whole_site: bool) -> bool:
    """Say whether an element holds no words of the page. A header in the page's main part belongs to it."""
    if node.tag in _LEFT_OUT or (whole_site and node.tag in _SITE_ONLY):
        return True
    attributes = node.attributes
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (attributes.get("role") or "").lower() in _LEFT_OUT_ROLES
        or _HIDDEN.search(attributes.get("style") or "") is not None
    )


def _opened(node: LexborNode, page: PlainLines, *, whole_site: bool) -> Callable[[], None]:
    """Begin an element and give what ends it."""
    match node.tag:
        case "br":
            page.end_line()
        case "tr":
            page.open_row()
            return page.close_row
        case "td" | "th":
            page.open_cell()
            return page.close_cell
        case "li":
            page.open_item()
            return page.close_item
        case "dt" | "dd":
            return _term(node, page, whole_site=whole_site)
        case tag if tag in _BLOCKS:
            page.end_block()
            return page.end_block
    return _nothing


def _nothing() -> None:
    return None


def _term(node: LexborNode, page: PlainLines, *, whole_site: bool) -> Callable[[], None]:
    """Write a definition list as a table: a term opens a row, its first description closes it."""
    above, below = (_shown_sibling(node, direction, whole_site=whole_site) for direction in ("prev", "next"))
    if above is None or above.tag != "dt":
        page.open_row()
    page.open_cell()

    def close() -> None:
        page.close_cell()
        if node.tag == "dd" or below is None or below.tag not in ("dt", "dd"):
            page.close_row()

    return close


def _shown_sibling(node: LexborNode, direction: str, *, whole_site: bool) -> LexborNode | None:
    """Give the element before or after one, as a reader sees the page: what is left out stands nowhere."""
    other = node
    while True:
        following = other.prev if direction == "prev" else other.next
        if following is None or (following.is_element_node and not _is_left_out(following, whole_site=whole_site)):
            return following
        other = following
