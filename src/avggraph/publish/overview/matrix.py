"""Flows between ministries as a square: a row for each that gives, a column for each that receives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SHADES = 5
"""How many shades a cell may have; 0 is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The number of flows, and the shade that shows it: 0 of none, `SHADES` of the most between two ministries."""

    flows: int
    shade: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The ministries, by IRI, and their cells, row by row in the same order; `total` is how many there are in all."""

    ministries: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    total: int


def matrix_of(flows: Iterable[tuple[str, str, int]], *, at_most: int) -> Matrix:
    """Lay out flows (from, to, number) between the ministries that give and receive most.

    The shades are those of the roots of the numbers, so that one large cell does not make all others pale.

    >>> square = matrix_of([("bz", "jenv", 9), ("jenv", "jenv", 1)], at_most=20)
    >>> square.ministries, [[(cell.flows, cell.shade) for cell in row] for row in square.cells]
    (('jenv', 'bz'), [[(1, 2), (0, 0)], [(9, 5), (0, 0)]])
    """
    between: dict[tuple[str, str], int] = {}
    weight: dict[str, int] = {}
    for origin, target, number in flows:
        between[origin, target] = between.get((origin, target), 0) + number
        for ministry in {origin, target}:
            weight[ministry] = weight.get(ministry, 0) + number
    ministries = tuple(sorted(sorted(weight), key=lambda ministry: -weight[ministry])[:at_most])
    most = max((between.get((row, column), 0) for row in ministries for column in ministries), default=0)
    cells = tuple(tuple(_cell(between, row, column, most) for column in ministries) for row in ministries)
    return Matrix(ministries, cells, len(weight))


def _cell(between: Mapping[tuple[str, str], int], row: str, column: str, most: int) -> Cell:
    flows = between.get((row, column), 0)
    return Cell(flows, round(SHADES * (flows / most) ** 0.5) if flows else 0)
