"""Credentials: from the environment or netrc, for one server, and never to be seen."""

from __future__ import annotations

import netrc
from collections.abc import Mapping
from dataclasses import dataclass, field

from avggraph.errors import UsageError, Where
from avggraph.remote.address import Address

USER = "AVGGRAPH_ENDPOINT_USER"
PASSWORD = "AVGGRAPH_ENDPOINT_PASSWORD"
TOKEN = "AVGGRAPH_ENDPOINT_TOKEN"


@dataclass(frozen=True, slots=True)
class Password:
    """A user's name and password, for Basic or Digest, whichever the server asks."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """A token, sent as a bearer's (RFC 6750)."""

    token: str = field(repr=False)


Credentials = Password | Token


def credentials_for(address: Address, environ: Mapping[str, str]) -> Credentials | None:
    """Find what opens a server: a token, a name with password, or the server's lines in netrc (`NETRC`, ~/.netrc).

    None where nothing is set. Raises `UsageError` for half a pair, a value that cannot stand in a header, a netrc that
    cannot be read or, as the standard library demands, is open to others; and for credentials that would go over the
    network unencrypted.

    >>> here = Address.parse("http://localhost:8890/sparql-auth")
    >>> credentials_for(here, {"AVGGRAPH_ENDPOINT_USER": "dba", "AVGGRAPH_ENDPOINT_PASSWORD": "geheim"})
    Password(user='dba')
    """
    found = _of_environment(environ) or _of_netrc(address.host, environ)
    if found and address.scheme == "http" and not address.is_loopback:
        raise UsageError(
            f"Naar {address.host} zouden naam en wachtwoord onversleuteld gaan.",
            advice="Geef een adres met https://, of ga door een tunnel vanaf localhost.",
        )
    return found


def _of_environment(environ: Mapping[str, str]) -> Credentials | None:
    token, user, password = (environ.get(name, "") for name in (TOKEN, USER, PASSWORD))
    for name, value in ((TOKEN, token), (USER, user), (PASSWORD, password)):
        if not value.isprintable():
            raise UsageError(f"{name} bevat een teken dat niet in een verzoek kan staan.")
    if token and (user or password):
        raise UsageError(
            f"{TOKEN} en {USER} of {PASSWORD} zijn beide gezet.", advice="Laat één manier staan om u te melden."
        )
    if bool(user) != bool(password):
        raise UsageError(f"Van {USER} en {PASSWORD} is er één gezet.", advice="Zet ze allebei.")
    if token and not token.isascii():
        raise UsageError(f"{TOKEN} bevat een teken dat niet in een verzoek kan staan.")
    if token:
        return Token(token)
    return Password(user, password) if user else None


def _of_netrc(host: str, environ: Mapping[str, str]) -> Credentials | None:
    named = environ.get("NETRC") or None
    path = named or "~/.netrc"
    try:
        # Of the file it finds itself, the library checks that it is closed to others.
        lines = netrc.netrc(named).hosts
    except FileNotFoundError as error:
        if named is None:
            return None
        raise UsageError("Dit bestand is er niet.", where=Where(path), advice="Kijk NETRC na.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("Dit bestand is niet te lezen.", where=Where(path), advice="Kijk de rechten na.") from error
    except netrc.NetrcParseError as error:
        raise UsageError(
            f"Dit bestand is niet te gebruiken: {error.msg}.",
            where=Where(path, error.lineno),
            advice="Maak het leesbaar voor uzelf alleen (chmod 600), en schrijf: machine … login … password ….",
        ) from error
    # Only the server's own lines: those of "default" are for everyone, and a password is not.
    login, _, password = lines.get(host, ("", "", ""))
    return Password(login, password or "") if login else None
