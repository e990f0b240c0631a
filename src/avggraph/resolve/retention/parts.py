"""A retention text cut into parts, each with the words of one term: its label, its length, its event, its condition.

Separators are tried from the strongest down. A stretch that holds no term of its own goes to the neighbour from which
the weaker separator parts it: to the term behind it as a label, else to the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from avggraph.resolve.retention.items import Item
from avggraph.resolve.retention.roles import BRACKETS, FROM, HEADS, LED, MIDDLE, OPENERS, STARTS, STRONG, WEAK, settled

# Stretches of these say where the term comes from: no label, no event.
_ASIDES = ("authority", "law", "reference", "placeholder", "record")
_LABEL = frozenset(
    (
        "word",
        "number",
        "year",
        "article",
        "adverb",
        "data",
        "pronoun",
        "measure",
        "past",
        "link",
        "sign",
        "record",
        *BRACKETS,
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one term in order, without the separators at its ends.

    `separator` is the sign that parts it from what goes before.
    """

    items: tuple[Item, ...]
    separator: Item | None

    @property
    def heads(self) -> frozenset[str]:
        """The classes of term that stand in it."""
        return frozenset(HEADS[item.role] for item in self.items if item.role in HEADS)

    @property
    def is_labelled(self) -> bool:
        """Say whether words of its own stand before its term that no condition opens."""
        head = next((index for index, item in enumerate(self.items) if item.role in HEADS), 0)
        before = self.items[:head]
        opened = bool(before) and before[0].role in (*OPENERS, *FROM)
        return not opened and any(item.role == "word" for item in before)

    @property
    def is_transfer(self) -> bool:
        """Say whether it states no more than that the data go to an archive."""
        return {item.role for item in self.items if item.role in HEADS} == {"transfer"}

    @property
    def is_opened(self) -> bool:
        """Say whether it begins with a word that opens a condition."""
        return self.items[0].role in OPENERS

    def has(self, *roles: str) -> bool:
        """Say whether an item of one of the roles stands in it."""
        return any(item.role in roles for item in self.items)


def parts(row: Sequence[Item]) -> list[Part]:
    """Cut a text's items into parts.

    >>> from avggraph.resolve.retention.items import items
    >>> from avggraph.resolve.retention.lexicon import lexicon
    >>> text = "naam en adres 7 jaar, kopie: 1 jaar"
    >>> [text[part.items[0].start : part.items[-1].end] for part in parts(items(text, lexicon()))]
    ['naam en adres 7 jaar', 'kopie: 1 jaar']
    """
    found: list[Part] = []
    label: tuple[Item, ...] = ()
    for clause in _split(settled(row), STRONG):
        for part in _phrases(clause):
            whole = replace(part, items=(*label, *part.items)) if label else part
            label = ()
            if not part.heads and part.items[-1].role == "colon":
                label = part.items
            elif found and _is_start_of(found[-1], whole):
                found[-1] = _joined([found[-1], whole])
            else:
                found.append(whole)
    if label:
        found.append(Part(label, None))
    return found


def _is_start_of(before: Part, part: Part) -> bool:
    """Say whether a sentence of its own says from when the term before it counts."""
    if part.heads or before.heads != {"length"} or before.has(*FROM, *STARTS):
        return False
    return part.has(*STARTS) or part.items[0].role in FROM


def _phrases(clause: Part) -> list[Part]:
    """Cut a clause at its commas and conjunctions."""
    if not clause.heads:
        return [clause]
    joined = [part for phrase in _split_part(clause, MIDDLE) for part in _stretches(phrase)]
    return _merged(joined, lambda piece: _names_source(piece) or _is_other_length(piece))


def _stretches(phrase: Part) -> list[Part]:
    stretches = [part for stretch in _split_part(phrase, WEAK) for part in _by_head(stretch)]
    if not any(stretch.heads for stretch in stretches):
        return [phrase]
    return _merged(stretches, _names_source)


def _split(row: Sequence[Item], separators: frozenset[str]) -> Iterator[Part]:
    return _split_part(Part(tuple(row), None), separators)


def _split_part(part: Part, separators: frozenset[str]) -> Iterator[Part]:
    """Cut a part at signs; empty pieces are left out, and the strongest sign of a run counts."""
    piece: list[Item] = []
    separator = part.separator
    for item in part.items:
        if item.role not in separators:
            piece.append(item)
            continue
        if piece:
            yield Part(tuple(piece), separator)
            piece, separator = [], item
        elif separator is None or separator.role != "enumerator":
            separator = item
    if piece:
        yield Part(tuple(piece), separator)


def _by_head(stretch: Part) -> Iterator[Part]:
    """Cut a stretch in which two terms stand without a sign between ("afgewezen 5 jaar verstrekt 3 jaar")."""
    start, last = 0, None
    for index, item in enumerate(stretch.items):
        if item.role not in HEADS:
            continue
        between = stretch.items[last:index] if last is not None else ()
        if last is not None and _is_other_term(between[0], item) and not _is_counted_on(between):
            cut = _cut(stretch.items, start, last, index)
            yield Part(stretch.items[start:cut], None if start else stretch.separator)
            start = cut
        last = index
    yield Part(stretch.items[start:], None if start else stretch.separator)


def _is_counted_on(between: Sequence[Item]) -> bool:
    """Say whether a length is added to what stands before it ("tot einde contract + 2 jaar")."""
    return HEADS[between[0].role] != "length" and any(item.role in ("plus", "then") for item in between)


def _is_other_term(first: Item, second: Item) -> bool:
    if HEADS[first.role] != HEADS[second.role]:
        return "transfer" not in (first.role, second.role)
    if HEADS[first.role] != "length" or not first.lengths or not second.lengths:
        return False
    return not first.lengths[0].is_about(second.lengths[0])


def _cut(row: Sequence[Item], start: int, first: int, second: int) -> int:
    """Find where between two terms the second one's words begin."""
    lead = second
    while lead > first + 1 and row[lead - 1].role in LED:
        lead -= 1
    for index in range(first + 1, lead):
        if row[index].role == "condition_strong" or (row[index].role == "word" and row[index].is_capital):
            return index
    is_labelled = any(item.role == "word" for item in row[start:first])
    follows_event = first + 1 < len(row) and row[first + 1].role in (*FROM, "keep", "destroy")
    if HEADS[row[first].role] == "until" or follows_event or not is_labelled:
        return lead
    return first + 1


def _merged(pieces: Sequence[Part], is_aside: Callable[[Part], bool]) -> list[Part]:
    """Give stretches without a term to their neighbours."""
    groups: list[list[Part]] = []
    waiting: list[Part] = []
    owner: list[Part] | None = None
    trailing = pieces[-1].is_opened and not pieces[-1].heads
    last = max((index for index, piece in enumerate(pieces) if piece.heads), default=-1)
    for index, piece in enumerate(pieces):
        if piece.heads:
            if owner is None or not _continues(owner[0], piece):
                groups.append([])
                owner = groups[-1]
            owner += [_joined([*waiting, piece])]
            waiting = []
        elif is_aside(piece):
            groups.append([piece])
        elif owner is None or (index < last and (_is_label(owner[0], piece) or (piece.is_opened and not trailing))):
            waiting.append(piece)
        else:
            owner.append(piece)
    merged = [_joined(group) for group in (*groups, waiting) if group]
    return sorted(merged, key=lambda part: part.items[0].start)


def _names_source(piece: Part) -> bool:
    return piece.has(*_ASIDES)


def _is_other_length(piece: Part) -> bool:
    """Say whether it only tells how long something else is ("garantie 2 jaar, facturen 7 jaar")."""
    return piece.has("figure") and not piece.has(*FROM)


def _continues(before: Part, piece: Part) -> bool:
    """Say whether a term is counted from what another lasts until: "zolang de pas geldt en daarna 2 jaar"."""
    return before.heads == {"until"} and piece.heads == {"length"} and piece.has("then", "plus")


def _is_label(before: Part, piece: Part) -> bool:
    """Say whether words between two terms are the second one's label, as the first one has a label before it too."""
    head = next(index for index, item in enumerate(before.items) if item.role in HEADS)
    labelled = any(item.role == "word" for item in before.items[:head])
    in_event = any(item.role in FROM for item in before.items[head:])
    opens = piece.items[0].role in _LABEL
    return labelled and opens and not in_event and all(item.role in _LABEL | {"and", "or"} for item in piece.items)


def _joined(pieces: Sequence[Part]) -> Part:
    """Join stretches, with the signs between them."""
    row = list(pieces[0].items)
    for piece in pieces[1:]:
        row += (piece.separator, *piece.items) if piece.separator else piece.items
    return Part(tuple(row), pieces[0].separator)
