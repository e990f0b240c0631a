"""Whether a page says that personal data go to a third country or an international organisation (GDPR art. 30(1)(e)).

A page says so in one sentence (B, C, D), or asks two questions (A): whether there is a transfer, and whether the
data are protected adequately there. The second is no answer about transfer: it is "nee" where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from avggraph.description import Answer
from avggraph.extract.form import Form

_PROTECTION = re.compile(r"(?i)\b(passend\w*|waarborg\w*|bescherm\w*|adequa\w*)")
_YES_OR_NO = re.compile(r"(?i)\W*((?:ja|nee)\b)")
_LAST_SENTENCE = re.compile(r".*[.!;]\s", re.DOTALL)
_AT_THE_END = re.compile(r"(?i)\b(ja|nee)\W*$")


def transfer_answer(rows: Sequence[str], form: Form) -> Answer:
    """Read the answer in a section's rows; a question that was cut off before its answer states nothing.

    >>> from avggraph.extract.form import sheet
    >>> transfer_answer(["Is er doorgifte buiten de EU? Ja", "Is het passend beschermd? Nee"], sheet())
    <Answer.YES: 'Yes'>
    """
    words = " ".join(rows)
    if "?" in words:
        said = [answer for question, answer in _asked(words) if not _PROTECTION.search(question)]
        return form.answer("transfer", said[0]) if said and said[0] else Answer.NOT_STATED
    answer = form.answer("transfer", words)
    if answer is not Answer.NOT_PARSABLE:
        return answer
    # A row may say it in a word at its end, as a label and its value do.
    short = [match[1] for row in rows if not _PROTECTION.search(row) and (match := _AT_THE_END.search(row))]
    return form.answer("transfer", short[0]) if short else answer


def _asked(words: str) -> Iterator[tuple[str, str]]:
    """Give each question with the words behind it that are not the next question."""
    question, *rest = words.split("?")
    for number, between in enumerate(rest):
        short = _YES_OR_NO.match(between)
        end = len(between)
        if number < len(rest) - 1:
            sentences = _LAST_SENTENCE.match(between)
            end = short.end() if short else sentences.end() if sentences else 0
        yield question, between[:end].strip()
        question = between[end:]
