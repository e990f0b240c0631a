"""What a user may choose of how a diagram is drawn, and where its links lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from avggraph.diagram.listing import Row
from avggraph.diagram.theme import Theme, theme


@dataclass(frozen=True, slots=True)
class Options:
    """How a diagram is drawn; a format that has no use for a choice leaves it.

    `table` puts the table of flows under the picture, `narrow` stacks the lanes for a phone or a portrait page, `scale`
    is the number of pixels to a CSS px in a PNG, and `links` gives the address of what an IRI stands for. `rows` is the
    start of the ids of the rows in a table that stands elsewhere on the page. `bare` leaves out the title and the
    source, for a page that gives them itself.
    """

    theme: Theme = field(default_factory=theme)
    table: bool = True
    narrow: bool = False
    scale: float = 2.0
    links: Mapping[str, str] = field(default_factory=dict)
    rows: str = ""
    bare: bool = False

    @property
    def has_table(self) -> bool:
        """Whether there is a table that the numbers of flows refer to, under the picture or elsewhere."""
        return self.table or bool(self.rows)

    def href(self, iri: str) -> str:
        """Give the address that a node with this IRI links to; empty where following it would lead nowhere.

        Names under `.example` are reserved (RFC 2606): nothing answers there.

        >>> Options().href("https://identifier.overheid.nl/tooi/id/ministerie/mnre1013")
        'https://identifier.overheid.nl/tooi/id/ministerie/mnre1013'
        >>> Options().href("https://avggraph.example/id/systeem/cic"), Options().href("javascript:alert(1)")
        ('', '')
        """
        if iri in self.links:
            return self.links[iri]
        try:
            parts = urlsplit(iri)
            host = parts.hostname or ""
        except ValueError:
            return ""
        reserved = host.endswith(".example") or host == "example"
        return iri if parts.scheme in {"https", "http"} and host and not reserved else ""

    def row_link(self, prefix: str, row: Row) -> str:
        """Give the address of a flow's row in the table; empty where there is no table.

        >>> Options().row_link("m4089", Row("4", "BZ", "SSC-ICT", "verwerking in opdracht", "naam"))
        '#m4089-4'
        """
        anchor = row.anchor(prefix if self.table else self.rows)
        return f"#{anchor}" if anchor else ""
