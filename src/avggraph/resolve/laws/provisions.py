"""Provisions: an article, paragraph and point of a law, one for each part that is cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

_UNION_NUMBER = re.compile(r"(?P<article>\d+)\.(?P<paragraph>\d+)(?P<point>[a-z])?\Z")
_PARAGRAPH_POINT = re.compile(r"(?P<paragraph>\d+)\.?(?P<point>[a-z])\Z")


@dataclass(frozen=True, slots=True)
class Provision:
    """One cited part of a law, as the text numbers it: article "3:4", paragraph "1", point "a"."""

    article: str | None = None
    paragraph: str | None = None
    point: str | None = None

    def completed_by(self, parts: Parts | None) -> bool:
        """Say whether parts that stand behind the law may be its own: "art. 6 AVG, lid 1", "art. 6 lid 1 AVG sub c"."""
        if parts is None or self.point is not None:
            return False
        return self.paragraph is None or all(paragraph.number is None for paragraph in parts.paragraphs)


def as_in_union_law(provision: Provision) -> Provision:
    """Read a number as Union law has it: articles have no dots, so that "6.1" is article 6, paragraph 1.

    >>> as_in_union_law(Provision("6.1", None, "e"))
    Provision(article='6', paragraph='1', point='e')
    """
    if provision.paragraph is None and (match := _UNION_NUMBER.match(provision.article or "")):
        return Provision(match["article"], match["paragraph"], provision.point or match["point"])
    if provision.point is None and (match := _PARAGRAPH_POINT.match(provision.paragraph or "")):
        return replace(provision, paragraph=match["paragraph"], point=match["point"])
    return provision


@dataclass(slots=True)
class _Paragraph:
    number: str | None
    points: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """Paragraphs and points, without an article yet."""

    paragraphs: list[_Paragraph] = field(default_factory=list)

    def add_paragraph(self, number: str) -> None:
        """Add a paragraph; "1.e" is paragraph 1, point e."""
        dotted = _PARAGRAPH_POINT.match(number) if "." in number else None
        self.paragraphs.append(_Paragraph(dotted["paragraph"], [dotted["point"]]) if dotted else _Paragraph(number))

    def add_point(self, point: str) -> None:
        """Add a point to the last paragraph, or to the article itself."""
        if not self.paragraphs:
            self.paragraphs.append(_Paragraph(None))
        self.paragraphs[-1].points.append(point)

    def size(self) -> tuple[int, int]:
        """Give how much there is, to come back to."""
        return len(self.paragraphs), len(self.paragraphs[-1].points) if self.paragraphs else 0

    def cut(self, size: tuple[int, int]) -> None:
        """Leave out what was added since."""
        del self.paragraphs[size[0] :]
        if self.paragraphs:
            del self.paragraphs[-1].points[size[1] :]

    def last_number(self) -> int:
        """Give the last paragraph's number, 0 where it has none."""
        number = self.paragraphs[-1].number if self.paragraphs else None
        return int(number) if number is not None and number.isdecimal() else 0

    def of(self, article: str | None) -> list[Provision]:
        """Give a provision for each part; for the whole article where there is none."""
        if not self.paragraphs:
            return [Provision(article)]
        return [
            Provision(article, paragraph.number, point)
            for paragraph in self.paragraphs
            for point in (paragraph.points or (None,))
        ]


def provisions_with(lead: Parts, provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """Give the provisions with parts that stood elsewhere: "het tweede lid, onder b, van artikel 8"."""
    told = []
    for provision in provisions:
        if provision.paragraph is None and provision.point is None:
            told.extend(lead.of(provision.article))
        elif provision.completed_by(lead):
            told.extend(replace(part, paragraph=provision.paragraph) for part in lead.of(provision.article))
        else:
            told.append(provision)
    return tuple(told)
