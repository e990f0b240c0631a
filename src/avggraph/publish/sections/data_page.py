"""The page with the files to download, and the other ways in for programs."""

from __future__ import annotations

import hashlib

from avggraph.dataset.data_file import DataFile, groups
from avggraph.interop import FORMATS, NOT_EXPRESSED_OF_SITE
from avggraph.publish.reader import Reader
from avggraph.publish.resource import Page, Section
from avggraph.publish.things.content import Column, Rows, Text, web_page
from avggraph.publish.things.section import STYLES
from avggraph.publish.words import words

PATH = "data/"
"""The page; the files stand beside it."""

_KIB = 1024


class DataPage(Section):
    """`data/`."""

    tells_of_files = True

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def paths(self) -> tuple[str, ...]:
        """See `Section`."""
        return (PATH,)

    def page(self, path: str, language: str) -> Page:
        """See `Section`."""
        say, files = words(language), self._reader.setting.files
        tables = tuple(
            _table(name, title.nl if language == "nl" else title.en, own, language)
            for name, title in groups().items()
            if (own := tuple(each for each in files if each.group == name))
        )
        naming = self._reader.output.naming
        return Page(
            path,
            language,
            say("data_page.title"),
            "data_page.html",
            {
                "tables": tables,
                "shapes": self._shapes(language),
                "endpoint": web_page(self._reader.setting.endpoint),
                "register": f"doc/{naming.register}/register",
            },
            description=say("data_page.intro"),
            styles=STYLES,
        )

    def fingerprint(self, path: str) -> str:
        """See `Section`."""
        setting = self._reader.setting
        told = (path, setting.endpoint, setting.files, bool(setting.oins), self._reader.has_shapes)
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def _shapes(self, language: str) -> Rows | None:
        """List the shapes of others with the files to begin with; VNG's where a number is known that it asks for."""
        if not self._reader.has_shapes:
            return None
        say, known = words(language), self._reader.setting.oins
        rows = [
            (
                (Text(each.description(language)),),
                _files(each.first_files) or (Text(say("data_page.with_each_record")),),
            )
            for name, each in FORMATS.items()
            if name != "vng" or known
        ]
        rows.append(((Text(say("data_page.not_expressed")),), _files((NOT_EXPRESSED_OF_SITE,))))
        columns = (Column(say("data_page.what")), Column(say("data_page.file")))
        return Rows("shapes", say("data_page.shapes"), columns, rows, say("data_page.shapes_intro"))


def _files(paths: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(Text(path, file=path) for path in paths)


def _table(name: str, title: str, files: tuple[DataFile, ...], language: str) -> Rows:
    say = words(language)
    return Rows(
        f"files-{name}",
        title,
        (
            Column(say("data_page.file")),
            Column(say("data_page.what")),
            Column(say("data_page.format")),
            Column(say("data_page.size"), numeric=True),
        ),
        tuple(
            (
                (Text(each.path, file=f"{PATH}{each.path}"),),
                (Text(each.title.nl if language == "nl" else each.title.en),),
                (Text(each.served_as),),
                (Text(say.decimal(size(each.size))),),
            )
            for each in files
        ),
    )


def size(count: int) -> str:
    """Write a number of bytes for people, in the units of IEC 80000-13.

    >>> size(900), size(2_500_000)
    ('900 B', '2.4 MiB')
    """
    number, units = float(count), iter(("B", "KiB", "MiB", "GiB", "TiB"))
    unit = next(units)
    while number >= _KIB and (larger := next(units, "")):
        number, unit = number / _KIB, larger
    return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
