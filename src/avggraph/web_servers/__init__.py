"""Rules with which a web server gives a site its addresses: 303 for things, content negotiation for documents.

>>> sorted(render_snippets("https://data.voorbeeld.nl/avg/", "rijksoverheid"))[:2]
['apache/site.conf', 'caddy/site.caddy']
"""

from __future__ import annotations

from avggraph.web_servers.snippets import SNIPPETS, render_snippets

__all__ = ["SNIPPETS", "render_snippets"]
