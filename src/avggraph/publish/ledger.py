"""What a run wrote into a site's folder: the next one makes nothing twice, and removes what is no page any more."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import orjson

from avggraph.addresses import LEDGER
from avggraph.errors import StoreError
from avggraph.files import sha256_of, write_whole
from avggraph.publish.resource import Resource
from avggraph.version import __version__


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written of a page or part: the fingerprint it was made with, and the hash of each of its files.

    The paths are from the root of the site. Without a fingerprint it is made again each time.
    """

    fingerprint: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def still_holds(self, out: Path, fingerprint: str) -> bool:
        """Tell whether all is there as it was written, and would be made of the same."""
        return bool(fingerprint) and fingerprint == self.fingerprint and self.is_there(out)

    def is_there(self, out: Path) -> bool:
        """Tell whether all files are there as they were written."""
        paths = {out / file: sha256 for file, sha256 in self.files.items()}
        return all(path.is_file() and sha256_of(path) == sha256 for path, sha256 in paths.items())


def read_ledger(out: Path) -> dict[str, Entry]:
    """Read what stands in a site's folder, by page or part; of a new or empty folder, nothing.

    Raises `StoreError` where the folder holds something else, or a ledger that names files outside it.
    """
    if not (out / LEDGER).exists():
        _begin(out)
    try:
        entries = orjson.loads((out / LEDGER).read_bytes())["pages"]
        ledger = {path: Entry(fingerprint, dict(files)) for path, (fingerprint, files) in entries.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(out) from error
    if not all(_is_inside(file) for entry in ledger.values() for file in entry.files):
        raise _unreadable(out)
    return ledger


def base_of_site(out: Path) -> str:
    """Give the base of the IRIs of a site that was written; empty where the folder does not tell.

    A folder that holds no ledger of ours, or one of before it told the base, does not.
    """
    try:
        told = orjson.loads((out / LEDGER).read_bytes())
    except (OSError, ValueError):
        return ""
    base = told.get("base") if isinstance(told, dict) else None
    return base if isinstance(base, str) else ""


def write_ledger(out: Path, ledger: Mapping[str, Entry], base: str = "") -> None:
    """Write what stands in a site's folder, and the base of its IRIs."""
    pages = {path: [entry.fingerprint, dict(sorted(entry.files.items()))] for path, entry in sorted(ledger.items())}
    write_whole(out / LEDGER, orjson.dumps({"avggraph": __version__, "base": base, "pages": pages}) + b"\n")


def write_resource(out: Path, resource: Resource) -> tuple[str, str]:
    """Write a file where it is not there in the same bytes; give its path and hash."""
    path = out / resource.path
    if not path.is_file() or path.read_bytes() != resource.content:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, resource.content)
    return resource.path, sha256(resource.content)


def remove_gone(out: Path, before: Mapping[str, Entry], now: Mapping[str, Entry]) -> None:
    """Remove what an earlier run wrote and this one did not, and folders that are left empty."""
    kept = {file for entry in now.values() for file in entry.files}
    gone = {file for entry in before.values() for file in entry.files} - kept
    for file in sorted(gone):
        (out / file).unlink(missing_ok=True)
    for folder in sorted({parent for file in gone for parent in (out / file).parents}, reverse=True):
        if folder != out and out in folder.parents and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def sha256(content: bytes) -> str:
    """Hash bytes."""
    return hashlib.sha256(content).hexdigest()


def _begin(out: Path) -> None:
    """Begin a site in a new or empty folder."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StoreError(
            f"{out} bevat iets anders dan een site van avggraph en wordt niet overschreven.",
            advice="Kies een lege of nieuwe map met -o.",
        )
    out.mkdir(parents=True, exist_ok=True)
    write_ledger(out, {})


def _unreadable(out: Path) -> StoreError:
    return StoreError(f"{out / LEDGER} is niet te lezen.", advice="Kies een lege of nieuwe map met -o.")


def _is_inside(file: str) -> bool:
    """Tell whether a path stays within the folder it is in."""
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts
