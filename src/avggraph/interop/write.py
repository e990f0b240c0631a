"""Writing formats from a build: its records are read once, one at a time, and each goes to every format."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from avggraph.errors import UsageError
from avggraph.interop.files import Folder, WholeFile
from avggraph.interop.format import Format, Left, Piece, Setting
from avggraph.interop.formats import FORMATS, format_named
from avggraph.interop.history import History, history_of
from avggraph.interop.reading import Reading
from avggraph.interop.reasons import HEADING, rows
from avggraph.interop.things import Things
from avggraph.publication import Publication
from avggraph.store import Output
from avggraph.store.unit import read_unit, records

NOT_EXPRESSED = "not_expressed.csv"
"""The file that tells what each format could not say."""

NOT_EXPRESSED_OF_SITE = f"data/interop/{NOT_EXPRESSED}"
"""The same, of all formats, in a site."""

_NAMES = "names_of_natural_persons"

# What files of shapes end on: one of another shape's is a mistake, any other ending is the user's own.
_ENDINGS = frozenset({".csv", ".json", ".ttl", ".xlsx", ".yml"})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many records were read, how many files of each format were made, how much each left out.

    `not_expressed` is the file that tells what that is.
    """

    records: int
    files: Mapping[str, int]
    left: Mapping[str, int]
    not_expressed: Path


def export(
    output: Output,
    name: str,
    target: Path,
    *,
    only: Collection[str] = (),
    language: str = "nl",
    oins: Mapping[str, str] | None = None,
    earlier: Sequence[Output] = (),
) -> Written:
    """Write a build in one format, to a file or, for a format that is one, a folder; what it cannot say stands beside.

    `only` are the IRIs of the records to write, all where none is given. `language` is that of headings, of concepts in
    tables, and of the reasons why something was left out; shapes with a language of their own keep it. `earlier` are
    builds of the same register from before, the oldest first: formats with versions write those too. Raises
    `UsageError` for a name that is no format, and for a build with names of natural persons.
    """
    chosen = format_named(name)
    if target.is_dir() and not chosen.is_folder:
        raise UsageError(f"{target} is een map, en {name} is één bestand.", advice="Geef een bestand met -o.")
    own, given = Path(chosen.place).suffix, target.suffix.lower()
    if not chosen.is_folder and given in _ENDINGS and given != own:
        raise UsageError(
            f"{target.name} eindigt op {given}, en {name} is een {own}.",
            advice=f"Noem het {target.with_suffix(own).name}, of kies een andere vorm met -f.",
        )
    if target.is_file() and chosen.is_folder:
        raise UsageError(f"{target} is een bestand, en {name} is een map met bestanden.", advice="Geef een map met -o.")
    setting = _setting(output, output.base, only, language, oins or {}, earlier)
    if chosen.is_folder:
        return _write(output, {chosen: target}, target / NOT_EXPRESSED, setting, only)
    beside = target.with_name(f"{target.name}.{NOT_EXPRESSED}")
    return _write(output, {chosen: target}, beside, setting, only)


def write_interop(
    output: Output,
    publication: Publication,
    folder: Path,
    *,
    language: str = "nl",
    oins: Mapping[str, str] | None = None,
    earlier: Sequence[Output] = (),
) -> Written:
    """Write a build in all formats into the folder of a site, each in its place (`Format.place`).

    Addresses in the files are of the publisher's site, or below the base of the graph's IRIs where it has none. The
    same build gives the same bytes; of each record only its IRI and the paths of its files stay in memory. A build
    that was not told its day has that of the publisher's file. Raises `UsageError` for a build with names of natural
    persons.
    """
    setting = _setting(output, publication.base or output.base, (), language, oins or {}, earlier)
    if told := publication.modified or publication.issued:
        setting = replace(setting, date=setting.date or told.isoformat())
    targets = {each: folder / each.place for each in FORMATS.values()}
    return _write(output, targets, folder / NOT_EXPRESSED_OF_SITE, setting, ())


def names_people(build: Output) -> bool:
    """Tell whether a build was made with names of natural persons: in these shapes they would be passed on unseen."""
    return bool(build.manifest.get(_NAMES))


def _setting(
    output: Output,
    base: str,
    only: Collection[str],
    language: str,
    oins: Mapping[str, str],
    earlier: Sequence[Output],
) -> Setting:
    for build in (*earlier, output):
        if names_people(build):
            raise UsageError(
                f"{build.folder} bevat namen van mensen.", advice="Bouw de graaf zonder --with-names om haar te delen."
            )
    history = history_of([*earlier, output]) if earlier else History()
    if only:
        history = history.only(only)
    return Setting(base, output.date, language, oins, history, [_reader(build) for build in earlier])


def _reader(build: Output) -> Callable[[str], Reading]:
    store, texts = build.open_store(), build.documents
    things = Things(store)
    return lambda record: Reading(read_unit(store, record), things, texts)


def _write(
    output: Output, targets: Mapping[Format, Path], not_expressed: Path, setting: Setting, only: Collection[str]
) -> Written:
    reader = _reader(output)
    chosen = [record for record in records(output.open_store()) if not only or record in only]
    with ExitStack() as stack:
        told = stack.enter_context(WholeFile(not_expressed))
        told.add(Piece("", f"{','.join(HEADING)}\r\n".encode()))
        streams = [_Stream(each, _place(stack, each, target), told, setting) for each, target in targets.items()]
        for record in chosen:
            reading = reader(record)
            for stream in streams:
                stream.add(reading)
        for stream in streams:
            stream.end()
    files = {stream.name: stream.place.count for stream in streams}
    return Written(len(chosen), files, {stream.name: stream.left for stream in streams}, not_expressed)


def _place(stack: ExitStack, form: Format, target: Path) -> Folder | WholeFile:
    return stack.enter_context(Folder(target)) if form.is_folder else stack.enter_context(WholeFile(target))


class _Stream:
    """A format as it is written: its files, and the count of what it left out."""

    def __init__(self, form: Format, place: Folder | WholeFile, told: WholeFile, setting: Setting) -> None:
        self.name = form.name
        self.place = place
        self.left = 0
        self._told = told
        self._language = setting.language
        self._writer = form.start(setting)

    def add(self, reading: Reading) -> None:
        self._keep(self._writer.add(reading))

    def end(self) -> None:
        self._keep(self._writer.end())

    def _keep(self, found: Iterable[Piece | Left]) -> None:
        for each in found:
            if isinstance(each, Piece):
                self.place.add(each)
            else:
                self.left += 1
                self._told.add(Piece("", rows(self.name, [each], self._language).encode()))
