"""The outline of a page: its parts in the page's own order, what each begins with, and which come again.

An outline is data (`data/layouts/{a,b,c,d}.toml`); this module only compiles it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from avggraph import resources
from avggraph.extract.form import Evidence
from avggraph.spelling import SHORTEST, one_edit_apart

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SIGN = re.compile(r"[^\w\s]")
_QUOTE_SIGNS = "\"'“”„‘’«»`´"

# Costs of the order, in units of "one part that should be there is missing".
_MISSING = 1.0
_OUT_OF_ORDER = 5.0
_SAID_AGAIN = 3.0
_ANYWHERE = 0.5
# The weight of labels, and their number, that is enough to know a layout by.
_FEW = 8.0
_ENOUGH = 5
# A label with this sign is looked for misspelt as well.
_TELLING = 3.0
# Longer than any label.
_LONGEST = 100
# How much of its sign a part counts that the page may have left out.
_LEFT_OUT = 0.25
# An inner loop that starts again: the next data subject is likelier than more about the same one.
_AGAIN_WITHIN = 0.6


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: a field with its label, or a heading.

    `alone`: its label stands on a row of its own. `bare`: it may begin at a row without a label, "line" or "bullet"
    says at which kind. `many`: its value is any number of rows. `single`: its value ends with its row. `said`: its
    label's words belong to the value. `is_per_row`: its items stand one on a row. `anywhere`: its place in the order
    says nothing. `sign`: what its label counts in telling this layout from others; `sure`: it stands on no other page.
    """

    id: str
    loops: tuple[str, ...]
    alone: bool
    bare: str
    many: bool
    single: bool
    said: bool
    optional: bool
    anywhere: bool
    is_per_row: bool
    sign: float
    sure: bool
    evidence: tuple[Evidence, ...]

    @property
    def is_heading(self) -> bool:
        """Say whether it holds no words of its own."""
        return self.id == "heading"

    def looks(self, words: str) -> float:
        """Say how much `words` look like the beginning of this part."""
        return sum(each.weight for each in self.evidence if each.pattern.search(words))


# Labels in lower case by their first letter, each with the number of its part.
_ByLetter = Mapping[str, tuple[tuple[str, int], ...]]


class Slip(NamedTuple):
    """A misspelt label: the number of its part, and where it ends."""

    part: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A layout's outline.

    `labels` matches any label at the place it is tried at: group `p{n}` is part number n, `title{n}` the title in it;
    `labels_by_letter` has those by their first letter that may have a slip of the pen.
    `order[i + 1][j]` is the cost of part j behind part i (-1: at the beginning), `bare_order` that of a part without
    its label, which is nowhere but in its place. `beginnings`: what a description surely
    begins with, over several rows; the group `title` is its title.
    """

    name: str
    parts: tuple[Part, ...]
    labels: re.Pattern[str]
    labels_by_letter: _ByLetter
    telling_by_letter: _ByLetter
    order: tuple[tuple[float, ...], ...]
    bare_order: tuple[tuple[float, ...], ...]
    beginnings: tuple[re.Pattern[str], ...]

    def score(self, text: str) -> float:
        """Say how much a page's text looks like this layout: the weighed share of its labels it has, 0 to 1.

        Only labels up to the last one that is found are missed: a page may have been cut off. One that should stand
        beside others of its loop is missed most, and so is the number where the page is whole; a section that is
        empty may have been left out. A few common words make no page: fewer than `_ENOUGH` labels count less, unless
        one of them is a sentence that stands nowhere else, and the share is one of no less than `_FEW`.

        >>> outline("a").score("Naam verwerking Rijkspas\\nVerwerkingsnummer 12")
        0.2
        """
        rows = text.split("\n")
        found = {slip.part for row in rows if (slip := _slip(row, self.telling_by_letter))}
        start = end = 0
        for row in rows:
            # A label may wrap: a row inside one begins no other.
            if start >= end and (match := self.labels.match(text, start)):
                found.add(int((match.lastgroup or "p0")[1:]))
                end = match.end()
            start += len(row) + 1
        known = [self.parts[number] for number in found if self.parts[number].sign]
        weight = sum(part.sign for part in known)
        share = weight / max(weight + self._missed(found), _FEW)
        return share if any(part.sure for part in known) else share * min(1.0, len(known) / _ENOUGH)

    def slip(self, words: str) -> Slip | None:
        """Find a label with a slip of the pen at the beginning of words; a row's end counts as a space.

        >>> outline("a").slip("Bewaartermjin 2 jaar").end
        13
        """
        return _slip(words, self.labels_by_letter)

    def _missed(self, found: set[int]) -> float:
        loops = {loop for number in found for loop in self.parts[number].loops}
        placed = [number for number, part in enumerate(self.parts) if part.sign and not part.anywhere]
        last = max((number for number in placed if number in found), default=-1)
        missed = 0.0
        for number, part in enumerate(self.parts):
            if number in found or part.optional:
                continue
            if part.anywhere:
                # A part whose place says nothing is missed only where the page is whole.
                missed += part.sign if last == placed[-1] else 0.0
            elif number < last:
                missed += part.sign * (1.0 if loops.intersection(part.loops) else _LEFT_OUT)
        return missed


@cache
def outline(name: str) -> Outline:
    """Give the outline of a layout by the name of its file. Raises `KnowledgeError` where it cannot be used."""
    return load_outline(resources.data("layouts", f"{name}.toml"))


def load_outline(path: Path) -> Outline:
    """Load an outline. Raises `KnowledgeError` naming the file where it cannot be used."""
    with resources.table(path) as table:
        return _outline(table)


def label_pattern(label: str) -> str:
    """Write a label as a pattern: any white space between words, any quotation mark for another.

    >>> bool(re.fullmatch(label_pattern('aan ("ontvangers")'), "aan\\n(“ontvangers”)"))
    True
    """
    tokens = _TOKEN.findall(label)
    pattern = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None:
            pattern += r"\s+" if before[-1].isalnum() and token[0].isalnum() else r"\s*"
        pattern += f"[{_QUOTE_SIGNS}]" if token in _QUOTE_SIGNS else re.escape(token)
    return pattern + r"(?!\w)" if label[-1].isalnum() else pattern


def _outline(table: dict[str, Any]) -> Outline:
    entries = table["part"]
    parts = tuple(_part(entry) for entry in entries)
    patterns = []
    for number, entry in enumerate(entries):
        labels = sorted(entry.get("labels", ()), key=len, reverse=True)
        sentences = [sentence.replace("(?P<title>", f"(?P<title{number}>") for sentence in entry.get("sentences", ())]
        words = [*sentences, *map(label_pattern, labels)]
        if words:
            longest = max((len(label) for label in labels), default=0)
            patterns.append((not sentences, -longest, f"(?P<p{number}>{'|'.join(words)})"))
    # Of two that both fit a sentence goes before a label, and a longer label before its own beginning.
    union = "|".join(pattern for *_, pattern in sorted(patterns))
    return Outline(
        name=table["layout"],
        parts=parts,
        labels=re.compile(rf"(?:{union})", re.IGNORECASE),
        labels_by_letter=_by_letter(entries, parts),
        telling_by_letter=_by_letter(entries, parts, least=_TELLING),
        order=_order(parts),
        bare_order=_bare_order(parts),
        beginnings=tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in table["beginnings"]),
    )


def _is_slip(words: str, label: str) -> bool:
    """Say whether words are a label with a slip in its letters; a colon or bracket tells labels apart."""
    return one_edit_apart(words, label) and _SIGN.findall(words) == _SIGN.findall(label)


def _slip(words: str, labels: _ByLetter) -> Slip | None:
    start = words[:_LONGEST].casefold().replace("\n", " ")
    beginning, longest = start[:3], len(start)
    for label, number in (*labels.get(start[:1], ()), *labels.get(start[1:2], ())):
        length, begins, last = len(label), beginning == label[:3], label[-3:]
        if not begins and last not in start:
            continue
        for end in (length, length - 1, length + 1):
            # One slip leaves the label's beginning or its end whole.
            if (
                end <= longest
                and (begins or start.endswith(last, 0, end))
                and not start[end : end + 1].isalnum()
                and _is_slip(start[:end], label)
            ):
                return Slip(number, end)
    return None


def _by_letter(entries: Sequence[dict[str, Any]], parts: Sequence[Part], least: float = 0.0) -> _ByLetter:
    """Sort the labels that are long enough to be known in spite of a slip, of parts with a sign of at least `least`."""
    letters: dict[str, list[tuple[str, int]]] = {}
    for number, entry in enumerate(entries):
        for label in map(str.casefold, entry.get("labels", ())):
            if len(label) >= SHORTEST and parts[number].sign >= least:
                letters.setdefault(label[0], []).append((label, number))
    return {letter: tuple(labels) for letter, labels in letters.items()}


def _part(entry: dict[str, Any]) -> Part:
    return Part(
        id=entry["id"],
        loops=tuple(entry.get("loops", ())),
        alone=entry.get("alone", False),
        bare=entry.get("bare", ""),
        many=entry.get("many", False),
        single=entry.get("single", False),
        said=entry.get("said", False),
        optional=entry.get("optional", False),
        anywhere=entry.get("anywhere", False),
        is_per_row=entry.get("per_row", False),
        sign=entry.get("sign", 1.0 if "labels" in entry else 0.0),
        sure=entry.get("sure", False),
        evidence=tuple(Evidence(sign["weight"], re.compile(sign["pattern"])) for sign in entry.get("evidence", ())),
    )


def _order(parts: Sequence[Part]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(_step(parts, here, to) for to in range(len(parts))) for here in range(-1, len(parts)))


def _bare_order(parts: Sequence[Part]) -> tuple[tuple[float, ...], ...]:
    """Make the order of parts without a label: in their places only, and not the same one twice in a row."""
    placed = [replace(part, anywhere=False, optional=part.optional or part.anywhere) for part in parts]
    return tuple(
        tuple(cost + (_SAID_AGAIN if here == to else 0.0) for to, cost in enumerate(costs))
        for here, costs in enumerate(_order(placed), -1)
    )


def _step(parts: Sequence[Part], here: int, to: int) -> float:
    if parts[to].anywhere:
        return _ANYWHERE
    if here >= 0 and parts[here].anywhere:
        return 0.0
    if to > here:
        return _missing(parts, here + 1, to)
    costs = [_SAID_AGAIN if to == here else _OUT_OF_ORDER]
    for loop in set(parts[here].loops) & set(parts[to].loops):
        within = [number for number, part in enumerate(parts) if loop in part.loops]
        inner = _AGAIN_WITHIN if loop != parts[to].loops[0] else 0.0
        costs.append(_missing(parts, here + 1, within[-1] + 1) + _missing(parts, within[0], to) + inner)
    return min(costs)


def _missing(parts: Sequence[Part], start: int, end: int) -> float:
    return sum(_MISSING for part in parts[start:end] if not (part.optional or part.anywhere))
