"""A retention text as a row of items: lengths, dates, codes, records, words with a role, other words, and signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from avggraph.resolve.retention.amounts import Length, is_inside_number, read_amount
from avggraph.resolve.retention.lexicon import Lexicon
from avggraph.resolve.retention.marks import Mark, read_mark
from avggraph.resolve.retention.tokens import Token, tokens

# "na afloop van de bewaartermijn van maximaal 5 jaar": what may stand between, and how much of it.
_LED = frozenset({"link", "article", "term", "minimum", "maximum", "adverb"})
_LONGEST_LEAD = 6
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "")
_SIGNS = {",": "comma", ":": "colon", "(": "open", "[": "open", ")": "close", "]": "close"}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the text and its role.

    Roles are those of the lists in `data/retention.toml`, those of a `Mark`, "amount", "word", "number", and for
    signs "strong" (parts terms), "stop" (ends a sentence), "comma", "slash", "dash", "colon", "open", "close", "sign".
    """

    role: str
    key: str
    start: int
    end: int
    lengths: tuple[Length, ...] = ()
    code: str | None = None
    references: tuple[str, ...] = ()
    is_capital: bool = False


def items(text: str, known: Lexicon) -> list[Item]:
    """Read a text into items, each starting where the longest reading at the place before ends.

    A letter behind a word is a code where the text holds another code or names a selection list or law; the class of
    a list ("cat. B") where the text says too that the data are kept for good.
    """
    row = list(_items(text, list(tokens(text)), known))
    are_codes = any(item.role in ("destroy_code", "keep_code", "law") for item in row)
    are_classes = any(item.role in ("keep_code", "endless", "to_keep", "moved", "transfer") for item in row)
    holds = {"maybe_code": are_codes, "maybe_class": are_classes}
    return [_settled_code(item, is_code=holds[item.role]) if item.role in holds else item for item in row]


def _settled_code(item: Item, *, is_code: bool) -> Item:
    return replace(item, role="keep_code" if is_code else "word", code=item.code if is_code else None)


def _items(text: str, words: Sequence[Token], known: Lexicon) -> Iterator[Item]:
    index, opened = 0, 0
    awaited = ""
    while index < len(words):
        if awaited and words[index].key == awaited and _is_numbered(words, index):
            item, index = Item("enumerator", awaited, words[index].start, words[index + 1].end), index + 2
        else:
            item, index = _item(text, words, index, known, opened)
        opened += (item.role == "open") - (item.role == "close" and opened > 0)
        if item.role == "enumerator":
            awaited = _next_number(item.key.strip("().[] ").lower())
        yield item


def _is_numbered(words: Sequence[Token], index: int) -> bool:
    """Say whether a full stop makes a number or letter the mark of an enumeration: what follows stands apart."""
    return index + 2 < len(words) and words[index + 1].key == "." and words[index + 2].start > words[index + 1].end


def _next_number(mark: str) -> str:
    """Give the mark that follows one of an enumeration: "b" behind "a", "3" behind "2"."""
    if mark.isdecimal():
        return str(int(mark) + 1)
    if mark in _ROMAN:
        return _ROMAN[_ROMAN.index(mark) + 1]
    return chr(ord(mark) + 1) if len(mark) == 1 else ""


def _item(text: str, words: Sequence[Token], index: int, known: Lexicon, opened: int) -> tuple[Item, int]:
    word = words[index]
    mark = read_mark(text, words, index, known, opened)
    if mark:
        return _marked(text, words, index, mark), mark.end
    is_begun = _is_glued(words, index) or is_inside_number(words, index, known)
    amount = None if is_begun else read_amount(words, index, known)
    if amount:
        place = (word.start, words[amount.end - 1].end)
        role = "figure" if known.measure_after.at(words, amount.end) else "amount"
        return Item(role, text[slice(*place)], *place, lengths=amount.lengths), amount.end
    found = _lead(words, index, known) or _before(text, words, index, known) or known.words.at(words, index)
    if found:
        role, end = found
        return Item(role, " ".join(token.key for token in words[index:end]), word.start, words[end - 1].end), end
    role = _plain_role(text, words, index, known)
    return Item(role, word.key, word.start, word.end, is_capital=text[word.start].isupper()), index + 1


def _lead(words: Sequence[Token], index: int, known: Lexicon) -> tuple[str, int] | None:
    """Read what leads in the length right behind it ("na afloop van maximaal 5 jaar")."""
    found = known.elapsed.at(words, index)
    if found is None:
        return None
    start = found[1]
    for _ in range(_LONGEST_LEAD):
        if read_amount(words, start, known):
            return found
        behind = known.elapsed.at(words, start) or known.words.at(words, start)
        if behind is None or behind[0] not in _LED:
            return None
        start = behind[1]
    return None


def _before(text: str, words: Sequence[Token], index: int, known: Lexicon) -> tuple[str, int] | None:
    """Read what stands before a date or an end ("voor 1 januari 2030", "voor het einde van de procedure")."""
    found = known.before.at(words, index)
    if found is None:
        return None
    article = known.words.at(words, found[1])
    place = article[1] if article and article[0] == "article" else found[1]
    if place >= len(words):
        return None
    mark = read_mark(text, words, place, known, 0)
    is_end = words[place].key in known.endings or words[place].key in known.end_nouns
    return found if is_end or (mark and mark.role in ("date", "year")) else None


def _marked(text: str, words: Sequence[Token], index: int, mark: Mark) -> Item:
    start, end = words[index].start, words[mark.end - 1].end
    lengths = (mark.length,) if mark.length else ()
    return Item(mark.role, text[start:end], start, end, lengths, mark.code, mark.references)


def _is_glued(words: Sequence[Token], index: int) -> bool:
    """Say whether a number belongs to the letters it is written to ("M4", "A5")."""
    before = words[index - 1] if index else None
    return bool(before and words[index].kind == "number" and before.kind == "word" and before.end == words[index].start)


def _plain_role(text: str, words: Sequence[Token], index: int, known: Lexicon) -> str:
    word = words[index]
    if word.kind == "line" or word.key in known.strong:
        return "strong"
    if word.key in _SIGNS:
        return _SIGNS[word.key]
    spaced = (word.start == 0 or text[word.start - 1].isspace()) and (word.end == len(text) or text[word.end].isspace())
    if word.key == "/" and spaced:
        return "slash"
    if word.key == "-" and spaced:
        return "strong" if index == 0 or words[index - 1].kind == "line" or words[index - 1].key in ";:" else "dash"
    if word.key in (".", "!") and _ends_sentence(text, words, index, known):
        return "stop"
    return word.kind


def _ends_sentence(text: str, words: Sequence[Token], index: int, known: Lexicon) -> bool:
    """Say whether a full stop ends a sentence: what follows begins anew, and no abbreviation stands before it."""
    if index + 1 == len(words):
        return True
    before, after = words[index - 1] if index else words[index], words[index + 1]
    if after.start == words[index].end:
        return False
    abbreviation = before.key in known.abbreviations or (before.kind == "word" and len(before.key) == 1)
    begins = after.kind in ("number", "line") or not text[after.start].islower()
    return begins and not abbreviation
