"""VNG's API of processing activities (VAR API 0.1.0) as files of a static site: the list in pages, and each one.

The API names the responsible organisation by its organisation identification number (OIN) and requires it. A register
does not state it: it is given beside (`Setting.oins`), and a record of which it is not known is told and not written.
Where no number at all is given there is no file: an empty list would say that there are no activities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from avggraph.interop.as_json import identifier, present, written
from avggraph.interop.format import Left, Piece, Setting
from avggraph.interop.joining import joined
from avggraph.interop.listed import NO_TERM
from avggraph.interop.reading import Reading
from avggraph.interop.reasons import left, without_place
from avggraph.interop.tables import shape
from avggraph.interop.terms import terms_of

_INDEX = "index.json"
_LIST = "verwerkingsactiviteiten"
_ONE = "verwerkingsactiviteit"
_PAGE = 100
_OPENING = b'{\n"results": [\n'
_TOO_LONG = "too-long"
_REQUIRED = ("naam", "verantwoordelijkeOrganisatie", "doel", "grondslag")


class VngWriter:
    """Writes activities one by one, and in pages of a list; each page names the next and the one before it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._count = 0

    def add(self, reading: Reading) -> Iterator[Piece | Left]:
        """Write an activity, and again in the list, unless something is not known that the API requires."""
        activity, missing = _activity(reading, self._setting)
        yield from missing
        if lacking := _lacking(activity):
            yield from (left(reading, field, "", "required") for field in lacking)
            return
        yield from without_place(reading, shape("vng").without_place)
        data = written(activity)
        yield Piece(verwerkingsactiviteit_file(reading.iri), data)
        page, place = divmod(self._count, _PAGE)
        yield Piece(f"{_folder(page + 1)}/{_INDEX}", (b",\n" if place else _OPENING) + data.rstrip())
        self._count += 1

    def end(self) -> Iterator[Piece | Left]:
        """End each page of the list: only now is known how many activities there are, and which page is the last."""
        if not self._setting.oins:
            return
        pages = max(1, -(-self._count // _PAGE))
        for number in range(1, pages + 1):
            around = {
                "count": self._count,
                "next": self._address(number + 1) if number < pages else None,
                "previous": self._address(number - 1) if number > 1 else None,
            }
            opening = b"" if self._count else _OPENING
            yield Piece(f"{_folder(number)}/{_INDEX}", opening + b"\n],\n" + written(around).removeprefix(b"{\n"))

    def _address(self, number: int) -> str:
        return f"{self._setting.base}api/{_folder(number)}"


def verwerkingsactiviteit_file(record: str) -> str:
    """Give the file of an activity, by the record's IRI."""
    return f"{_ONE}/{identifier(record)}/{_INDEX}"


def is_told(reading: Reading, setting: Setting) -> bool:
    """Tell whether a record has all that the API requires, and so a file."""
    return bool(setting.oins) and not _lacking(_activity(reading, setting)[0])


def _folder(number: int) -> str:
    return _LIST if number == 1 else f"{_LIST}/{number}"


def _activity(reading: Reading, setting: Setting) -> tuple[dict[str, object], list[Left]]:
    table = shape("vng")
    paths, longest = table.paths, table.all["longest"]
    missing: list[Left] = []
    oin, untold = _oin(reading, setting)
    missing += untold
    bases, untold = _bases(reading)
    missing += untold
    texts = {"naam": reading.names(paths["naam"]), "doel": reading.names(paths["doel"])}
    for field in ("toelichtingGrondslag", "bewaartermijn", "herkomst"):
        texts[field] = reading.names(paths[field])
    told: dict[str, str] = {}
    for field, words in texts.items():
        told[field], untold = _shortened(reading, field, joined(words), longest[field])
        missing += untold
    abroad, untold = _items(reading, "afnemendeInternationaleDerden", reading.names(paths["abroad"]), longest["item"])
    missing += untold
    others = [name for name in reading.names(paths["recipients"]) if name not in abroad]
    recipients, untold = _items(reading, "afnemendeCategorieOntvangers", others, longest["item"])
    missing += untold
    data, untold = _data(reading, longest["item"])
    missing += untold
    activity = {
        "id": identifier(reading.iri),
        "naam": told["naam"],
        "verantwoordelijkeOrganisatie": oin,
        "doel": told["doel"],
        "grondslag": bases,
        "toelichtingGrondslag": told["toelichtingGrondslag"],
        "bewaartermijn": told["bewaartermijn"],
        "herkomst": told["herkomst"],
        "afnemendeInternationaleDerden": abroad,
        "afnemendeCategorieOntvangers": recipients,
        "verwerktePersoonsgegevens": data,
    }
    return present(activity), missing


def _lacking(activity: Mapping[str, object]) -> list[str]:
    return [field for field in _REQUIRED if field not in activity]


def _oin(reading: Reading, setting: Setting) -> tuple[str, list[Left]]:
    """Give the number of the first controller whose number is known; the API has room for one."""
    controllers = reading.follow(shape("vng").paths["controllers"])
    known = [each for each in controllers if each.iri in setting.oins]
    field = "verantwoordelijkeOrganisatie"
    if not known:
        return "", [left(reading, field, reading.name(each), "no-number") for each in controllers]
    others = [each for each in controllers if each != known[0]]
    return setting.oins[known[0].iri], [left(reading, field, reading.name(each), "one-only") for each in others]


def _bases(reading: Reading) -> tuple[str, list[Left]]:
    """Name the grounds of article 6; where none was recognised, the register's own words for them."""
    table = shape("vng")
    names = terms_of(table.all["bases"])
    found = reading.follow(table.paths["bases"])
    named = dict.fromkeys(name for each in found for name in names.get(each.iri, ()))
    missing = dict.fromkeys(
        left(reading, "grondslag", reading.name(each), NO_TERM) for each in found if each.iri not in names
    )
    return joined(named or reading.names(table.paths["bases-in-words"])), list(missing)


def _data(reading: Reading, longest: int) -> tuple[list[dict[str, object]], list[Left]]:
    """Pair each kind of data of a block with each of its data subjects; unrecognised data are named in their words."""
    paths = shape("vng").paths
    pairs: dict[tuple[str, str], None] = {}
    missing: list[Left] = []
    for block in reading.iris(paths["blocks"]):
        field = "verwerktePersoonsgegevens"
        words = reading.names(paths["data"], block) or reading.names(paths["data-in-words"], block)
        names, untold = _items(reading, field, words, longest)
        roles, untold_roles = _items(reading, field, reading.names(paths["subjects"], block), longest)
        missing += [*untold, *untold_roles]
        pairs.update(dict.fromkeys((role, name) for role in roles or [""] for name in names or [""] if role or name))
    return [present({"rolBetrokkene": role, "naam": name}) for role, name in pairs], missing


def _items(reading: Reading, field: str, values: Iterable[str], longest: int) -> tuple[list[str], list[Left]]:
    values = list(values)
    kept = [value for value in values if len(value) <= longest]
    return kept, [left(reading, field, value, _TOO_LONG) for value in values if len(value) > longest]


def _shortened(reading: Reading, field: str, text: str, longest: int) -> tuple[str, list[Left]]:
    """Keep to the longest value: what is longer ends at a word, with "…", and is told whole."""
    if len(text) <= longest:
        return text, []
    cut = text[: longest - 1].rpartition(" ")[0] or text[: longest - 1]
    return f"{cut}…", [left(reading, field, text, _TOO_LONG)]
