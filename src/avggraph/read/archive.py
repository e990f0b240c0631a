"""Zip archives: their members within limits, whatever the archive says about itself. APPNOTE 6.3.10.

Nothing is written to disk. Sizes are counted while unpacking: the ones an archive states may be false.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from avggraph.errors import SourceError, Where
from avggraph.read.limits import Limits, megabytes

# Signatures of a local file header and of an entry in the central directory (4.3.7, 4.3.12).
LOCAL_HEADER = b"PK\x03\x04"
EMPTY_ARCHIVE = b"PK\x05\x06"
_CENTRAL_ENTRY = b"PK\x01\x02"

# General purpose flag, bit 0 (4.4.4): the member is encrypted.
_ENCRYPTED = 0x1

# Other methods (4.4.5) are rare, and their decoders give their output in pieces of any size.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_PIECE = 1 << 16
# A small member may be all spaces.
_RATIO_FROM = 1_000_000

_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


@dataclass(slots=True)
class Allowance:
    """What an archive, with the archives in it, may still unpack: counted down as it is read."""

    unpacked_bytes: int
    members: int

    @classmethod
    def of(cls, limits: Limits) -> Allowance:
        """Give the full allowance of one file."""
        return cls(limits.max_unpacked_bytes, limits.max_members)


def open_archive(data: bytes, name: str, limits: Limits, allowance: Allowance) -> zipfile.ZipFile:
    """Open an archive and count its members. Raises `SourceError` where it is damaged or has too many."""
    where = Where(name)
    # Counted before the list of members is made in memory.
    allowance.members -= data.count(_CENTRAL_ENTRY)
    if allowance.members < 0:
        raise SourceError(
            f"Het archief bevat meer dan {limits.max_members} bestanden.", where=where, advice="Pak het eerst uit."
        )
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise SourceError(
            "Het archief is beschadigd of niet compleet.", where=where, advice="Haal het bestand opnieuw op."
        ) from error


def check_name(member: str, name: str) -> None:
    """Raise `SourceError` for a member whose name leads out of the archive or cannot be shown.

    >>> check_name("map/../../etc/passwd", "a.zip")
    Traceback (most recent call last):
    avggraph.errors.SourceError: a.zip#map/../../etc/passwd: De naam van dit bestand wijst buiten het archief.
    """
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in member)
    where = Where(f"{name}#{shown}")
    parts = PurePosixPath(member.replace("\\", "/")).parts
    if ".." in parts or parts[:1] == ("/",) or _DRIVE.match(member):
        raise SourceError("De naam van dit bestand wijst buiten het archief.", where=where)
    if shown != member:
        raise SourceError("De naam van dit bestand bevat stuurtekens.", where=where)


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limits: Limits, allowance: Allowance) -> bytes:
    """Give a member's bytes; `name` is what reports call it. Raises `SourceError` at the first limit it passes."""
    where = Where(name)
    if member.flag_bits & _ENCRYPTED:
        raise SourceError("Het bestand is met een wachtwoord beveiligd.", where=where, advice="Bewaar het zonder.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise SourceError("Dit is een koppeling, geen bestand.", where=where)
    if member.compress_type not in _METHODS:
        raise SourceError(
            f"Compressiemethode {member.compress_type} wordt niet gelezen.",
            where=where,
            advice="Maak het archief opnieuw met gewone zip-compressie (deflate).",
        )
    try:
        with archive.open(member) as stream:
            return _bounded(stream, member.compress_size, where, limits, allowance)
    except _DAMAGED as error:
        raise SourceError("Dit bestand is in het archief beschadigd.", where=where) from error


def _bounded(stream: IO[bytes], packed: int, where: Where, limits: Limits, allowance: Allowance) -> bytes:
    pieces = io.BytesIO()
    while piece := stream.read(_PIECE):
        size = pieces.tell() + len(piece)
        allowance.unpacked_bytes -= len(piece)
        if size > limits.max_bytes:
            raise SourceError(
                f"Uitgepakt is dit bestand groter dan {megabytes(limits.max_bytes)}.",
                where=where,
                advice="Verhoog --max-size als dit echt één document is.",
            )
        if size > _RATIO_FROM and size > limits.max_ratio * max(1, packed):
            raise SourceError(
                f"Uitgepakt is dit bestand meer dan {limits.max_ratio} keer zo groot als ingepakt: een zipbom.",
                where=where,
            )
        if allowance.unpacked_bytes < 0:
            raise SourceError(
                f"Het archief is uitgepakt groter dan {megabytes(limits.max_unpacked_bytes)}.",
                where=where,
                advice="Pak het eerst uit, of deel het op.",
            )
        pieces.write(piece)
    return pieces.getvalue()
