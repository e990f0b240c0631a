"""Pictures as SVG text: bars and a curve, for light and dark, with their figures in words for who cannot see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

_WIDTH = 760
_LABEL = 190
_ROW = 22
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1b1b1b; }
.heading { font-weight: bold; } .light { fill: #595959; }
.bar { fill: #1f6feb; } .line { fill: none; stroke: #1f6feb; stroke-width: 1.5; }
.grid { stroke: #b8b8b8; stroke-width: 1; }
.sheet { fill: #ffffff; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f0f0; } .light { fill: #b0b0b0; }
  .bar { fill: #79b8ff; } .line { stroke: #79b8ff; } .grid { stroke: #5a5a5a; } .sheet { fill: #16191d; }
}
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a picture: its label, its length, and how that is written behind it."""

    label: str
    value: float
    written: str


def framed(title: str, description: str, height: int, body: Iterator[str], width: int = _WIDTH, style: str = "") -> str:
    """Give a whole picture."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="title description">\n<title id="title">{escape(title)}</title>\n'
        f'<desc id="description">{escape(description)}</desc>\n<style>{_STYLE}{style}</style>\n'
    )
    sheet = f'<rect class="sheet" width="{width}" height="{height}"/>'
    heading = f'<text class="heading" x="12" y="24">{escape(title)}</text>'
    return head + "\n".join((sheet, heading, *body, "</svg>\n"))


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Draw bars, on a scale of tenfolds: what differs a thousandfold stays to be seen."""
    values = [row.value for row in rows if row.value > 0]
    low, high = floor(log10(min(values, default=1))), ceil(log10(max(values, default=1)))
    steps = range(low, max(high, low + 1) + 1)
    left, right = _LABEL, _WIDTH - 90
    bottom = 44 + _ROW * len(rows)

    def place(value: float) -> float:
        return left + (right - left) * (log10(value) - steps[0]) / (steps[-1] - steps[0])

    def body() -> Iterator[str]:
        for step in steps:
            x = place(10.0**step)
            yield f'<line class="grid" x1="{x:.1f}" y1="38" x2="{x:.1f}" y2="{bottom}"/>'
            yield f'<text class="light" x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{10.0**step:g}</text>'
        for number, row in enumerate(rows):
            y = 44 + _ROW * number
            width = max(place(row.value) - left, 1) if row.value > 0 else 0
            yield f'<text x="{left - 8}" y="{y + 13}" text-anchor="end">{escape(row.label)}</text>'
            yield f'<rect class="bar" x="{left}" y="{y}" width="{width:.1f}" height="{_ROW - 6}"/>'
            yield f'<text x="{left + width + 6:.1f}" y="{y + 13}">{escape(row.written)}</text>'

    said = "; ".join(f"{row.label}: {row.written}" for row in rows)
    return framed(title, said, bottom + 30, body())


def curve(title: str, unit: str, points: Sequence[tuple[float, float]]) -> str:
    """Draw a curve over seconds, from zero."""
    left, right, top, bottom = 70, _WIDTH - 20, 44, 300
    end, most = max(x for x, _ in points) or 1.0, max(y for _, y in points) or 1.0
    x_step, y_step = _step(end), _step(most)

    def place(x: float, y: float) -> str:
        return f"{left + (right - left) * x / end:.1f},{bottom - (bottom - top) * y / most:.1f}"

    def body() -> Iterator[str]:
        for number in range(floor(most / y_step) + 1):
            y = place(0, number * y_step).partition(",")[2]
            yield f'<line class="grid" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>'
            yield f'<text class="light" x="{left - 8}" y="{y}" dy="4" text-anchor="end">{number * y_step:,g}</text>'
        for number in range(floor(end / x_step) + 1):
            x = place(number * x_step, 0).partition(",")[0]
            yield f'<text class="light" x="{x}" y="{bottom + 20}" text-anchor="middle">{number * x_step:g} s</text>'
        yield f'<text class="light" x="{left}" y="{top - 6}">{escape(unit)}</text>'
        yield f'<polyline class="line" points="{" ".join(place(x, y) for x, y in points)}"/>'

    highest = max(points, key=lambda point: point[1])
    said = (
        f"From {points[0][1]:,.0f} {unit} at the start to {points[-1][1]:,.0f} at the end, after {end:,.0f} seconds; "
        f"at most {highest[1]:,.0f}, after {highest[0]:,.0f} seconds."
    )
    return framed(title, said, bottom + 36, body())


def _step(most: float) -> float:
    """Give a round step of which some four to eight fit.

    >>> _step(37), _step(1790), _step(0.9)
    (5, 200, 0.1)
    """
    tens = 10.0 ** floor(log10(most))
    step = next(part for part in (0.1, 0.2, 0.5, 1.0, 2.0) if most / (tens * part) <= 9)
    return round(tens * step, 6) if tens * step < 1 else int(tens * step)
