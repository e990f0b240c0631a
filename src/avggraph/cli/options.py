"""Values of options: the words a user types, as what the stations take.

Each raises `UsageError` that says what to type instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from avggraph.errors import UsageError

if TYPE_CHECKING:
    from avggraph.publish import Setting
    from avggraph.validate import Severity

# Megabytes; more than any machine reads at once.
_LARGEST = 1e6
# Seconds in a day.
_LONGEST = 86_400


def size_in_bytes(megabytes: float) -> int:
    """Give a number of megabytes in bytes."""
    if not 0 < megabytes < _LARGEST:
        raise UsageError(f"{megabytes} MB is geen grens.", advice=f"Geef een getal tussen 0 en {_LARGEST:g}.")
    return int(megabytes * 1_000_000)


def seconds_of(seconds: float) -> float:
    """Give a time limit that is one."""
    if not 0 < seconds <= _LONGEST:
        raise UsageError(f"{seconds:g} seconden is geen tijdslimiet.", advice=f"Geef meer dan 0, tot {_LONGEST}.")
    return seconds


def meaning_of_columns(mapping: Path | None) -> Mapping[str, str] | None:
    """Read a user's own meaning of columns."""
    from avggraph.read import Limits, SourceFile
    from avggraph.read.files import file_bytes
    from avggraph.read.structured import load_mapping

    if mapping is None:
        return None
    if not mapping.exists():
        raise UsageError(
            f"{mapping} bestaat niet.", advice="Geef een .toml of .csv; docs/structured-sources.md zegt hoe."
        )
    return load_mapping(file_bytes(SourceFile(mapping.name, mapping), Limits()), mapping.name)


def parameter_values(given: list[str]) -> dict[str, list[str]]:
    """Give the values of each parameter from "name=value" words."""
    values: dict[str, list[str]] = {}
    for entry in given:
        name, equals, value = entry.partition("=")
        if not equals:
            raise UsageError(f"{entry!r} is geen waarde voor een parameter.", advice="Schrijf naam=waarde.")
        values.setdefault(name.strip(), []).append(value.strip())
    return values


def setting_of(about: Path | None, earlier: list[Path] | None, oins: Path | None, endpoint: str = "") -> Setting:
    """Read what a site is told beside the build."""
    from avggraph.interop import read_oins
    from avggraph.publication import Publication, load_publication
    from avggraph.publish import Setting

    return Setting(
        load_publication(about) if about else Publication(),
        endpoint,
        tuple(earlier or ()),
        read_oins(oins) if oins else {},
    )


def threshold_of(name: str) -> Severity | None:
    """Give the severity from which findings count; None for never."""
    return None if name == "never" else severity_of(name, "--fail-on", "never")


def severity_of(name: str, option: str, *others: str) -> Severity:
    """Give the severity of a name; `others` are what the option may say beside."""
    from avggraph.validate import Severity

    names = [severity.label for severity in Severity]
    if name not in names:
        raise UsageError(f"{option} {name} bestaat niet.", advice=f"Kies uit: {', '.join((*names, *others))}.")
    return Severity[name.upper()]


def language_of(name: str) -> Literal["nl", "en"]:
    """Give a language there is."""
    match name.casefold():
        case "nl":
            return "nl"
        case "en":
            return "en"
        case _:
            raise UsageError(f"Taal {name!r} bestaat niet.", advice="Kies nl of en.")


def date_of(text: str | None) -> date | None:
    """Give the date of an ISO 8601 date."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text!r} is geen datum.", advice="Schrijf JJJJ-MM-DD, zoals 2024-07-02.") from error
