"""The command that serves a build or a site: `serve`."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avggraph.cli.arguments import About, Earlier, Endpoint, Oins, Quiet
from avggraph.cli.options import seconds_of, setting_of, size_in_bytes
from avggraph.errors import UsageError

if TYPE_CHECKING:
    from avggraph.serve import Limits
    from avggraph.serve.questions import AnyDatabase
    from avggraph.store import Output

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def serve(
    folder: Annotated[
        Path, typer.Argument(help="De map die `avggraph build` of `avggraph publish` schreef.", show_default=False)
    ],
    site: Annotated[
        Path | None, typer.Option(help="De bladzijden uit deze map van `avggraph publish`; anders worden ze gemaakt.")
    ] = None,
    about: About = None,
    earlier: Earlier = None,
    oins: Oins = None,
    endpoint: Endpoint = None,
    host: Annotated[str, typer.Option(help="Het adres om op te luisteren.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="De poort; 0 voor een vrije.")] = 8000,
    public_url: Annotated[
        str | None, typer.Option(help="Het adres waaronder de server bekend is, zoals https://data.voorbeeld.nl/.")
    ] = None,
    base_iri: Annotated[
        str | None, typer.Option(help="Basis van alle IRI's, waar een map van `avggraph publish` die niet kent.")
    ] = None,
    register: Annotated[
        str, typer.Option(help="Naam van het register in de IRI's, waar zo'n map die niet kent.")
    ] = "rijksoverheid",
    timeout: Annotated[float, typer.Option(help="Seconden voor een vraag met haar hele antwoord.")] = 30,
    max_answer: Annotated[float, typer.Option(help="Grootste antwoord, in MB.")] = 100,
    max_query: Annotated[int, typer.Option(min=1, help="Langste vraag, in tekens.")] = 100_000,
    max_queries: Annotated[int, typer.Option(min=1, help="Vragen die tegelijk worden beantwoord.")] = 8,
    max_waiting: Annotated[int, typer.Option(min=0, help="Vragen die daarnaast wachten.")] = 100,
    max_memory: Annotated[
        float, typer.Option(help="Geheugen van de database, in MB, waar het systeem dat kan begrenzen.")
    ] = 4000,
    allow_service: Annotated[
        list[str] | None, typer.Option(help="Een openbaar endpoint dat vragen met SERVICE mogen aanroepen.")
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option(help="Een herkomst waarvan scripts mogen lezen; * voor elke.")
    ] = None,
    grace: Annotated[float, typer.Option(help="Seconden die antwoorden krijgen als de server stopt.")] = 10,
    access_log: Annotated[
        bool, typer.Option("--access-log", help="Schrijf elk verzoek op stderr, zonder wie het deed.")
    ] = False,
    log_queries: Annotated[
        bool, typer.Option("--log-queries", help="Schrijf in dat logboek ook de vragen (GET).")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Serveer een graaf of site: bladzijden, gegevens naar keuze van de vrager, en SPARQL op /sparql."""
    from avggraph.graph.naming import DEFAULT_BASE, Naming, is_base
    from avggraph.publish.ledger import base_of_site
    from avggraph.serve import FolderPages, Limits, LivePages, Pages, Settings, make_application
    from avggraph.serve.hosts import allowed_names
    from avggraph.serve.live import addresses_of
    from avggraph.serve.run import Listening, run
    from avggraph.serve.services import public_services
    from avggraph.store import is_build, open_output

    if (about or earlier or oins) and (site or not is_build(folder)):
        raise UsageError(
            "--about, --earlier en --oins zijn voor bladzijden die nog worden gemaakt.",
            advice="Geef ze bij `avggraph publish`, of laat --site weg.",
        )
    if endpoint and allow_service:
        raise UsageError(
            "Welke endpoints een ander endpoint aanroept, is aan zijn beheerder.", advice="Laat --allow-service weg."
        )
    if public_url and not is_base(public_url):
        raise UsageError(
            f"--public-url {public_url} is geen adres van een site.",
            advice="Geef een http(s)-adres dat eindigt op een schuine streep, zoals https://data.voorbeeld.nl/.",
        )
    limits = Limits(
        timeout=seconds_of(timeout),
        answer=size_in_bytes(max_answer),
        query=max_query,
        at_once=max_queries,
        waiting=max_waiting,
        memory=size_in_bytes(max_memory),
    )
    store: Path | None = None
    if is_build(folder):
        output = open_output(folder)
        if site:
            _require_site(site)
            _require_same_base(site, output)
        addresses, store = addresses_of(output), output.store
        pages: Pages = FolderPages(site) if site else LivePages(output, setting_of(about, earlier, oins))
    elif _is_site(folder) and not site:
        published = FolderPages(folder)
        addresses, pages = (
            published.addresses(Naming(base_iri or base_of_site(folder) or DEFAULT_BASE, register)),
            published,
        )
    else:
        raise UsageError(
            f"{folder} is geen map van `avggraph build` of `avggraph publish`.",
            advice="Maak er een met: avggraph build BRON… -o MAP.",
        )
    settings = Settings(
        base=public_url or addresses.naming.base,
        hosts=allowed_names(host, public_url or ""),
        limits=limits,
        services=public_services(allow_service or ()),
        origins=tuple(cors or ()),
        access_log=access_log,
        query_strings=log_queries,
    )
    _start_log(access_log=access_log, quiet=quiet)
    if host not in _LOOPBACK:
        sys.stderr.write(
            f"Let op: de server is op {host} te bereiken door anderen. Zet er een webserver met https voor"
            f"{'' if public_url else ', en noem met --public-url het adres; alleen zo genoemd geeft hij antwoord'}.\n"
        )
    database = _database(store, endpoint, limits)
    application = make_application(pages, addresses, settings, database)

    def ready(address: str) -> None:
        if not quiet:
            typer.echo(f"Luistert op {address} (stoppen: Ctrl-C)")

    with closing(pages):
        run(application, database, Listening(host, port, grace), ready)


def _is_site(folder: Path) -> bool:
    from avggraph.addresses import LEDGER

    return any((folder / name).is_file() for name in (LEDGER, "index.html"))


def _require_site(folder: Path) -> None:
    if not _is_site(folder):
        raise UsageError(
            f"{folder} is geen map van `avggraph publish`.",
            advice="Maak er een met: avggraph publish GRAAF -o MAP.",
        )


def _require_same_base(site: Path, output: Output) -> None:
    """Raise `UsageError` where pages would name things otherwise than the answers beside them."""
    from avggraph.publish.ledger import base_of_site

    base = base_of_site(site)
    if base and base != output.base:
        raise UsageError(
            f"De site in {site} noemt de dingen onder {base}, de graaf in {output.folder} onder {output.base}: de"
            " antwoorden van /sparql zouden namen hebben die op geen bladzijde staan.",
            advice=f"Bouw de graaf met --base-iri {base}, of serveer haar zonder --site.",
        )


def _database(store: Path | None, endpoint: str | None, limits: Limits) -> AnyDatabase | None:
    from avggraph.remote import Address, credentials_for
    from avggraph.serve.database import Database
    from avggraph.serve.remote_database import RemoteDatabase

    if endpoint:
        return RemoteDatabase(endpoint, credentials_for(Address.parse(endpoint), os.environ), limits.timeout)
    return Database(store, limits.timeout, limits.memory) if store else None


def _start_log(*, access_log: bool, quiet: bool) -> None:
    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("avggraph.serve").setLevel(logging.WARNING if quiet else logging.INFO)
    if access_log:
        logging.getLogger("avggraph.serve.access").setLevel(logging.INFO)
