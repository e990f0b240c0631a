"""Reading provisions: from the tokens behind "artikel" to article, paragraph and point.

"artikel 13, lid 2, 3 en 4" is three provisions, "de artikelen 3 tot en met 5" three, "onder a en c" two. A range of
plain numbers or letters is unfolded; of any other only the ends are cited by name ("4.1 tot en met 4.5").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from avggraph.resolve.laws.lexer import Token
from avggraph.resolve.laws.provisions import Parts, Provision
from avggraph.resolve.laws.wording import Kind, wording

# A range of more articles than this is more likely a slip than a citation of each.
_LONGEST_RANGE = 50
# No act numbers its paragraphs this high; such a number behind "lid 1 en" is an article.
_HIGHEST_PARAGRAPH = 25

_LETTER = re.compile(r"([a-z])\1?\Z|i[vx]\Z|vi{1,3}\Z|iii\Z")
_DOTTED_POINT = re.compile(r"(?P<article>\d+(?:[.:]\d+)*?)(?:[.](?P<paragraph>\d+))?\.(?P<point>[A-Za-z])\Z")
_ORDINAL_NUMBER = re.compile(r"(\d+)(?:e|de|ste)\Z", re.IGNORECASE)


class Reader:
    """Reads articles and their parts from tokens; each method gives the index behind what it read."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._plurals = wording().plurals
        self._ordinals = wording().ordinals

    def article(self, start: int) -> tuple[tuple[Provision, ...], int] | None:
        """Read from the word "artikel" on; None where no number follows it."""
        begin = start + 1 + self._is_sign(start + 1, ":.")
        return self.numbers(begin, plural=self._tokens[start].value in self._plurals)

    def numbers(self, start: int, *, plural: bool = False) -> tuple[tuple[Provision, ...], int] | None:
        """Read articles from the first number on."""
        number = self._article_number(start)
        if number is None:
            return None
        told: list[Provision] = []
        article, end = number
        parts, end = self.parts(end, in_article=True, plural=plural)
        while True:
            more = self._next_articles(end, article)
            told.extend(_split(article, parts))
            if more is None:
                return tuple(told), end
            between, end = more
            told.extend(Provision(one) for one in between[:-1])
            article = between[-1]
            parts, end = self.parts(end, in_article=True)

    def division(self, start: int) -> int | None:
        """Read a division of a law ("hoofdstuk 5 en 6", "§ 3.2") and give its end."""
        number = self._article_number(start + 1)
        if number is None:
            return None
        end = number[1]
        while (following := self._after_separators(end)) is not None:
            number = self._article_number(following)
            if number is None or following == end or self._is_counted(number[1]):
                break
            end = number[1]
        return end

    def parts(self, start: int, *, in_article: bool = False, plural: bool = False) -> tuple[Parts, int]:
        """Read paragraphs and points for as long as they follow each other."""
        told = Parts()
        end = self._bracketed(start, told) if in_article else start
        while True:
            after = self._after_separators(end) if end > start or in_article else start
            if after is None:
                return told, end
            before = told.size()
            read = (
                self._ordinal_paragraphs(after, told)
                or self._numbered_paragraphs(after, told, plural=plural)
                or self._points(after, told)
                or self._next_bracketed(after, told)
                or self._lone_letters(after, told)
                or self._sentence(after)
            )
            if read is None or (in_article and self.leads(read)):
                told.cut(before)
                return told, end
            end = self._bracketed(read, told)

    def leads(self, place: int) -> bool:
        """Say whether an article follows whose parts stand before this place: "het tweede lid van artikel 31"."""
        if self._kind(place) is not Kind.OF and not self._is_sign(place, ","):
            return False
        following = self.past_link(place)
        return self._kind(following) is Kind.ARTICLE and any(
            self._kind(between) is Kind.OF for between in range(place, following)
        )

    def past_link(self, place: int) -> int:
        """Give the place behind ", van de"."""
        while self._kind(place) in {Kind.OF, Kind.DETERMINER} or self._is_sign(place, ","):
            place += 1
        return place

    # ------------------------------------------------------------ articles

    def _next_articles(self, start: int, last: str) -> tuple[list[str], int] | None:
        """Read the next number of an enumeration, with those a range leaps over; None where there is none."""
        following = self._after_separators(start)
        if following is None or following == start:
            return None
        number = self._article_number(following)
        if number is None or self._is_counted(number[1]) or (number[0].isalpha() and not last.isalpha()):
            return None
        if self._kind(start) is Kind.RANGE or (self._is_sign(start, "-–") and self._is_tight(start)):
            return _unfold(last, number[0]), number[1]
        return [number[0]], number[1]

    def _article_number(self, start: int) -> tuple[str, int] | None:
        kind = self._kind(start)
        if kind is Kind.NUMBER:
            return self._tokens[start].value, start + 1
        if kind not in {Kind.WORD, Kind.ROMAN}:
            return None
        value = self._tokens[start].value.upper()
        if self._kind(start + 1) is Kind.NUMBER and len(value) == 1:  # Kieswet: "artikel H 9"
            return f"{value} {self._tokens[start + 1].value}", start + 2
        return (value, start + 1) if kind is Kind.ROMAN else None

    # ------------------------------------------------------------ paragraphs

    def _ordinal_paragraphs(self, start: int, told: Parts) -> int | None:
        numbers: list[str] = []
        end = start
        while (number := self._ordinal(end)) is not None and len(numbers) < _HIGHEST_PARAGRAPH:
            if numbers and self._kind(end - 1) is Kind.RANGE:
                numbers.extend(_unfold(numbers[-1], number))
            else:
                numbers.append(number)
            end += 1
            if self._kind(end) is Kind.PARAGRAPH:
                for one in numbers:
                    told.add_paragraph(one)
                return end + 1
            following = self._after_separators(end)
            if following is None:
                return None
            end = following
        return None

    def _ordinal(self, place: int) -> str | None:
        match self._kind(place):
            case Kind.ORDINAL:
                return str(self._ordinals[self._tokens[place].value])
            case Kind.NUMBER:
                match = _ORDINAL_NUMBER.match(self._tokens[place].value)
                return match[1] if match else None
        return None

    def _numbered_paragraphs(self, start: int, told: Parts, *, plural: bool = False) -> int | None:
        if self._kind(start) is not Kind.PARAGRAPH:
            return None
        place = start + 1 + self._is_sign(start + 1, ".:")
        if self._kind(place) is not Kind.NUMBER:
            ordinal = self._ordinal(place)
            if ordinal is None:
                return None
            told.add_paragraph(ordinal)
            return place + 1
        singular = self._tokens[start].value not in self._plurals
        told.add_paragraph(self._tokens[place].value)
        end = place + 1
        while True:
            following = self._after_separators(end)
            if following is None or following == end or self._kind(following) is not Kind.NUMBER:
                return end
            number = self._tokens[following].value
            one_of_several = singular and (plural or self._closes(end, following))
            if (one_of_several and len(told.paragraphs) == 1) or self._is_article(end, following, told):
                return end
            if self._kind(end) is Kind.RANGE or self._is_sign(end, "-–"):
                for one in _unfold(str(told.last_number()), number):
                    told.add_paragraph(one)
            else:
                told.add_paragraph(number)
            end = following + 1

    def _closes(self, end: int, following: int) -> bool:
        """Say whether a comma closes the paragraph before a conjunction: "artikel 4, lid 1, en 7"."""
        return self._is_sign(end, ",") and self._kind(following - 1) is not Kind.SIGN

    def _is_article(self, end: int, following: int, told: Parts) -> bool:
        """Say whether a number behind "lid 1 en" numbers an article."""
        number = self._tokens[following].value
        if not number.isdecimal() or self._kind(end) is Kind.WITH or self._is_counted(following + 1):
            return True
        after = self._after_separators(following + 1)
        if after is not None and (
            self._kind(after) is Kind.PARAGRAPH or self._ordinal_paragraphs(after, Parts()) is not None
        ):
            return True
        return not told.last_number() < int(number) <= _HIGHEST_PARAGRAPH

    # ------------------------------------------------------------ points

    def _points(self, start: int, told: Parts) -> int | None:
        if self._kind(start) is not Kind.POINT:
            return None
        place = start + 1 + self._is_sign(start + 1, ":(")
        point = self._letter(place) or self._plain_number(place)
        if point is None:
            return None
        numbered = point.isdecimal()
        if numbered and told.paragraphs and told.paragraphs[-1].points:
            return place + 1  # "onder a, onder 2°": part of the point
        told.add_point(point)
        return self._more_points(place + 1 + self._is_sign(place + 1, ")"), told, numbered=numbered)

    def _more_points(self, start: int, told: Parts, *, numbered: bool) -> int:
        """Read the other points of an enumeration: ", d en e"."""
        end = start
        while True:
            following = self._after_separators(end)
            if following is None or following == end:
                return end
            point = self._plain_number(following) if numbered else self._letter(following)
            if point is None or self._is_counted(following + 1) or self._begins_paragraph(following):
                return end
            last = told.paragraphs[-1].points[-1]
            if self._kind(end) is Kind.RANGE or self._is_sign(end, "-–"):
                for one in _unfold(last, point):
                    told.add_point(one)
            elif numbered and int(point) <= int(last):
                return end
            else:
                told.add_point(point)
            end = following + 1 + self._is_sign(following + 1, ")")

    def _lone_letters(self, start: int, told: Parts) -> int | None:
        """Read points that follow a paragraph without a word: "lid 1 e", "6(1)c", "lid 1, c en e"."""
        begun = bool(told.paragraphs and told.paragraphs[-1].number is not None and not told.paragraphs[-1].points)
        letter = self._letter(start) if begun else None
        if letter is None or not self._ends_part(start + 1):
            return None
        told.add_point(letter)
        return self._more_points(start + 1, told, numbered=False)

    def _begins_paragraph(self, place: int) -> bool:
        following = self._after_separators(place + 1)
        return self._kind(place) is Kind.NUMBER and following is not None and self._kind(following) is Kind.PARAGRAPH

    def _letter(self, place: int) -> str | None:
        if self._kind(place) in {Kind.WORD, Kind.ROMAN} and _LETTER.match(self._tokens[place].value):
            return self._tokens[place].value
        return None

    def _plain_number(self, place: int) -> str | None:
        if self._kind(place) is Kind.NUMBER and self._tokens[place].value.isdecimal():
            return self._tokens[place].value
        return None

    def _bracketed(self, start: int, told: Parts) -> int:
        """Read "(1)(e)" behind a number: a paragraph where a number is in the brackets, a point where a letter is."""
        end = start
        while self._is_sign(end, "(") and self._is_sign(end + 2, ")"):
            letter, number = self._letter(end + 1), self._plain_number(end + 1)
            if letter is not None:
                told.add_point(letter)
            elif number is not None and self._is_tight(end - 1):
                told.add_paragraph(number)
            else:
                return end
            end += 3
        if end == start and self._is_hyphenated(end):  # "6-1-e"
            told.add_paragraph(self._tokens[end + 1].value)
            told.add_point(self._tokens[end + 3].value)
            return end + 4
        return end

    def _next_bracketed(self, start: int, told: Parts) -> int | None:
        """Read the next of "(c) en (e)"."""
        begun = bool(told.paragraphs and told.paragraphs[-1].points)
        letter = self._letter(start + 1) if begun and self._is_sign(start, "(") else None
        if letter is None or not self._is_sign(start + 2, ")"):
            return None
        told.add_point(letter)
        return start + 3

    def _is_hyphenated(self, place: int) -> bool:
        return (
            self._is_sign(place, "-")
            and self._is_tight(place)
            and self._plain_number(place + 1) is not None
            and self._is_sign(place + 2, "-")
            and self._letter(place + 3) is not None
        )

    def _sentence(self, start: int) -> int | None:
        """Read over "eerste volzin": a part of a paragraph that has no number of its own."""
        if self._kind(start) is Kind.SENTENCE:
            return start + 1
        if self._ordinal(start) is not None and self._kind(start + 1) is Kind.SENTENCE:
            return start + 2
        return None

    # ------------------------------------------------------------ tokens

    def _kind(self, place: int) -> Kind | None:
        return self._tokens[place].kind if 0 <= place < len(self._tokens) else None

    def _is_sign(self, place: int, signs: str) -> bool:
        return 0 <= place < len(self._tokens) and self._tokens[place].is_sign(signs)

    def _is_tight(self, place: int) -> bool:
        """Say whether no blank stands between a token and the next."""
        return 0 <= place < len(self._tokens) - 1 and self._tokens[place].span.end == self._tokens[place + 1].span.start

    def _is_counted(self, place: int) -> bool:
        """Say whether the number before this place counts something: "3 jaar"."""
        return self._kind(place) is Kind.UNIT

    def _ends_part(self, place: int) -> bool:
        kind = self._kind(place)
        return kind in {None, Kind.LIST, Kind.LAW, Kind.OF, Kind.WITH, Kind.STOP, Kind.RANGE} or self._is_sign(
            place, ",;)."
        )

    def _after_separators(self, start: int) -> int | None:
        """Give the place behind what may part two members of an enumeration; None at the end of the text."""
        place = start
        while place < len(self._tokens) and (
            self._kind(place) in {Kind.LIST, Kind.RANGE, Kind.WITH, Kind.DETERMINER, Kind.OPENING}
            or self._is_sign(place, ",/")
            or (self._is_sign(place, "-–") and self._kind(place + 1) is not Kind.SIGN)
        ):
            place += 1
        return place if place < len(self._tokens) else None


def _split(article: str, parts: Parts) -> list[Provision]:
    """Give an article's provisions; "6.1.e" and "5.1.2.e" end in a paragraph and a point."""
    match = _DOTTED_POINT.match(article) if not parts.paragraphs else None
    if match is None:
        return parts.of(article)
    return [Provision(match["article"], match["paragraph"], match["point"].lower())]


def _unfold(first: str, last: str) -> list[str]:
    """Give what follows `first` up to and including `last`.

    >>> _unfold("3", "5"), _unfold("a", "c"), _unfold("4.1", "4.5")
    (['4', '5'], ['b', 'c'], ['4.5'])
    """
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    if len(first) == len(last) == 1 and first.isalpha() and first < last:
        return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]
    return [last]
