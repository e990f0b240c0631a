"""Files to source texts: which reader reads what, also inside archives."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass

from avggraph.errors import SourceError, Where
from avggraph.read.archive import Allowance, check_name, open_archive, unpack
from avggraph.read.files import SourceFile, file_bytes
from avggraph.read.kinds import is_zip, kind_of, kind_of_zip
from avggraph.read.limits import Limits
from avggraph.read.readers import Columns, Documents, reader_of
from avggraph.read.structured import read_transfer, structured_members
from avggraph.text import SourceText


def read_file(file: SourceFile, limits: Limits) -> SourceText:
    """Read a file that holds one document. Raises `SourceError` where it cannot be read."""
    for source in read_sources(file, limits):
        if isinstance(source, SourceError):
            raise source
        return source
    raise SourceError("Het bestand bevat geen document.", where=Where(file.name))


def read_sources(file: SourceFile, limits: Limits, *, columns: Columns = None) -> Documents:
    """Read the documents a file holds; what cannot be read comes as the error that says why.

    A member of an archive is named behind "#": "map.zip#pagina.html". `columns` says what headings of spreadsheets
    mean, before what the project knows of them.
    """
    try:
        data = file_bytes(file, limits)
    except SourceError as error:
        yield error
        return
    yield from read_bytes(data, file.name, limits, columns=columns)


def read_bytes(data: bytes, name: str, limits: Limits, *, columns: Columns = None) -> Documents:
    """Read the documents some bytes hold, as `read_sources` does.

    >>> [source.text for source in read_bytes(b"Bron\\tBetrokkene", "a.txt", Limits())]
    ['Bron\\tBetrokkene']
    """
    yield from _Opening(limits, Allowance.of(limits), columns).documents(data, name, depth=1)


@dataclass(frozen=True, slots=True)
class _Opening:
    """One file being opened, with the archives in it: what it may still cost, and how its spreadsheets are read."""

    limits: Limits
    allowance: Allowance
    columns: Columns

    def documents(self, data: bytes, name: str, depth: int) -> Documents:
        try:
            if not is_zip(data):
                yield from reader_of(kind_of(data, name)).read(data, name, self.limits, self.columns)
                return
            with open_archive(data, name, self.limits, self.allowance) as archive:
                kind = kind_of_zip(archive, name)
                if kind == "zip":
                    yield from self._members(archive, name, depth)
                else:
                    yield from reader_of(kind).read(data, name, self.limits, self.columns)
        except SourceError as error:
            yield error
        except RecursionError:
            yield SourceError(
                "Het bestand is te diep genest.",
                where=Where(name),
                advice="Bewaar alleen het deel met de beschrijving.",
            )

    def _members(self, archive: zipfile.ZipFile, name: str, depth: int) -> Documents:
        if depth > self.limits.max_depth:
            raise SourceError(
                f"Archieven staan meer dan {self.limits.max_depth} diep in elkaar.",
                where=Where(name),
                advice="Pak het binnenste eerst uit, of verhoog --max-depth.",
            )
        members = {member.filename: member for member in archive.infolist() if _is_document(member)}
        if not members:
            raise SourceError("Het archief bevat geen bestanden.", where=Where(name))
        bundle = structured_members(sorted(members))
        if bundle:
            parts = {
                part: unpack(archive, members[part], f"{name}#{part}", self.limits, self.allowance) for part in bundle
            }
            yield from read_transfer(parts, name, self.limits)
        for member in sorted(set(members).difference(bundle)):
            yield from self._member(archive, members[member], name, depth)
            if self.allowance.unpacked_bytes < 0:
                return

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, depth: int) -> Documents:
        own = f"{name}#{member.filename}"
        try:
            check_name(member.filename, name)
            data = unpack(archive, member, own, self.limits, self.allowance)
        except SourceError as error:
            yield error
            return
        yield from self.documents(data, own, depth + 1)


def _is_document(member: zipfile.ZipInfo) -> bool:
    """Say whether a member is a file that is not hidden, as in a folder."""
    parts = member.filename.replace("\\", "/").split("/")
    return not member.is_dir() and not any(part.startswith(".") and part != ".." for part in parts)
