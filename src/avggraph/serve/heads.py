"""What every answer has in its head: who may frame it, what it may load, and whether a client has it already."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from avggraph.publish.frame import POLICY
from avggraph.serve.reply import Headers, Reply

_NO_FRAMES = "frame-ancestors 'none'"
# A picture that is looked at by itself has its style in it.
_PICTURE = f"default-src 'none'; style-src 'unsafe-inline'; {_NO_FRAMES}"
_ALWAYS: Headers = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_META = "meta[http-equiv]"
_CSP = "content-security-policy"
_SPACE = re.compile(r"\s+")
_WEAK = re.compile(r"\s*(?:W/)?(\"[^\"]*\")\s*(?:,|$)")


def security(reply: Reply) -> Headers:
    """Give the headers that keep a browser from doing more with an answer than it is meant for."""
    return (*_ALWAYS, ("Content-Security-Policy", _policy(reply)))


def _policy(reply: Reply) -> str:
    """Give a page the policy that it states itself, so that both say the same; frames are only a header's to forbid."""
    kind = reply.media_type.partition(";")[0]
    if kind == "image/svg+xml":
        return _PICTURE
    own = next(_stated(reply.content), "") if kind == "text/html" else ""
    return f"{own or POLICY}; {_NO_FRAMES}"


def _stated(content: bytes) -> Iterator[str]:
    head = LexborHTMLParser(content.partition(b"</head>")[0])
    for meta in head.css(_META):
        if (meta.attributes.get("http-equiv") or "").lower() == _CSP:
            # A header is one line of ASCII.
            stated = _SPACE.sub(" ", meta.attributes.get("content") or "").strip(" ;")
            if stated.isascii() and stated.isprintable():
                yield stated


def entity_tag(content: bytes) -> str:
    """Give the validator of some bytes, a weak one: compression on the way does not change it (RFC 9110, 8.8.1).

    >>> entity_tag(b"Logius")
    'W/"24Ccgbc58TFY66ZV"'
    """
    return f'W/"{base64.urlsafe_b64encode(hashlib.sha256(content).digest()[:12]).decode()}"'


def has_already(if_none_match: str | None, tag: str) -> bool:
    """Tell whether a client holds what has this tag (RFC 9110, section 13.1.2, weak comparison).

    >>> has_already('"a", W/"b"', 'W/"b"'), has_already("*", 'W/"b"'), has_already('"a"', 'W/"b"')
    (True, True, False)
    """
    if not if_none_match:
        return False
    return if_none_match.strip() == "*" or tag.removeprefix("W/") in _WEAK.findall(if_none_match)
