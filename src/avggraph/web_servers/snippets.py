"""The snippets, rendered from the templates under `data/web-servers/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from avggraph.addresses import ASSETS, BRANCHED, KINDS_OF_ALL, LANGUAGES, LEDGER, SINGLE
from avggraph.errors import UsageError
from avggraph.graph.naming import Naming
from avggraph.resources import data
from avggraph.web_servers.ranges import DECIMALS, Range, covered, of_language, of_type
from avggraph.web_servers.rules import Rules, load_rules

SNIPPETS = (
    "apache/site.conf",
    "caddy/site.caddy",
    "netlify/_headers",
    "netlify/_redirects",
    "nginx/http.conf",
    "nginx/site.conf",
)
"""The files that `render_snippets` gives, by server; each is a template of the same name."""

# What a server's file takes for itself stands in none of these; a path of letters, digits and -._~ needs no quoting.
_PREFIX = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")
# The last part of an IRI that is a file's name too (`avggraph.addresses.segment`), in ASCII.
_SEGMENT = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*"


def render_snippets(base: str, register: str) -> Mapping[str, str]:
    """Give the rules for each server, as text by file name (docs/web-servers.md tells where each belongs).

    `base` is the base of all IRIs. Its path is where the site stands on the server: the files themselves then stand in
    the folder of that path below the server's root. Raises `UsageError` where `base` or `register` cannot be one, or
    where it has more than a path, or a path with characters that a server's configuration would read as its own.

    >>> print(render_snippets("https://data.voorbeeld.nl/avg/", "rijksoverheid")["netlify/_redirects"].splitlines()[-1])
    /avg/*  /avg/404.html  404
    """
    naming = Naming(base, register)
    address = urlsplit(naming.base)
    prefix = address.path
    # A query, a fragment, or a line end that urlsplit leaves out would be part of the base and not of the rules.
    if not _PREFIX.fullmatch(prefix) or not naming.base.endswith(address.netloc + prefix):
        raise UsageError(
            f"Bij {base!r} kunnen geen regels voor webservers worden geschreven.",
            advice="Gebruik in het pad van de basis-IRI alleen letters, cijfers, - . _ ~ en schuine strepen.",
        )
    values = _values(prefix, naming.register, load_rules())
    environment = _environment()
    return MappingProxyType({name: environment.get_template(name).render(values) for name in SNIPPETS})


def _values(prefix: str, register: str, rules: Rules) -> dict[str, object]:
    def offers(endings: Iterable[str]) -> list[tuple[str, tuple[Range, ...]]]:
        return [(ending, of_type(rules.media_type(ending))) for ending in endings]

    all_forms = offers(dict.fromkeys(rules.forms + rules.source_forms))
    languages = [(tag, of_language(tag)) for tag in LANGUAGES]
    endings = sorted(rules.types)
    return {
        "prefix": prefix,
        "register": register,
        "rules": rules,
        "segment": _SEGMENT,
        "kinds_of_all": "|".join(KINDS_OF_ALL),
        "single": "|".join(sorted(SINGLE)),
        "branched": BRANCHED,
        "forms": offers(rules.forms),
        "source_forms": offers(rules.source_forms),
        "all_forms": all_forms,
        "form_ranges": covered(all_forms),
        "languages": languages,
        "language_ranges": covered(languages),
        "assets": ASSETS,
        "api": "api/",
        "answer": "index.json",
        "ledger": LEDGER,
        "other_languages": "|".join(LANGUAGES[1:]),
        "decimals": DECIMALS,
        "endings": endings,
        "charset_types": sorted({rules.media_type(ending) for ending in endings if "charset" in rules.types[ending]}),
    }


@cache
def _environment() -> Environment:
    """Give the templates; what is filled in was checked, and a configuration is no HTML to escape for."""
    environment = Environment(
        loader=FileSystemLoader(data("web-servers")),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["regex"] = re.escape
    return environment
