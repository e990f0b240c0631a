"""Which lengths are a term and which are not: a validity, an age, how often, how soon something else is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from avggraph.resolve.retention.items import Item

# What may stand between a length and the word that says what it measures ("geldigheid van ten hoogste 5 jaar").
_BETWEEN = frozenset(
    {
        "minimum",
        "maximum",
        "longer",
        "shorter",
        "no_longer",
        "within",
        "link",
        "article",
        "auxiliary",
        "adverb",
        "measure_verb",
        "from",
        "between",
        "open",
    }
)
_FARTHEST = 6
# "geldigheidsduur vergunning 5 jaar": words of whose duration it is, where the phrase begins with the measure.
_WORDS_BETWEEN = 2
# How many items around a length are looked at: more than any sentence has.
_REACH = 100
_CLAUSE_ENDS = frozenset({"strong", "stop", "enumerator"})
_PHRASE_ENDS = _CLAUSE_ENDS | {"comma", "slash", "dash", "open", "close", "colon"}
_MOVES = frozenset({"transfer", "moved"})
# Words that keep "permanent" or "onbeperkt" from being said of the data: "onbeperkt toegankelijk".
_IS_OF_WORD = frozenset({"word", "law"})
# Roles that matter here only.
_PLAIN = {"still": "adverb", "archived": "keep", "age": "word", "reviewed": "word"}
# What may stand between a length and the word that says that the data are looked at again then.
_BEFORE_REVIEW = frozenset({"word", "auxiliary", "adverb", "article", "data"})
_BEFORE_ANOTHER_ACT = frozenset({"word", "archived", "adverb"})
_DONE_TO_DATA = frozenset({"destroy", "destruction"})
_TERMS = frozenset({"amount", "destroy_code", "keep_code", "endless", "not_kept"})
# Before a length these limit a group: "kinderen tot 12 jaar".
_LIMITS = frozenset({"until", "from", "longer", "shorter"})
_BEFORE_TERM = frozenset({"auxiliary", "measure_verb", "adverb", "minimum", "maximum", "data"})
# What follows a length inside a label: "Paspoort met geldigheid van 5 jaar (volwassenen): 11 jaar".
_LONGEST_LABEL = 6


def with_figures(row: Sequence[Item]) -> list[Item]:
    """Give the items with the role "figure" or, in a label, "labelled" for each length that is no term.

    What is permanent, but not the keeping, becomes a word.

    >>> from avggraph.resolve.retention.items import items
    >>> from avggraph.resolve.retention.lexicon import lexicon
    >>> row = with_figures(items("geldigheid van 5 jaar: 11 jaar", lexicon()))
    >>> [item.role for item in row if item.lengths]
    ['labelled', 'amount']
    """
    result = list(row)
    for index, item in enumerate(row):
        if item.role == "amount" and _is_label(result, index):
            result[index] = replace(item, role="labelled")
        elif item.role == "amount" and _is_figure(result, index):
            result[index] = replace(item, role="figure")
        elif item.role == "endless" and _is_of_word(result, index):
            result[index] = replace(item, role="word")
        elif item.role == "endless" and _is_ended(result, index):
            result[index] = replace(item, role="adverb")
    return [replace(item, role=_PLAIN[item.role]) if item.role in _PLAIN else item for item in result]


def _is_of_word(row: Sequence[Item], index: int) -> bool:
    """Say whether "permanent" is said of the word behind it, or stands in a label ("Lening onbepaalde tijd: 7 jr")."""
    after = row[index + 1].role if index + 1 < len(row) else ""
    return after in _IS_OF_WORD or (
        after == "colon" and index > 0 and row[index - 1].role == "word" and _follows_term(row, index + 2)
    )


def _is_ended(row: Sequence[Item], index: int) -> bool:
    """Say whether what follows ends it: "onbeperkt (zolang de website bestaat)"."""
    after = index + 1
    while after < len(row) and row[after].role in ("open", "comma", "keep"):
        after += 1
    return after < len(row) and row[after].role in ("while", "until") and not _is_amount(row, after + 1)


def _is_amount(row: Sequence[Item], index: int) -> bool:
    return index < len(row) and row[index].role in ("amount", "maximum", "minimum")


def _is_figure(row: Sequence[Item], index: int) -> bool:
    return (
        _is_measure(row, index)
        or _is_age(row, index)
        or _is_inside_event(row, index)
        or _is_about_something_else(row, index)
        or _is_another_sentence(row, index)
        or _is_another_act(row, index)
    )


def _is_measure(row: Sequence[Item], index: int) -> bool:
    """Say whether a word before a length says that it measures something else."""
    words = 0
    for before in range(index - 1, max(-1, index - 1 - _FARTHEST), -1):
        role = row[before].role
        if role in ("measure", "frequency", "transfer", "moved", "past"):
            return not words or (role == "measure" and _opens(row, before))
        if role == "word" and words < _WORDS_BETWEEN:
            words += 1
            continue
        if role == "colon" and before and row[before - 1].role == "measure":
            continue
        if role == "older":
            return not _in_clause(row, index, _DONE_TO_DATA)
        if role == "measure_verb" and _is_of_something_else(row, before):
            return True
        if role not in _BETWEEN:
            return False
    return False


def _is_age(row: Sequence[Item], index: int) -> bool:
    """Say whether a length stands alone behind a word of age: "totdat het kind meerderjarig is (18 jaar)"."""
    if index + 1 < len(row) and row[index + 1].role not in _PHRASE_ENDS | {"auxiliary"}:
        return False
    before = index - 1
    while before >= 0 and row[before].role in ("open", "comma", "auxiliary", "adverb", "dash"):
        before -= 1
    return before >= 0 and row[before].role == "age"


def _opens(row: Sequence[Item], index: int) -> bool:
    """Say whether a word begins its phrase."""
    before = index - 1
    while before >= 0 and row[before].role in ("article", "data", "adverb"):
        before -= 1
    return before < 0 or row[before].role in _PHRASE_ENDS


def _is_of_something_else(row: Sequence[Item], verb: int) -> bool:
    """Say whether "geldt" is said of a pass or permit, not of the term or the data."""
    low = max(0, verb - _REACH)
    start = next((place + 1 for place in range(verb - 1, low - 1, -1) if row[place].role in _PHRASE_ENDS), low)
    subject = [item.role for item in row[start:verb]]
    return "word" in subject and subject[0] not in ("condition", "condition_strong") and "term" not in subject


def _is_label(row: Sequence[Item], index: int) -> bool:
    """Say whether a length stands in a label whose own term follows the colon."""
    if _is_of_group(row, index):
        return True
    for after in range(index + 1, min(len(row), index + 1 + _LONGEST_LABEL)):
        role = row[after].role
        if role == "colon":
            return _follows_term(row, after + 1)
        if role not in ("word", "close", "open", "link", "article", "measure", "data", "pronoun", "law"):
            return False
    return False


def _is_of_group(row: Sequence[Item], index: int) -> bool:
    """Say whether a length belongs to the word before it: the term follows at once ("kinderen tot 12 jaar 5 jaar")."""
    before = index - 1
    while before >= 0 and row[before].role == "adverb":
        before -= 1
    if before < 1 or row[before].role not in _LIMITS:
        return False
    opens = row[before - 1].role in _PHRASE_ENDS | {"and"}
    if row[before - 1].role != "word" and not (
        opens and any(item.role == "labelled" for item in row[max(0, before - _REACH) : before])
    ):
        return False
    after = index + 1
    while after < len(row) and row[after].role in _BEFORE_TERM:
        after += 1
    return after < len(row) and row[after].role == "amount"


def _follows_term(row: Sequence[Item], start: int) -> bool:
    for item in row[start : start + _REACH]:
        if item.role in _CLAUSE_ENDS:
            return False
        if item.role in _TERMS:
            return True
    return False


def _is_inside_event(row: Sequence[Item], index: int) -> bool:
    """Say whether a length belongs to the event before it ("tot het kind 18 jaar is"): nothing begins a new term."""
    words_between = False
    for before in range(index - 1, max(-1, index - _REACH), -1):
        role = row[before].role
        if role in _PHRASE_ENDS or role in (
            "and",
            "or",
            "then",
            "plus",
            "condition_strong",
            "figure",
            "labelled",
            "amount",
        ):
            return False
        if role in ("minimum", "maximum") and not words_between:
            return False
        if role in ("until", "while", "no_longer"):
            return words_between
        if role in ("from", "from_clause") and words_between:
            return _has_amount_before(row, before)
        if role == "from":
            continue
        words_between = words_between or role not in ("link", "article", "adverb")
    return False


def _has_amount_before(row: Sequence[Item], index: int) -> bool:
    for before in range(index - 1, max(-1, index - _REACH), -1):
        if row[before].role in _PHRASE_ENDS:
            return False
        if row[before].role in ("amount", "destroy_code"):
            return True
    return False


def _is_another_sentence(row: Sequence[Item], index: int) -> bool:
    """Say whether a sentence tells of another thing, where a second length stands with what is done to the data.

    "Na 3 maanden wordt het account geblokkeerd en na 1 jaar verwijderd", "opnames (2 uur) worden na 4 weken gewist".
    """
    after = index + 1
    if after < len(row) and row[after].role == "close":
        return after + 1 < len(row) and row[after + 1].role == "auxiliary" and _follows_term(row, after + 2)
    verb = None
    for place in range(after, min(len(row), index + _REACH)):
        role = row[place].role
        if role in _DONE_TO_DATA or role in ("keep", "archived", "term", "data", "amount"):
            return False
        if role in _PHRASE_ENDS or role in ("and", "or"):
            return verb is not None and verb < place - 1 and _is_done_later(row, place)
        verb = place if verb is None and role == "auxiliary" else verb
    return False


def _is_another_act(row: Sequence[Item], index: int) -> bool:
    """Say whether something else is done first, or the data are only looked at again ("na 5 jaar beoordeeld").

    "worden na 3 maanden gesloten en na 6 maanden verwijderd"
    """
    if not index or row[index - 1].role != "from":
        return False
    review = _past(row, index + 1, _BEFORE_REVIEW)
    if review < len(row) and row[review].role == "reviewed":
        return True
    after = _past(row, index + 1, _BEFORE_ANOTHER_ACT)
    if after == index + 1 or after + 2 >= len(row) or row[after].role not in ("and", "comma"):
        return row[after - 1].role == "archived"
    begins = "auxiliary" in (item.role for item in row[max(0, index - _REACH) : index])
    return begins and row[after + 1].role == "from" and row[after + 2].role == "amount" and _is_done_later(row, after)


def _past(row: Sequence[Item], start: int, roles: frozenset[str]) -> int:
    """Give the first place from `start` on of another role than these."""
    return next((place for place in range(start, len(row)) if row[place].role not in roles), len(row))


def _is_done_later(row: Sequence[Item], start: int) -> bool:
    has_length = False
    for item in row[start : start + _REACH]:
        has_length = has_length or item.role == "amount"
        if has_length and item.role in _DONE_TO_DATA | {"keep", "archived"}:
            return True
    return False


def _is_about_something_else(row: Sequence[Item], index: int) -> bool:
    """Say whether a length says when something is handed over, or within what time something other is done."""
    leads = ""
    for item in row[index + 1 : index + _REACH]:
        if item.role in _PHRASE_ENDS or item.role in ("amount", "from_clause"):
            break
        if item.role in _MOVES:
            return leads != "from"
        leads = leads if item.role == "article" else item.role
    before = index - 1
    while before >= 0 and row[before].role in ("adverb", "article", "link", "maximum"):
        before -= 1
    if before < 0 or row[before].role != "within" or _in_clause(row, index, _DONE_TO_DATA):
        return False
    nearby = enumerate(row[max(0, index - _REACH) : index + _REACH], max(0, index - _REACH))
    others = any(item.role == "amount" for place, item in nearby if place != index)
    return others or _in_clause(row, index, frozenset({"auxiliary"}))


def _in_clause(row: Sequence[Item], index: int, roles: frozenset[str]) -> bool:
    low = max(0, index - _REACH)
    start = next((place + 1 for place in range(index - 1, low - 1, -1) if row[place].role in _CLAUSE_ENDS), low)
    for place in range(start, min(len(row), index + _REACH)):
        if row[place].role in _CLAUSE_ENDS:
            return False
        if row[place].role in roles:
            return True
    return False
