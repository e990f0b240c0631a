"""The command that puts a question to a sharing guide."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.arguments import AnyGraph, Endpoint, Lang, Timeout, Union
from avggraph.cli.engine import engine_of
from avggraph.cli.options import language_of
from avggraph.errors import UsageError

if TYPE_CHECKING:
    from avggraph.bilingual import Language
    from avggraph.share import Answer, Necessity
    from avggraph.share.register import InRegister

# The names of the formats, said here so that `--help` need not import them; a test holds them equal.
FORMATS = ("text", "markdown", "json", "turtle")
_ENDINGS = {"": "text", ".txt": "text", ".md": "markdown", ".json": "json", ".ttl": "turtle"}
_YES, _NO = ("yes", "ja", "j", "y"), ("no", "nee", "n")
# An answer that lets share only on a condition, or not, has an exit code of its own: this and its strictness.
_NOT_JUST_SO = 9


def share(
    requester: Annotated[
        str | None,
        typer.Option(help='Wie vraagt: een organisatie ("KMar") of een soort ("gemeente", "ngo", "advocaat").'),
    ] = None,
    own: Annotated[str | None, typer.Option("--for", help="De organisatie die zou delen, bijvoorbeeld IND.")] = None,
    data: Annotated[
        str | None, typer.Option(help='Wat er wordt gevraagd, met komma\'s ertussen: "naam, gezondheidsgegevens".')
    ] = None,
    necessary: Annotated[
        str | None, typer.Option(help="Of de gegevens nodig zijn: yes of no (ja, nee). Zonder deze optie: niet gezegd.")
    ] = None,
    purpose: Annotated[str | None, typer.Option(help="Waarvoor, in woorden. Zonder deze optie: niet gezegd.")] = None,
    mandate: Annotated[
        str | None,
        typer.Option(help="Wat op de machtiging van de betrokkene staat: date,name,signature; leeg: niets."),
    ] = None,
    asset: Annotated[str | None, typer.Option(help="In wat voor stuk de gegevens staan: gespreksverslag, …")] = None,
    guide: Annotated[
        str, typer.Option(help="De handreiking: de naam van een die meekomt, of een eigen bestand (.ttl).")
    ] = "wegwijzer",
    graph: AnyGraph = None,
    endpoint: Endpoint = None,
    base_uri: Annotated[
        str | None, typer.Option(help="Basis van de IRI's van het register achter --endpoint; een map zegt het zelf.")
    ] = None,
    timeout: Timeout = 60,
    union: Union = "auto",
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help=f"Het formaat: {', '.join(FORMATS)}; anders zegt het bestand het."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Het bestand voor het antwoord.")] = None,
    lang: Lang = "nl",
) -> None:
    """Vraag een handreiking of en hoe persoonsgegevens op verzoek mogen worden gedeeld; het antwoord noemt zijn regels.

    Zonder vrager en gegevens worden de vragen in een terminal gesteld. Over de persoon om wie het gaat wordt niets
    gevraagd of bewaard. De exitcode is 0 als al het gevraagde mag worden gedeeld met de genoemde plichten, 10 als dat
    alleen met motivering mag, 11 als er eerst een machtiging moet zijn, 12 als de Privacy Office moet antwoorden en 13
    als iets niet mag worden gedeeld; 2 als de vraag niet klopt.
    """
    from avggraph.share import Terms, assess, load_guide, understand
    from avggraph.share.loading import BASE
    from avggraph.share.register import in_register

    chosen = format or _ENDINGS.get(out.suffix.lower() if out else "")
    if chosen not in FORMATS:
        raise UsageError(
            f"Formaat {format or (out.suffix if out else '')!r} bestaat niet.",
            advice=f"Kies uit: {', '.join(FORMATS)}.",
        )
    language = language_of(lang)
    if requester is None and data is None and sys.stdin.isatty():
        requester, own, data, necessary, purpose, mandate, asset = _ask(language)
    base = base_uri or (_base_of(graph) if graph else BASE)
    policy = load_guide(guide, base)
    terms = Terms.load(base)
    question = understand(
        terms, policy, requester or "", data or "", own=own or "", necessary=_necessity(necessary),
        purpose=purpose or "", mandate=mandate, document=asset or "",
    )  # fmt: skip
    answer = assess(policy, question)
    register = None
    if graph or endpoint:
        with engine_of(graph, endpoint, None, timeout, union) as engine:
            register = in_register(engine, terms, answer)
    text = _rendered(answer, register, chosen, language)
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8", newline="")
    if answer.outcome.strictness:
        raise typer.Exit(_NOT_JUST_SO + answer.outcome.strictness)


def _rendered(answer: Answer, register: InRegister | None, chosen: str, language: Language) -> str:
    from avggraph.headed_lists import as_markdown, as_text
    from avggraph.share.for_people import sections, title
    from avggraph.share.for_programs import as_json
    from avggraph.share.reports import as_turtle

    match chosen:
        case "json":
            return json.dumps(as_json(answer, register), ensure_ascii=False, indent=2) + "\n"
        case "turtle":
            return as_turtle(answer)
        case _:
            write = as_markdown if chosen == "markdown" else as_text
            return write(title(answer, language), sections(answer, register, language))


def _ask(language: Language) -> tuple[str, str, str, str | None, str, str | None, str]:
    """Ask in the terminal what the options would say.

    An empty answer states nothing; what must be said is asked again.
    """
    from avggraph.share.words import say

    def answer(key: str, *, needed: bool = False) -> str:
        while True:
            said = str(typer.prompt(say(language, f"ask.{key}"), default="", show_default=False)).strip()
            if said or not needed:
                return said

    requester, own, data = answer("requester", needed=True), answer("for"), answer("data", needed=True)
    necessary = answer("necessary")
    while necessary and necessary.casefold() not in (*_YES, *_NO):
        necessary = answer("necessary")
    return requester, own, data, necessary, answer("purpose"), answer("mandate") or None, answer("asset")


def _necessity(stated: str | None) -> Necessity:
    from avggraph.share import Necessity

    if not stated:
        return Necessity.NOT_STATED
    if stated.casefold() in _YES:
        return Necessity.YES
    if stated.casefold() in _NO:
        return Necessity.NO
    raise UsageError(f"--necessary {stated!r} is geen ja of nee.", advice="Kies yes of no, of laat de optie weg.")


def _base_of(graph: Path) -> str:
    from avggraph.store import open_output

    return open_output(graph).base
