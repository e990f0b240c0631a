"""The tokens of SPARQL 1.1, as far as they tell keywords from other words (section 19.8)."""

from __future__ import annotations

import re

_LOCAL = r":(?:[\w.:-]|[^\x00-\x7f]|%[0-9A-Fa-f]{2}|\\.)*+"

# IRIREF, strings, comments and white space, variables and language tags; words with what may follow them as a local
# name, and local names of the empty prefix. A word without local name is a keyword. A string that
# is not closed takes the rest of the text, which is no query then. Signs beyond ASCII are taken for
# letters of names, of which the grammar has most: nowhere else are they more than text.
TOKEN = re.compile(
    rf"""
      <(?P<iri>(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*)>
    | (?P<string>
        \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<unclosed>["'].*)
    | (?P<space>\#[^\n\r]* | [\t\n\r\ ]+)
    | [?$](?:\w|[^\x00-\x7f])+ | @[A-Za-z-]+
    | (?P<word>(?:[^\W\d]|[^\x00-\x7f])(?:[\w.-]|[^\x00-\x7f])*+)(?P<local>{_LOCAL})?
    | {_LOCAL}
    """,
    re.VERBOSE | re.DOTALL,
)
"""A token of a query, or a stretch between tokens; signs of punctuation are none."""
