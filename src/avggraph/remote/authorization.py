"""The header `Authorization`: Basic (RFC 7617), Bearer (RFC 6750) and Digest (RFC 7616), as a server challenges."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from avggraph.remote.credentials import Credentials, Password, Token

_SCHEME = re.compile(r"\s*,?\s*(?P<scheme>[A-Za-z][\w.-]*)(?=\s+[\w.-]+\s*=|\s*$|\s*,|\s+[\w+/=-]+\s*(?:,|$))")
_PARAMETER = re.compile(r'\s*,?\s*(?P<name>[\w.-]+)\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^\s,"]+))')
_ALGORITHMS = {"SHA-256": hashlib.sha256, "MD5": hashlib.md5}


@dataclass(frozen=True, slots=True)
class Challenge:
    """One way a server asks a client to name itself; the scheme is in lower case."""

    scheme: str
    parameters: Mapping[str, str]


def parse_challenges(headers: Iterable[str]) -> tuple[Challenge, ...]:
    """Read the values of `WWW-Authenticate` (RFC 9110, section 11.6.1).

    >>> [each.scheme for each in parse_challenges(['Digest realm="a, b", nonce="n", Basic realm="c"'])]
    ['digest', 'basic']
    """
    found = []
    for header in headers:
        place = 0
        while scheme := _SCHEME.match(header, place):
            place = scheme.end()
            parameters = {}
            while parameter := _PARAMETER.match(header, place):
                place = parameter.end()
                quoted = parameter["quoted"]
                value = parameter["plain"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
                parameters[parameter["name"].lower()] = value
            found.append(Challenge(scheme["scheme"].lower(), parameters))
    return tuple(found)


class Authorization:
    """Names the user to one server: a token at once, a password only in the way the server challenges."""

    def __init__(
        self, credentials: Credentials | None, nonce: Callable[[], str] = lambda: secrets.token_hex(16)
    ) -> None:
        self._credentials = credentials
        self._nonce = nonce
        self._challenge: Challenge | None = None
        self._count = 0

    @property
    def is_possible(self) -> bool:
        """Whether there is anything to name the user with."""
        return self._credentials is not None

    def header(self, method: str, target: str) -> str | None:
        """Give the value for a request; None while nothing is to be sent."""
        match self._credentials, self._challenge:
            case Token(token), _:
                return f"Bearer {token}"
            case Password(user, password), Challenge("basic"):
                return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
            case Password(user, password), Challenge("digest", parameters):
                self._count += 1
                return _digest(user, password, parameters, method, target, self._count, self._nonce())
            case _:
                return None

    def challenged(self, headers: Iterable[str]) -> bool:
        """Take a server's challenge; say whether a new attempt can satisfy it. Digest goes before Basic."""
        if not isinstance(self._credentials, Password):
            return False
        usable = [each for each in parse_challenges(headers) if each.scheme == "basic" or _is_known_digest(each)]
        if not usable:
            return False
        chosen = min(usable, key=lambda each: each.scheme != "digest")
        before, self._challenge = self._challenge, chosen
        self._count = 0
        return before is None or (chosen.scheme == "digest" and chosen.parameters.get("stale", "").lower() == "true")


def _is_known_digest(challenge: Challenge) -> bool:
    asked = challenge.parameters
    return (
        challenge.scheme == "digest"
        and "nonce" in asked
        and asked.get("algorithm", "MD5").upper() in _ALGORITHMS
        and ("qop" not in asked or "auth" in re.split(r"[\s,]+", asked["qop"]))
    )


def _digest(
    user: str, password: str, asked: Mapping[str, str], method: str, target: str, count: int, cnonce: str
) -> str:
    algorithm = asked.get("algorithm", "MD5")
    realm, nonce = asked.get("realm", ""), asked["nonce"]

    def hashed(*parts: str) -> str:
        return _ALGORITHMS[algorithm.upper()](":".join(parts).encode()).hexdigest()

    one, two = hashed(user, realm, password), hashed(method, target)
    fields = [("username", user), ("realm", realm), ("nonce", nonce), ("uri", target)]
    bare = ""
    if "qop" in asked:
        fields += [("cnonce", cnonce), ("response", hashed(one, nonce, f"{count:08x}", cnonce, "auth", two))]
        bare = f", qop=auth, nc={count:08x}"
    else:
        fields.append(("response", hashed(one, nonce, two)))
    if "opaque" in asked:
        fields.append(("opaque", asked["opaque"]))
    if "algorithm" in asked:
        bare += f", algorithm={algorithm}"
    return "Digest " + ", ".join(f'{name}="{_quoted(value)}"' for name, value in fields) + bare


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
