"""Long lists in pages of their own: nothing on the site grows with the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from avggraph.publish.things.content import Turn

RECORDS = 100
"""Records on one page."""

THINGS = 200
"""Things on one page of a list."""

_Item = TypeVar("_Item")


def pages(total: int, size: int) -> int:
    """Give how many pages a list takes; an empty one has a page too.

    >>> pages(0, 100), pages(100, 100), pages(101, 100)
    (1, 1, 2)
    """
    return max(1, -(-total // size))


def on_page(items: Sequence[_Item], number: int, size: int) -> Sequence[_Item]:
    """Give the items on a page, whose numbers begin at 1."""
    return items[(number - 1) * size : number * size]


def list_page(path: str, number: int) -> str:
    """Give the path of a page of a list.

    >>> list_page("organisaties/", 1), list_page("organisaties/", 2)
    ('organisaties/', 'organisaties/2')
    """
    return path if number == 1 else f"{path}{number}"


def role_page(path: str, role: str, number: int) -> str:
    """Give the path of a page of the records in which a thing has a role; the first is the thing's own.

    >>> role_page("doc/wet/awb", "cites", 2)
    'doc/wet/awb/cites-2'
    """
    return path if number == 1 else f"{path}/{role}-{number}"


def turns(paths: Sequence[str], shown: int) -> tuple[Turn, ...]:
    """Give the ways to all pages of a list, by their numbers; none where there is only one."""
    if len(paths) < 2:
        return ()
    return tuple(Turn(str(number), "" if number == shown else path) for number, path in enumerate(paths, 1))
