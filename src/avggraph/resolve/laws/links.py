"""Addresses of laws and provisions: Juriconnect for Dutch law, ELI for Union law.

Juriconnect, standard for logical links to legislation, 1.3 (2013): `jci1.3:c:` (a consolidated text), the BWB number,
the place by the kinds and labels of its parts (`artikel`, `lid`, `o` for a point), then `z` (the day on which one
looks) and `g` (the day whose text is meant). A blank in a label is an underscore ("artikel=P_15"). ELI as EUR-Lex forms
it: `…/eli/reg/2016/679/art_6/par_1/pnt_e/oj`.

A law whose number no public text confirmed has no address.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from avggraph.resolve.laws.provisions import Provision
from avggraph.resolve.laws.table import Law

_BWB = re.compile(r"BWB[RV]\d{7}\Z")
# CELEX, sector 3: year, kind of act, number.
_CELEX = re.compile(r"3(?P<year>\d{4})(?P<kind>[RLD])(?P<number>\d{4})\Z")
_ELI_KINDS = {"R": "reg", "L": "dir", "D": "dec"}
_BOOK = re.compile(r"-boek-(?P<number>\w+)\Z")
_SITE = "https://wetten.overheid.nl/"
_UNION_SITE = "https://eur-lex.europa.eu/"
_ELI = "http://data.europa.eu/"


def juriconnect(law: Law, provision: Provision | None = None, on: date | None = None) -> str | None:
    """Give the Juriconnect reference; with `on` to the text of that day, where the law held on it.

    >>> awb = Law("awb", "Algemene wet bestuursrecht", "wet", "BWBR0005537")
    >>> juriconnect(awb, Provision("3:4", "1", "a"))
    'jci1.3:c:BWBR0005537&artikel=3:4&lid=1&o=a'
    >>> juriconnect(awb, None, date(2024, 1, 1))
    'jci1.3:c:BWBR0005537&z=2024-01-01&g=2024-01-01'
    """
    if not _BWB.match(law.id):
        return None
    reference = f"jci1.3:c:{law.id}"
    if provision is not None:
        parts = (("artikel", _article(law, provision)), ("lid", provision.paragraph), ("o", provision.point))
        reference += "".join(f"&{kind}={_label(label)}" for kind, label in parts if label is not None)
    return f"{reference}&z={on}&g={on}" if on is not None and law.in_force(on) else reference


def eli(law: Law, provision: Provision | None = None) -> str | None:
    """Give the European Legislation Identifier of Union law.

    >>> avg = Law("avg", "Algemene verordening gegevensbescherming", "eu-verordening", "32016R0679")
    >>> eli(avg, Provision("6", "1", "e"))
    'http://data.europa.eu/eli/reg/2016/679/art_6/par_1/pnt_e/oj'
    """
    path = _eli_path(law, provision)
    return None if path is None else _ELI + path


def page(law: Law, provision: Provision | None = None, on: date | None = None) -> str | None:
    """Give the address of the page where the law, or the provision, is read.

    >>> page(Law("awb", "Algemene wet bestuursrecht", "wet", "BWBR0005537"), Provision("3:4"))
    'https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel=3:4'
    """
    if (reference := juriconnect(law, provision, on)) is not None:
        return _SITE + reference
    path = _eli_path(law, provision)
    return None if path is None else _UNION_SITE + path


def _article(law: Law, provision: Provision) -> str | None:
    """Give the label of an article: in a book of the Civil Code without the book's number ("7:446" is 446)."""
    article = provision.article
    if article is not None and (book := _BOOK.search(law.slug)):
        return re.sub(rf"^{book['number']}:", "", article, flags=re.IGNORECASE)
    return article


def _eli_path(law: Law, provision: Provision | None) -> str | None:
    celex = _CELEX.match(law.id)
    if celex is None:
        return None
    path = f"eli/{_ELI_KINDS[celex['kind']]}/{celex['year']}/{int(celex['number'])}/"
    if provision is not None:
        parts = (("art", provision.article), ("par", provision.paragraph), ("pnt", provision.point))
        path += "".join(f"{kind}_{_label(label)}/" for kind, label in parts if label is not None)
    return f"{path}oj"


def _label(label: str) -> str:
    return quote(label.replace(" ", "_"), safe=":._-~")
