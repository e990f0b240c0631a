"""Why the graph says something, in the language of a page: the phrases of a rule, and the words it quotes."""

from __future__ import annotations

import re

from avggraph.publish.words import Words

_BETWEEN = re.compile(r"([;,] )")
_PHRASE = re.compile(r"""(?P<phrase>[^:"]*?)(?P<rest>: .*| ?"[^"]*"|)""", re.DOTALL)


def told_rule(rule: str, say: Words) -> str:
    """Tell a rule (`avg:matchedBy`) in words; what is no known phrase stays as it is.

    >>> from avggraph.publish.words import words
    >>> told_rule('length "5 jaar"; counted from "na"', words("nl"))
    'duur "5 jaar"; te rekenen "na"'
    >>> told_rule("role: verwerker", words("nl")), told_rule("official name, the whole field", words("nl"))
    ('rol: verwerker', 'officiële naam, het hele veld')
    """
    return "".join(part if index % 2 else _told(part, say) for index, part in enumerate(_BETWEEN.split(rule)))


def _told(part: str, say: Words) -> str:
    found = _PHRASE.fullmatch(part)
    if found and (key := f"rule.{found['phrase']}") in say:
        return say(key) + found["rest"]
    return part
