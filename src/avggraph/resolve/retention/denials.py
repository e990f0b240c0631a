"""What a denial makes of its words: a date before which nothing is destroyed, a length that is not the term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from avggraph.resolve.retention.items import Item
from avggraph.resolve.retention.lexicon import lexicon
from avggraph.resolve.retention.roles import MIDDLE, STRONG, denied_places, runs

_COMPARISONS = frozenset({"longer", "shorter", "older"})
_LENGTHS = frozenset({"amount", "destroy_code"})
# What may stand between a denial, or "in plaats van", and the length it is of ("niet na 5 jaar").
_LEADS = frozenset({"adverb", "article", "from", "until", "while", "link", "open", "minimum", "maximum", "within"})
# Where "van" leads in the length: "geen wettelijke termijn van 5 jaar".
_NAMES = frozenset({"term", "law"})
_FARTHEST = 8
_VERBS = frozenset({"auxiliary", "measure_verb"})
# What may close a phrase behind its denial: "wordt niet gehanteerd".
_CLOSES = frozenset({"auxiliary", "adverb"})
_PHRASE_ENDS = STRONG | MIDDLE | {"and", "or", "open", "close"}
# No sentence has more items.
_SENTENCE = 40
_DESTROYED = frozenset({"destroy", "destruction"})
# What leads in the length behind which, or during which, data are not destroyed.
_SINCE = frozenset({"from", "link", "within"})
# What lasts, where data are not destroyed until then: the length beside it may be part of it.
_LASTING = frozenset({"until", "while", "when", "no_longer", "minimum", "maximum"})
# Data that go there are not destroyed at all.
_GONE = frozenset({"transfer", "moved"})


def with_denials(row: Sequence[Item]) -> list[Item]:
    """Give the items with the roles they have behind a denial in their phrase.

    >>> from avggraph.resolve.retention.items import items
    >>> from avggraph.resolve.retention.lexicon import lexicon
    >>> [item.role for item in with_denials(items("niet voor 1 januari 2030 vernietigen", lexicon()))]
    ['not', 'earliest', 'date', 'destroy']
    >>> [item.role for item in with_denials(items("geen gegevens ouder dan 1 jaar", lexicon()))]
    ['not', 'longer', 'amount']
    """
    phrases = runs(_without_denied(row), STRONG | MIDDLE | {"colon"})
    return [item for phrase in phrases for item in _compared(_dated(_not_destroyed(phrase)))]


def _without_denied(row: Sequence[Item]) -> list[Item]:
    """Give the role "figure" to the lengths that are said not to be the term, and to those another stands for."""
    result = list(row)
    for index, item in enumerate(row):
        if item.role == "former":
            result[index] = replace(item, role="word")
        elif item.role in _LENGTHS and _is_not_within(row, index):
            result[index - 1] = replace(row[index - 1], role="minimum")
        elif item.role in _LENGTHS:
            if _is_denied_before(row, index) or _is_denied_behind(row, index):
                result[index] = replace(item, role="figure", code=None)
                for place in _led_in(row, index):
                    result[place] = replace(row[place], role="adverb")
        elif item.role == "instead":
            for place in _replaced(row, index):
                result[place] = replace(row[place], role="figure", code=None)
    return result


def _is_not_within(row: Sequence[Item], index: int) -> bool:
    """Say whether data are not destroyed within a length: "niet binnen 5 jaar", "niet vernietigd binnen 5 jaar"."""
    roles = [item.role for item in row[max(0, index - 3) : index]]
    return roles[-2:] == ["not", "within"] or roles == ["not", "destroy", "within"]


def _led_in(row: Sequence[Item], index: int) -> range:
    """Give the places of the words that lead in a length, which say nothing without it."""
    first = index
    while first > max(0, index - _FARTHEST) and row[first - 1].role in _LEADS | _NAMES:
        first -= 1
    return range(first, index)


def _is_denied_before(row: Sequence[Item], index: int) -> bool:
    """Say whether a denial is of a length; behind "indien" it is one of what was said before ("indien niet 5 jaar")."""
    is_led = False
    for place in range(index - 1, max(-1, index - 1 - _FARTHEST), -1):
        role = row[place].role
        if (
            role == "instead"
            or (role == "former" and _opens_phrase(row, place))
            or (role == "placeholder" and is_led and row[place + 1].role == "link")
        ):
            return True
        if role == "not":
            return place == 0 or row[place - 1].role not in ("condition_strong", "as")
        is_led = is_led or role in ("link", "open")
        if role not in _LEADS and not (is_led and role in _NAMES):
            return False
    return False


def _opens_phrase(row: Sequence[Item], index: int) -> bool:
    return not index or row[index - 1].role in _PHRASE_ENDS | {"term"}


def _is_denied_behind(row: Sequence[Item], index: int) -> bool:
    """Say whether a verb behind a length denies it: "de termijn van 7 jaar geldt niet", "is niet van toepassing"."""
    verb = index + 1
    while verb < len(row) and row[verb].role == "close":
        verb += 1
    if verb >= len(row) or row[verb].role not in _VERBS:
        return False
    denial = verb + 1
    while denial < len(row) and row[denial].role == "adverb":
        denial += 1
    if denial >= len(row) or row[denial].role not in ("not", "placeholder"):
        return False
    end = denial + 1
    while end < len(row) and row[end].role in _CLOSES:
        end += 1
    return end == len(row) or row[end].role in _PHRASE_ENDS


def _replaced(row: Sequence[Item], start: int) -> list[int]:
    """Give the lengths between "in plaats van" and the verb behind which the true one stands."""
    end = min(len(row), start + _SENTENCE)
    verb = next((place for place in range(start, end) if row[place].role in _VERBS | _PHRASE_ENDS), end)
    if verb == end or row[verb].role not in _VERBS:
        return []
    stop = next((place for place in range(verb, end) if row[place].role in STRONG), end)
    is_told = any(row[place].role in _LENGTHS for place in range(verb, stop))
    return [place for place in range(start, verb) if row[place].role in _LENGTHS] if is_told else []


def _not_destroyed(phrase: Sequence[Item]) -> list[Item]:
    """Take the length behind which, or during which, data are not destroyed for the least ("na 5 jaar niet gewist").

    What is done instead tells more: "na 5 jaar niet gewist maar geanonimiseerd", "niet gewist maar 5 jaar bewaard".
    """
    if not {"not", "destroy"} <= {item.role for item in phrase}:
        return list(phrase)
    clauses = [clause for clause in runs(phrase, frozenset({"and", "or"})) if clause]
    return [item for pair in zip(clauses, [*clauses[1:], []], strict=True) for item in _not_destroyed_in(*pair)]


def _not_destroyed_in(clause: list[Item], following: list[Item]) -> list[Item]:
    roles = [item.role for item in clause]
    denial, lengths = _denial_of_destroying(roles), [index for index, role in enumerate(roles) if role == "amount"]
    instead = {item.role for item in following} if clause[-1].key in lexicon().contrast_words else set()
    if denial is None or len(lengths) > 1 or _LASTING & set(roles) or instead & _GONE:
        return clause
    lead = lengths[0] - 1 if lengths else -1
    if lengths and (lead < 0 or roles[lead] not in _SINCE):
        return clause
    if "destroy" in instead or (not lengths and "amount" in instead):
        said = {denial, roles.index("destroy", denial)}
        return [replace(item, role="adverb") if index in said else item for index, item in enumerate(clause)]
    if not lengths:
        return clause
    least = {lead: replace(clause[lead], role="minimum", key=clause[denial].key)}
    least[denial] = replace(clause[denial], role="adverb")
    return [least.get(index, item) for index, item in enumerate(clause)]


def _denial_of_destroying(roles: list[str]) -> int | None:
    """Find what denies that data are destroyed; in "niet afgehaalde stukken vernietigen" the word behind is denied."""
    if "not" not in roles:
        return None
    denial = roles.index("not")
    is_of_word = "word" in roles[denial + 1 : denial + 2] and "auxiliary" not in roles[:denial]
    return denial if "destroy" in roles[denial:] and not is_of_word else None


def _dated(phrase: Sequence[Item]) -> list[Item]:
    """Take "voor" for the begin of a term where nothing is destroyed before a date or an end, else of a condition.

    The denial stands before it ("niet voor 2030 vernietigen") or, where "voor" opens its phrase, behind it.
    """
    if all(item.role != "before" for item in phrase):
        return list(phrase)
    denied = denied_places(phrase, _DESTROYED)
    destroyed = [index for index, item in enumerate(phrase) if item.role in _DESTROYED]
    result = list(phrase)
    for index, item in enumerate(phrase):
        if item.role == "before":
            is_behind = _opens(phrase, index) and any(place > index and place in denied for place in destroyed)
            is_term = bool(destroyed) and (index in denied or is_behind)
            result[index] = replace(item, role="earliest" if is_term else "condition")
            if is_behind:
                result = [replace(one, role="adverb") if one.role == "not" else one for one in result]
            break
    return [replace(item, role="condition") if item.role == "before" else item for item in result]


def _opens(phrase: Sequence[Item], index: int) -> bool:
    return all(item.role in _VERBS | {"article", "data", "adverb"} for item in phrase[:index])


def _compared(phrase: Sequence[Item]) -> list[Item]:
    """Take "geen gegevens" for a denial only where it is one of data kept longer, shorter or older than a length."""
    compared = next((index for index, item in enumerate(phrase) if item.role in _COMPARISONS), None)
    if compared is None or any(item.role in _DESTROYED for item in phrase):
        return list(phrase)
    result = list(phrase)
    not_kept = next((index for index, item in enumerate(phrase[:compared]) if item.role == "not_kept"), None)
    if not_kept is not None:
        result[not_kept] = replace(phrase[not_kept], role="not")
    if phrase[compared].role == "older" and (not_kept is not None or compared in denied_places(phrase)):
        result[compared] = replace(phrase[compared], role="longer")
    return result
