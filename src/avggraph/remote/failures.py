"""What can go wrong with a server, in words: each failure as one error, with the address and what to do."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from collections.abc import Mapping

from avggraph.errors import EndpointError, Where
from avggraph.printable import shortened
from avggraph.remote.address import Address
from avggraph.remote.message import Response
from avggraph.remote.retry import asked_pause

# Of what a server says of itself, as much as a person reads.
_READ = 4_000
_SHOWN = 120
_MARKUP = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^>]*>", re.IGNORECASE | re.DOTALL)
_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml"})

_STATUS: Mapping[int, tuple[str, str]] = {
    403: ("De server staat dit niet toe (403).", "Vraag de beheerder om rechten."),
    404: ("Op dit adres is niets (404).", "Kijk het pad na, zoals /query, /sparql of /store."),
    405: ("De server kent dit soort verzoek hier niet (405).", "Kijk na of dit adres vragen of grafen aanneemt."),
    406: (
        "De server kan het antwoord niet in een bekend formaat geven (406).",
        "Kijk na of dit een SPARQL-endpoint is.",
    ),
    407: ("De proxy vraagt een naam en wachtwoord (407).", "Zet ze in http_proxy of https_proxy."),
    413: ("Het verzoek is de server te groot (413).", "Laat de beheerder de grens verhogen."),
    429: ("De server krijgt te veel verzoeken (429).", "Wacht even, en probeer het opnieuw."),
    502: ("Achter dit adres antwoordt geen server (502).", "Probeer het later opnieuw."),
    503: ("De server is even niet beschikbaar (503).", "Probeer het later opnieuw."),
    504: ("De server achter dit adres antwoordt niet op tijd (504).", "Vraag minder tegelijk, of probeer het later."),
}


def of_network(error: Exception, address: Address, seconds: float) -> EndpointError:
    """Say why no answer came; `seconds` is the time there was."""
    match error:
        case TimeoutError():
            what, advice = (
                f"Er kwam binnen {seconds:g} seconden geen volledig antwoord.",
                "Geef meer tijd met --timeout, of vraag minder tegelijk.",
            )
        case socket.gaierror():
            what, advice = "Deze servernaam is niet te vinden.", "Kijk de naam na, en of er een netwerk is."
        case ConnectionRefusedError():
            what, advice = "Op dit adres luistert geen server.", "Start de server, of kijk de poort na."
        case ssl.SSLCertVerificationError():
            what, advice = (
                f"Het certificaat is niet te vertrouwen: {shortened(error.verify_message)}.",
                "Kijk de naam na; wijs voor een eigen certificaat het bestand aan met SSL_CERT_FILE.",
            )
        case ssl.SSLError():
            what, advice = "De versleutelde verbinding komt niet tot stand.", "Kijk na of dit adres https spreekt."
        case http.client.IncompleteRead():
            what, advice = "Het antwoord brak halverwege af.", "Probeer het opnieuw; kijk anders in het logboek daar."
        case http.client.RemoteDisconnected() | ConnectionError():
            what, advice = "De server verbrak de verbinding.", "Probeer het opnieuw; kijk anders in het logboek daar."
        case http.client.HTTPException():
            what, advice = "Op dit adres spreekt geen webserver.", "Kijk de poort na, en http of https."
        case _:
            what, advice = f"De server is niet te bereiken: {shortened(str(error))}.", "Kijk het netwerk na."
    return EndpointError(what, where=Where(str(address)), advice=advice)


def of_status(response: Response, address: Address, *, named: bool) -> EndpointError:
    """Say what a status means; `named` tells whether the user was named to the server."""
    status, where = response.status, Where(str(address))
    if 300 <= status < 400:
        to = shortened(response.header("Location").partition("?")[0])
        return EndpointError(
            f"De server verwijst door naar {to or 'een ander adres'} ({status}); dat wordt niet gevolgd.",
            where=where,
            advice="Geef dat adres zelf, als u het vertrouwt.",
        )
    if status == 401 and named:
        what, advice = "De server weigert deze naam met dit wachtwoord of token (401).", "Kijk ze na, en de rechten."
    elif status == 401:
        what, advice = (
            "De server wil weten wie u bent (401).",
            "Zet AVGGRAPH_ENDPOINT_USER en AVGGRAPH_ENDPOINT_PASSWORD, of AVGGRAPH_ENDPOINT_TOKEN, of ~/.netrc.",
        )
    elif status in _STATUS:
        what, advice = _STATUS[status]
    else:
        what, advice = f"De server antwoordt met een fout ({status}).", "Kijk in het logboek van de server."
    if (pause := asked_pause(response.header("Retry-After"))) is not None:
        advice = f"Probeer het over {pause:.0f} seconden opnieuw; dat vraagt de server."
    said = words_of(response)
    return EndpointError(f"{what} Hij zegt: {said}" if said else what, where=where, advice=advice)


def of_web_page(response: Response, address: Address) -> EndpointError:
    """Say that an address answers with a page for people."""
    return EndpointError(
        f"Dit adres geeft een webpagina, geen antwoord: “{words_of(response)}”",
        where=Where(str(address)),
        advice="Geef het adres waar de server zelf vragen aanneemt; vaak eindigt het op /query of /sparql.",
    )


def is_web_page(response: Response) -> bool:
    """Tell whether a response is a page for people, by its type or its first words."""
    start = response.body[:100].lstrip().lower()
    return response.media_type in _MARKUP_TYPES or start.startswith((b"<!doctype html", b"<html"))


def words_of(response: Response) -> str:
    """Give the first words of a response, without markup and fit to show."""
    text = response.body[:_READ].decode("utf-8", errors="replace")
    return shortened(_MARKUP.sub(" ", text) if is_web_page(response) else text, _SHOWN)
