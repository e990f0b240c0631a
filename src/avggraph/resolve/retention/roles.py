"""What an item is by what stands around it: a lead, a denial, a bracket, a condition; and the families of roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from avggraph.resolve.retention.items import Item

Row = Sequence[Item]

# Signs that part terms, from the strongest down.
STRONG = frozenset({"strong", "stop", "enumerator"})
MIDDLE = frozenset({"comma", "slash", "dash"})
WEAK = frozenset({"and", "or", "open", "close"})
SEPARATORS = STRONG | MIDDLE | WEAK
BRACKETS = frozenset({"bracket", "open", "close"})

# The classes of term; two items of one class in a stretch state one term.
HEADS = {
    "amount": "length",
    "destroy_code": "length",
    "keep_code": "endless",
    "endless": "endless",
    "transfer": "endless",
    "not_kept": "not_kept",
    "until": "until",
    "while": "until",
    "no_longer": "until",
    "short": "until",
    "when": "until",
    "at_event": "until",
    "latest": "until",
    "earliest": "until",
}
FROM = ("from", "from_clause")
STARTS = ("starts", "starts_clause")
DONE = frozenset({"keep", "destroy"})
OPENERS = frozenset({"condition", "condition_strong"})

# A length is led in by these: "tot maximaal 2 jaar", "gedurende een periode van 5 jaar".
LEADS = frozenset({"minimum", "maximum", "within", "no_longer", "until", "while", "from"})
LEADS |= {"link", "adverb", "older", "between", "article"}
LED = LEADS | {"lead", "lead_maximum", "then", "at_once"}

# The bounds that comparisons set, plain and denied.
_COMPARED = {"longer": ("minimum", "no_longer"), "shorter": ("maximum", "minimum")}
# The bounds before a date.
_DATED = {"maximum": "latest", "minimum": "earliest"}
# Behind a denied verb of keeping or destroying these begin a term.
_COMPARED_KEPT = frozenset({"no_longer", "lead_maximum", "minimum"})
_DESTROYED_LATER = frozenset({"minimum", "until", "while", "when", "condition", "earliest"})
# "na het onherroepelijk en definitief worden van …"
_WORDS_OF_NOUN = 4

# What a denial may say does not happen.
_FOR_GOOD = frozenset({"endless", "transfer"})
# What may stand between a denial and what it denies; and in a sentence whose verb stands before the denial.
_PASSED = frozenset({"not", "auxiliary", "adverb", "article", "data", "pronoun", "link", "term"})
# Between a denial and its verb these say how, where, when or for what only: "niet voor onderzoek vernietigd".
_LIMITS = frozenset({"adverb", "at_once", "condition", "link"})
_PASSED_IN_SENTENCE = frozenset({"word", "condition", "law", "moved"})

# No sentence has more items.
_SENTENCE = 40

# Words without content of their own: a label of nothing else is none.
EMPTY = MIDDLE | BRACKETS | DONE | {"and", "or", "sign", "colon", "stop", "number", "year"}
EMPTY |= {
    "article",
    "adverb",
    "data",
    "term",
    "link",
    "auxiliary",
    "destruction",
    "transfer",
    "moved",
    "at_once",
    "not",
}
EMPTY |= {"lead", "lead_maximum", "minimum", "maximum", "within", "between", "then", "relative", "measure_verb"}
EMPTY |= {"pronoun", "code_noun", "destroy_code", "keep_code"}


def settled(row: Row) -> list[Item]:
    """Give the items with the roles they have where they stand.

    >>> from avggraph.resolve.retention.items import items
    >>> from avggraph.resolve.retention.lexicon import lexicon
    >>> [item.role for item in settled(items("tot 2 jaar", lexicon()))]
    ['lead', 'amount']
    >>> [item.role for item in settled(items("worden niet bewaard", lexicon()))]
    ['auxiliary', 'not_kept']
    """
    return _done_at_events(_denials(_leads(_conditions(_kept(_latest(_compared(_nouns(_brackets(row)))))))))


def _nouns(row: Row) -> list[Item]:
    """Take for a word the verb of an event that is named by one: "na het definitief worden van de aanslag"."""
    result = list(row)
    for index in range(2, len(row) - 1):
        if row[index].role == "auxiliary" and row[index + 1].role == "link" and _is_nominal(row, index):
            result[index] = replace(row[index], role="word")
    return result


def _is_nominal(row: Row, verb: int) -> bool:
    """Say whether few words stand between a verb and the article behind the word that leads in an event."""
    for index in range(verb - 1, max(0, verb - 1 - _WORDS_OF_NOUN), -1):
        if row[index].role == "article":
            return row[index - 1].role in (*FROM, "until")
        if row[index].role not in ("word", "adverb", "not"):
            return False
    return False


def _compared(row: Row) -> list[Item]:
    """Take "langer dan" and "korter dan" for the bounds they set, turned round behind a denial in their phrase."""
    result: list[Item] = []
    for phrase in runs(row, STRONG | MIDDLE):
        denied = False
        for item in phrase:
            denied = denied or item.role == "not"
            result.append(replace(item, role=_COMPARED[item.role][denied]) if item.role in _COMPARED else item)
    return result


def _brackets(row: Row) -> list[Item]:
    """Take the separators in brackets that hold no term for signs, and brackets without a partner too."""
    result = list(row)
    terms = list(accumulate((item.role in HEADS for item in row), initial=0))
    closed = -1
    for start, end in _pairs(row):
        if start < closed or terms[end] > terms[start]:
            continue
        closed = end
        for place in range(start, end + 1):
            if row[place].role in SEPARATORS:
                result[place] = replace(row[place], role="bracket" if place in (start, end) else "sign")
    paired = {place for pair in _pairs(row) for place in pair}
    return [
        replace(item, role="sign") if item.role in ("open", "close") and place not in paired else item
        for place, item in enumerate(result)
    ]


def _pairs(row: Row) -> list[tuple[int, int]]:
    """Give where brackets open and close, in the order in which they open."""
    opened: list[int] = []
    found = []
    for index, item in enumerate(row):
        if item.role == "open":
            opened.append(index)
        elif item.role == "close" and opened:
            found.append((opened.pop(), index))
    return sorted(found)


def _kept(row: Row) -> list[Item]:
    """Take "te bewaren" for keeping for good only where no term stands with it."""
    result: list[Item] = []
    for phrase in runs(row, STRONG | {"comma"}):
        others = any(item.role in HEADS or item.role in ("figure", "labelled") for item in phrase)
        source = max((index for index, item in enumerate(phrase) if item.role == "authority"), default=-1)
        for index, item in enumerate(phrase):
            if item.role == "to_keep":
                before = phrase[index - 1].role if index else "colon"
                whole = " " in item.key or (before == "colon" and index + 1 >= len(phrase))
                is_term = whole and not others and index > source and before not in ("not", "link")
                result.append(replace(item, role="endless" if is_term else "keep"))
            else:
                result.append(item)
    return result


def _conditions(row: Row) -> list[Item]:
    """Take "als" for the begin of a condition where a verb follows it, or where it stands first."""
    result: list[Item] = []
    for phrase in runs(row, STRONG | MIDDLE | {"colon"}):
        verbs = 0
        settled: list[Item] = []
        for index in range(len(phrase) - 1, -1, -1):
            item = phrase[index]
            verbs += item.role == "auxiliary"
            if item.role == "as":
                item = replace(item, role="condition_strong" if verbs or not index else "word")
            settled.append(item)
        result += reversed(settled)
    return result


def runs(row: Row, ends: frozenset[str]) -> Iterator[list[Item]]:
    """Cut a row behind the items of some roles."""
    run: list[Item] = []
    for item in row:
        run.append(item)
        if item.role in ends:
            yield run
            run = []
    yield run


def _leads(row: Row) -> list[Item]:
    """Take for a lead what leads in a length ("tot 2 jaar"), and for a word "tot" in an event ("na toelating tot")."""
    result = list(row)
    for index in range(1, len(row) - 1):
        if row[index].role == "until" and {row[index - 1].role, row[index + 1].role} <= {"number", "year"}:
            result[index] = replace(row[index], role="sign")
    leading = False
    for index in range(len(row) - 1, -1, -1):
        role = row[index].role
        if role in ("amount", "labelled") or (leading and role in LEADS):
            leading = True
            if role in ("until", "while", "no_longer"):
                result[index] = replace(row[index], role="lead_maximum" if role == "no_longer" else "lead")
            elif role == "from":
                result[index] = replace(row[index], role="lead")
        else:
            leading = False
    in_event = False
    for index, item in enumerate(result):
        if item.role in SEPARATORS or item.role in ("condition_strong", "amount"):
            in_event = False
        elif item.role in FROM and index and _after_amount(result, index):
            in_event = True
        elif item.role in ("until", "while", "when", "short") and in_event:
            result[index] = replace(item, role="word")
    return result


def _latest(row: Row) -> list[Item]:
    """Take "uiterlijk" and "op zijn vroegst" before a date for the begin of a term."""
    return [
        replace(item, role=_DATED[item.role]) if item.role in _DATED and _is_date(row, index + 1) else item
        for index, item in enumerate(row)
    ]


def _is_date(row: Row, index: int) -> bool:
    index += index < len(row) and row[index].role == "link"
    return index < len(row) and row[index].role == "date"


def _after_amount(row: Row, index: int) -> bool:
    for before in range(index - 1, max(-1, index - 8), -1):
        if row[before].role in ("amount", "destroy_code"):
            return True
        if row[before].role in SEPARATORS:
            return False
    return False


def _denials(row: Row) -> list[Item]:
    """Give "niet … bewaard" and "niet … vernietigd" the role of what they say, where they state no term.

    What is not done in a place, for a purpose or by itself is not denied: "niet op papier bewaard" says no more.
    """
    result = _not_for_good(row)
    denied: int | None = None
    is_plain, is_of_word, is_sentence = True, False, False
    for index, item in enumerate(row):
        is_sentence = item.role == "auxiliary" or (is_sentence and item.role not in STRONG | MIDDLE)
        if item.role == "short" and denied is not None:
            is_plain, result[index] = False, replace(item, role="word")
        elif item.role in STRONG | MIDDLE | {"colon", "figure"} or item.role in HEADS or item.role in FROM:
            denied = None
        elif item.role == "not":
            is_of_word = not is_sentence and index + 1 < len(row) and row[index + 1].role == "word"
            denied, is_plain = index, True
        elif item.role in _LIMITS and not (item.role == "link" and _leads_to_verb(row, index)):
            is_plain = False
        elif item.role == "term" and denied is not None:
            result[denied] = replace(row[denied], role="placeholder")
            denied = None
        elif item.role in DONE | {"destruction"} and denied is not None:
            if is_of_word or (item.role in DONE and _is_held(row, index)):
                denied = None
                continue
            role = ("not_kept" if item.role == "keep" else "endless") if is_plain else "word"
            result[index] = replace(item, role=role)
            if is_plain:
                result[denied] = replace(row[denied], role=role)
            denied = None
    return _denied_behind(result)


def _leads_to_verb(row: Row, index: int) -> bool:
    """Say whether a link belongs to the verb behind it: "niet te worden vernietigd"."""
    return index + 1 < len(row) and row[index + 1].role in DONE | {"auxiliary", "destruction"}


def _not_for_good(row: Row) -> list[Item]:
    """Take for a word what is said not to be permanent, or not to go to an archive: "worden niet blijvend bewaard"."""
    result: list[Item] = []
    for phrase in runs(row, STRONG | MIDDLE | {"colon"}):
        denied = denied_places(phrase) if any(item.role in _FOR_GOOD for item in phrase) else set()
        for index, item in enumerate(phrase):
            is_denied = item.role in _FOR_GOOD and (index in denied or _is_denied_behind(phrase, index))
            result.append(replace(item, role="word") if is_denied else item)
    return result


def denied_places(phrase: Row, passed: frozenset[str] = frozenset()) -> set[int]:
    """Give the places in a phrase that a denial before them reaches, past small words and the roles given.

    A denial before other words is theirs ("niet ingezetenen permanent"), unless the verb of the sentence stands before
    it ("worden niet door ons permanent bewaard") or it is one of all ("niet alle dossiers").
    """
    reaches_far, is_denied = False, False
    places: set[int] = set()
    for index, item in enumerate(phrase):
        if is_denied:
            places.add(index)
        is_of_all = item.role == "data" and index > 0 and phrase[index - 1].role == "not"
        reaches_far = reaches_far or is_of_all or item.role == "auxiliary"
        is_passed = item.role in _PASSED | passed or (reaches_far and item.role in _PASSED_IN_SENTENCE)
        is_denied = item.role == "not" or (is_denied and is_passed)
    return places


def _is_denied_behind(phrase: Row, index: int) -> bool:
    """Say whether the verb behind a word is denied: "Blijvend bewaren is niet toegestaan"."""
    roles = [item.role for item in phrase[index + 1 : index + 1 + _SENTENCE]]
    between = roles[: roles.index("not")] if "not" in roles else []
    if "auxiliary" not in between or not set(between) <= _PASSED | {"keep"}:
        return False
    return not set(roles) & (DONE - {"keep"} | {"destruction"})


def _is_held(row: Row, verb: int) -> bool:
    """Say whether it is only for a time that data are not destroyed, or only behind one that they are not kept.

    "niet vernietigd zolang de procedure loopt", "niet bewaard langer dan 1 jaar".
    """
    held = _COMPARED_KEPT if row[verb].role == "keep" else _DESTROYED_LATER
    return verb + 1 < len(row) and row[verb + 1].role in held


def _denied_behind(row: Row) -> list[Item]:
    """Take "bewaart de gegevens niet" for what it says: the denial ends the phrase."""
    result: list[Item] = []
    for phrase in runs(row, STRONG | MIDDLE):
        roles = [item.role for item in phrase if item.role not in SEPARATORS]
        is_denied = bool(roles) and roles[-1] == "not" and "keep" in roles and not HEADS.keys() & set(roles)
        result += (replace(item, role="not_kept") if is_denied and item.role == "not" else item for item in phrase)
    return result


def _done_at_events(row: Row) -> list[Item]:
    """Take "na" for the begin of a term where a stretch tells of its own data that they are destroyed then.

    "kopie: direct na controle vernietigd" stands beside other terms; "daarna verwijderd" belongs to the one before.
    """
    return [item for stretch in runs(row, STRONG | MIDDLE) for item in _done_at_event(stretch)]


def _done_at_event(stretch: list[Item]) -> list[Item]:
    roles = [item.role for item in stretch]
    place = next((index for index, role in enumerate(roles) if role in FROM), None)
    if place is None:
        place = next((index for index, role in enumerate(roles) if role == "at_once"), None)
    names_data = "colon" in roles or next((role for role in roles if role != "article"), "") == "word"
    is_taken = any(role in HEADS or role in ("figure", "then") for role in roles)
    if place is None or not names_data or is_taken or "destroy" not in roles or "term" in roles[place:]:
        return stretch
    role = "at_event" if roles[place] in FROM else "short"
    return [*stretch[:place], replace(stretch[place], role=role), *stretch[place + 1 :]]
