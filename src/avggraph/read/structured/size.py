"""What a structured source may cost before it is opened."""

from __future__ import annotations

import io
import zipfile

from avggraph.errors import SourceError, Where
from avggraph.read.limits import Limits, megabytes


def check_unpacked_size(data: bytes, name: str, limits: Limits | None) -> None:
    """Raise `SourceError` for a workbook that would unpack to more than its limit."""
    most = (limits or Limits()).max_unpacked_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SourceError("Dit is geen werkboek (XLSX).", where=Where(name)) from error
    if size > most:
        raise SourceError(
            f"Uitgepakt is dit werkboek {megabytes(size)}; de grens is {megabytes(most)}.", where=Where(name)
        )
