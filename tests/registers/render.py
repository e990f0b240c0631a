"""The layouts a description can be rendered in, by name."""

from __future__ import annotations

import random

from registers.answer import answer_to
from registers.columns import COLUMNS
from registers.content import Content
from registers.page import Layout, Page
from registers.sheet import BLANK_LINES, MARKDOWN, TAB
from registers.successor import D
from registers.titled import B2, A, B, C

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (TAB, BLANK_LINES, COLUMNS, MARKDOWN, A, B, B2, C, D)}


def render(content: Content, layout: Layout, rng: random.Random) -> Page:
    """Show a description in a layout.

    >>> from registers.content import invent
    >>> page = render(invent(random.Random("1/0")), LAYOUTS["A"], random.Random(1))
    >>> page.text.splitlines()[0]
    'Basisgegevens'
    """
    shown = layout.fit(content)
    return Page(
        layout=layout.name,
        lines=layout.lines(shown, rng),
        answer=answer_to(shown, layout.carries, layout.basis_joint),
    )
