"""Which findings a reader asked for: of some shapes, of some records, from some severity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from avggraph.errors import UsageError
from avggraph.extract import reference_number
from avggraph.validate.finding import Finding, Severity, short_name
from avggraph.validate.records import RecordFacts


@dataclass(frozen=True, slots=True)
class Selection:
    """`shapes` and `records` are IRIs, all where there are none; `least` is the lightest severity that is shown."""

    shapes: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    least: Severity = Severity.INFO

    def covers(self, finding: Finding) -> bool:
        """Tell whether a finding is of the shapes and records asked for, whatever its severity."""
        return (not self.shapes or finding.shape in self.shapes) and (
            not self.records or finding.record in self.records
        )

    def hides(self, finding: Finding) -> bool:
        """Tell whether a finding is one of those asked for, but lighter than what is shown."""
        return self.covers(finding) and finding.severity < self.least

    def shows(self, finding: Finding) -> bool:
        """Tell whether a finding is to be shown."""
        return self.covers(finding) and finding.severity >= self.least


def shapes_named(names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Give the IRIs of shapes named by their short name, in any case, or by their IRI.

    Raises UsageError for a name there is not, with those most like it.

    >>> shapes_named(["retentionstated"], ["https://w3id.org/avggraph/shape#RetentionStated"])
    ('https://w3id.org/avggraph/shape#RetentionStated',)
    """
    shapes = sorted(known)
    found: list[str] = []
    for name in names:
        # A shape without a name of its own is called after the shape that holds it: "…-hasPurpose".
        same = [
            shape
            for shape in shapes
            if shape == name or f"{short_name(shape).casefold()}-".startswith(f"{name.casefold()}-")
        ]
        if not same:
            raise UsageError(
                f"Er is geen controle {name!r}.",
                advice=_nearest(name, map(short_name, shapes), "De namen staan in -f csv, in de kolom controle."),
            )
        found += same
    return tuple(dict.fromkeys(found))


def records_named(names: Iterable[str], known: Mapping[str, RecordFacts]) -> tuple[str, ...]:
    """Give the IRIs of records named by their number ("M4089", "4089"), key ("zonder-nummer-…") or IRI.

    A number names each record that bears it. Raises UsageError for a name there is not, with those most like it.

    >>> records_named(["4089"], {"urn:v/m4089": RecordFacts("urn:v/m4089", "M4089")})
    ('urn:v/m4089',)
    """
    found: list[str] = []
    for name in names:
        number = reference_number(name)
        same = [
            iri
            for iri, record in known.items()
            if name == iri or number == record.reference or name.casefold() == record.key.casefold()
        ]
        if not same:
            names = (record.name for record in known.values())
            nearest = _nearest(number, names, "Zie: avggraph query records -g MAP.")
            raise UsageError(f"Er is geen verwerking met nummer {name!r}.", advice=nearest)
        found += same
    return tuple(dict.fromkeys(found))


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    by_case = {each.casefold(): each for each in known}
    near = [by_case[each] for each in get_close_matches(name.casefold(), sorted(by_case), n=3, cutoff=0.5)]
    return f"Bedoelt u {' of '.join(near)}?" if near else otherwise
