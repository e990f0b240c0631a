"""Writing a file whole or not at all, whatever ends the process that writes it; hashing; names no file may have."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

# Microsoft, "Naming Files, Paths, and Namespaces"; a superscript is a digit to Windows.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name first, which takes the place of `path` when all is in it.

    A link keeps pointing where it does, and what is no file, such as a pipe, is written into. A process that is killed
    may leave the other name: that of the file between "." and ".part".
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Hash a file with SHA-256, without holding it; in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_of(root: Path, files: Iterable[Path]) -> str:
    """Hash files with their names below `root`, in whatever order they are given; folders among them do not count."""
    digest = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            data = file.read_bytes()
            digest.update(f"{file.relative_to(root).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def is_device(name: str) -> bool:
    """Tell whether Windows takes a name, of a file or folder and with whatever ending, for a device's.

    >>> is_device("aux"), is_device("COM1.tar.gz"), is_device("auxiliair")
    (True, True, False)
    """
    return _DEVICE.fullmatch(name) is not None
