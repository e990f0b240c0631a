"""The command `validate`: find, silence, compare and select findings, and write them in the formats asked for."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.arguments import FailOn, Lang
from avggraph.cli.exits import fail_on_findings
from avggraph.cli.options import date_of, language_of, severity_of, threshold_of
from avggraph.errors import UsageError, reason_of

if TYPE_CHECKING:
    import pyoxigraph as ox

    from avggraph.validate import Finding, RecordFacts, ReportFormat, Shape, ShapeSet, Silence, Silencing

# Said here so that `--help` need not import them; a test holds them equal to those there are.
REPORTS = ("text", "html", "json", "csv", "shacl", "sarif", "junit")
PROFILES = ("dpcat", "dcat-ap-nl", "nl-sbb", "odrl")
ENGINES = ("compiled", "pyshacl")

_MOST_NAMED = 5

Target = Annotated[
    Path, typer.Argument(help="De map die `avggraph build` schreef; met --profile ook een Turtle-bestand.")
]


def validate(
    target: Target,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help=f"Het formaat: {', '.join(REPORTS)}; anders naar de naam van --out, of text."
        ),
    ] = None,
    out: Annotated[
        list[Path] | None, typer.Option("--out", "-o", help="Het bestand voor het rapport; vaker mag.")
    ] = None,
    lang: Lang = "nl",
    fail_on: FailOn = "violation",
    shape: Annotated[
        list[str] | None, typer.Option(help="Alleen deze controle, bijvoorbeeld RetentionStated; vaker mag.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Alleen deze verwerking, bijvoorbeeld M4089; vaker mag.")
    ] = None,
    severity: Annotated[str, typer.Option(help="Toon bevindingen vanaf: info, warning of violation.")] = "info",
    previous: Annotated[
        Path | None, typer.Option(help="Een eerdere findings.json, of de map ervan: toon wat nieuw en verdwenen is.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Bekende bevindingen (.toml) die met een reden zijn stilgezet.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="De dag (JJJJ-MM-DD) waarop wordt bekeken of stilgezet nog geldt.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(help="Schrijf een bestand dat stilzet wat nu gevonden is; vraagt --reason en --on.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="De reden in het bestand van --write-baseline.")] = None,
    profile: Annotated[
        str | None, typer.Option(help=f"Houd de graaf aan de officiële vormen van: {', '.join(PROFILES)}.")
    ] = None,
    shapes_dir: Annotated[
        Path | None, typer.Option(help="De map met de officiële bestanden van --profile; avggraph haalt niets op.")
    ] = None,
    own_shapes: Annotated[
        list[Path] | None, typer.Option(help="Eigen vormen (SHACL in Turtle) naast de meegeleverde; vaker mag.")
    ] = None,
    engine: Annotated[str, typer.Option(help=f"De SHACL-engine: {' of '.join(ENGINES)} (naslag, traag).")] = "compiled",
) -> None:
    """Controleer de graaf: haar vorm, wat de AVG vraagt, en waar een functionaris naar zou moeten kijken.

    Met --profile: houd de graaf, of een Turtle-bestand, aan de officiële vormen van een standaard.
    """
    from avggraph.validate import Report, Selection, records_named, shapes_named, silence, trend_of

    threshold, language, day = threshold_of(fail_on), language_of(lang), date_of(on)
    formats = _formats(format, out or [])
    checked = _checked(target, profile, shapes_dir, own_shapes or [], engine)
    shapes, records, found = checked.shapes, checked.records, checked.findings
    if only and not checked.by_record:
        raise UsageError(f"Profiel {profile} gaat niet over verwerkingen.", advice="Laat --only weg.")
    selection = Selection(
        shapes_named(shape or [], shapes), records_named(only or [], records), severity_of(severity, "--severity")
    )
    known = _baseline(baseline, tuple(shapes), records)
    earlier = _earlier(previous)
    if earlier and not shapes.keys() & {finding.shape for finding in earlier}:
        raise UsageError(
            "Het eerdere rapport gaat over andere controles.", advice="Geef een rapport van dezelfde soort."
        )
    new_baseline = _new_baseline(write_baseline, reason, day)
    silencing = silence(found, known, day)
    if new_baseline is not None:
        new_baseline.write(tuple(filter(selection.shows, silencing.findings)))
        return
    report = Report(
        _shown(silencing, selection.shows),
        f"{checked.base}doc/validatie",
        records=records,
        texts=checked.texts,
        shapes=shapes,
        trend=None if earlier is None else trend_of(filter(selection.shows, found), filter(selection.shows, earlier)),
        on=checked.day,
        fail_on=threshold,
        selection=selection,
        hidden=Counter(each.severity for each in filter(selection.hides, silencing.findings)),
    )
    for path, each in formats:
        _write(path, each.write(report, language))
    fail_on_findings(threshold, (finding.severity for finding in filter(selection.covers, silencing.findings)))


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was validated: the findings, and what a report tells beside them."""

    findings: tuple[Finding, ...]
    shapes: Mapping[str, Shape]
    base: str
    records: Mapping[str, RecordFacts] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    by_record: bool = True


def _checked(
    target: Path, profile: str | None, shapes_dir: Path | None, own_shapes: Sequence[Path], engine: str
) -> _Checked:
    """Validate a build against the shipped shapes and one's own, or a build or a Turtle file against a profile's."""
    from avggraph.graph import Naming
    from avggraph.store import open_output
    from avggraph.store.output import LEDGER
    from avggraph.validate import find_profile, load_official_shapes, merged, record_facts, shipped_shapes
    from avggraph.validation import validated, validated_file, validated_to_profile

    asked = find_profile(profile) if profile else None
    if (profile is None) != (shapes_dir is None):
        raise UsageError("--profile en --shapes-dir horen bij elkaar.", advice="Geef ze allebei.")
    if profile and own_shapes:
        raise UsageError("--own-shapes gaat niet samen met --profile.", advice="Controleer in twee keer.")
    loaded = asked.load(shapes_dir) if asked and shapes_dir else None
    if loaded and target.is_file():
        return _Checked(validated_file(target, loaded, engine=engine), loaded.shapes.shapes, Naming().base)
    output = open_output(target)
    store = output.open_store()
    if loaded:
        shapes = loaded.shapes
        found = validated_to_profile(store, output.naming, loaded, engine=engine)
    else:
        shapes = shipped_shapes()
        for path in own_shapes:
            own = load_official_shapes([path], path.name)
            _tell_of_idle(own, store, path)
            shapes = merged(shapes, own)
        found = validated(store, output.naming, shapes=shapes, engine=engine, ledger=target / LEDGER)
    day = date_of(output.manifest.get("date"))
    records, texts = record_facts(store), output.documents
    _tell_of_missing_texts(records, texts)
    return _Checked(found, shapes.shapes, output.base, records, texts, day, loaded is None or loaded.is_about_records)


def _tell_of_idle(shapes: ShapeSet, store: ox.Store, path: Path) -> None:
    """Say which shapes of one's own look at what the graph does not have: a misspelt class finds nothing."""
    for shape, target in shapes.idle(store):
        typer.echo(f"Let op: {path}: vorm {shape} kijkt naar {target}; dat staat niet in deze graaf.", err=True)


def _tell_of_missing_texts(records: Mapping[str, RecordFacts], texts: Mapping[str, str]) -> None:
    missing = [record.name for record in records.values() if record.source and record.source not in texts]
    if missing:
        more = ", …" if len(missing) > _MOST_NAMED else ""
        named = f"{', '.join(missing[:_MOST_NAMED])}{more}"
        typer.echo(
            f"Let op: de tekst van {named} ontbreekt in texts/; het rapport heeft daarvan geen woorden.", err=True
        )


def _formats(name: str | None, paths: Sequence[Path]) -> list[tuple[Path | None, ReportFormat]]:
    """Give where each report goes and in which format; None is stdout."""
    from avggraph.validate import REPORT_FORMATS, format_of_file, report_format

    if name is not None:
        asked = report_format(name)
        others = tuple(suffix for each in REPORT_FORMATS.values() if each != asked for suffix in each.suffixes)
        for path in paths:
            if path.name.endswith(others):
                advice = f"Noem het …{asked.suffixes[0]}, of laat -f weg."
                raise UsageError(f"{path} past niet bij -f {name}.", advice=advice)
        return [(path, asked) for path in paths or (None,)]
    return [(path, format_of_file(path.name)) for path in paths] or [(None, report_format("text"))]


def _baseline(path: Path | None, shapes: tuple[str, ...], records: Mapping[str, RecordFacts]) -> tuple[Silence, ...]:
    from avggraph.validate import parse_baseline

    if path is None:
        return ()
    try:
        text = _bytes_of(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is geen UTF-8.", advice="Bewaar het bestand als UTF-8.") from error
    return parse_baseline(text, str(path), shapes, records)


def _earlier(path: Path | None) -> tuple[Finding, ...] | None:
    from avggraph.store.output import FINDINGS
    from avggraph.validate import parse_json

    if path is None:
        return None
    file = path / FINDINGS if path.is_dir() else path
    return parse_json(_bytes_of(file), str(file))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} is niet te lezen: {reason_of(error)}.", advice="Kijk de naam na.") from error


@dataclass(frozen=True, slots=True)
class _NewBaseline:
    """A baseline to be written, with what each of its entries says."""

    path: Path
    reason: str
    on: date

    def write(self, findings: tuple[Finding, ...]) -> None:
        """Write it; never over a file that is there, for it may hold reasons people wrote."""
        from avggraph.validate import render_baseline

        with self.path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(render_baseline(findings, self.reason, self.on))
        number = "1 bevinding" if len(findings) == 1 else f"{len(findings)} bevindingen"
        typer.echo(f"Stilgezet: {number}, in {self.path}. Gebruik het met: --baseline {self.path}")


def _new_baseline(path: Path | None, reason: str | None, on: date | None) -> _NewBaseline | None:
    if path is None and reason is None:
        return None
    if path is None or not reason or not reason.strip() or on is None:
        raise UsageError("--write-baseline vraagt --reason en --on.", advice="Zeg waarom, en sinds wanneer.")
    if path.exists():
        raise UsageError(f"{path} bestaat al.", advice="Kies een nieuwe naam, en voeg de twee samen.")
    return _NewBaseline(path, reason, on)


def _write(path: Path | None, text: str) -> None:
    """Write a report to a file, or to stdout."""
    if path is None:
        sys.stdout.write(text)
        return
    try:
        path.write_text(text, encoding="utf-8", newline="")
        typer.echo(f"Geschreven naar: {path}")
    except OSError as error:
        raise UsageError(
            f"{path} is niet te schrijven: {reason_of(error)}.", advice="Kies een andere plaats."
        ) from error


def _shown(silencing: Silencing, shows: Callable[[Finding], bool]) -> Silencing:
    """Leave out what was not asked for; what the baseline has to say of itself stays."""
    return replace(
        silencing,
        findings=tuple(filter(shows, silencing.findings)),
        silenced=tuple(each for each in silencing.silenced if shows(each.finding)),
    )
