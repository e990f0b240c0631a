"""Writing a build beside its place and moving it in when it is whole: an interrupted build leaves the old one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from glob import escape
from pathlib import Path

from avggraph.errors import StoreError, reason_of
from avggraph.own_folder import own_folder
from avggraph.store.output import WRITTEN, is_build

# A build that is being made, and the one before it while the new one moves in; the names do not begin alike, for what
# is left of the first is removed.
_PARTIAL, _OLD = ".partial-", ".old-"


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Give an empty folder beside `out`; when the block ends well it takes the place of `out`.

    When it does not (an error, Ctrl-C) the folder is removed and `out` is as it was; what a killed build left
    behind is removed by the next one, or put back where it is all there is. Files a user put into `out` beside an
    earlier build are kept. Raises `StoreError` where `out` is no build's folder.
    """
    out = out.resolve()
    _refuse_foreign(out)
    with ExitStack() as stack:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            partial = stack.enter_context(own_folder(out.parent, f".{out.name}{_PARTIAL}"))
        except OSError as error:
            raise StoreError(
                f"In {out.parent} kan niet worden geschreven: {reason_of(error)}.", advice="Kies een andere map met -o."
            ) from error
        _put_back(out)
        yield partial
        _move(partial, out)


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise StoreError(f"{out} is een bestand, geen map.", advice="Kies een andere naam met -o.")
    if any(out.iterdir()) and not is_build(out):
        raise StoreError(
            f"{out} bevat iets anders dan een graaf van avggraph en wordt niet overschreven.",
            advice="Kies een lege of nieuwe map met -o.",
        )


def _move(partial: Path, out: Path) -> None:
    """Put a finished folder in its place, with the old one's mode and with what the user put beside the build."""
    if not out.exists():
        partial.chmod(0o777 & ~_umask())
        partial.rename(out)
        return
    partial.chmod(out.stat().st_mode & 0o7777)
    old = out.with_name(f".{out.name}{_OLD}{partial.name.rpartition('-')[2]}")
    out.rename(old)
    try:
        partial.rename(out)
    except OSError:
        old.rename(out)
        raise
    _clear(old, out)


def _clear(old: Path, out: Path) -> None:
    """Remove an earlier build, but for what the user put beside it."""
    for entry in old.iterdir():
        if entry.name not in WRITTEN:
            entry.rename(out / entry.name)
    shutil.rmtree(old, ignore_errors=True)


def _put_back(out: Path) -> None:
    """End what a build was at that was killed while it moved in: the build before it is there under another name."""
    for old in sorted(out.parent.glob(f"{escape(f'.{out.name}{_OLD}')}*")):
        if out.exists():
            _clear(old, out)
        else:
            old.rename(out)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
