"""Names and passwords: where they are found, when they are sent, and that they are never seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph.errors import UsageError
from avggraph.remote import Address, Password, Token, credentials_for
from avggraph.remote.authorization import Authorization, parse_challenges

HERE = Address.parse("http://localhost:8890/sparql-auth")
USER, PASSWORD, TOKEN = (f"AVGGRAPH_ENDPOINT_{name}" for name in ("USER", "PASSWORD", "TOKEN"))


def netrc_at(path: Path, mode: int = 0o600) -> Path:
    path.write_text("machine localhost login dba password geheim\ndefault login ander password ook-geheim\n")
    path.chmod(mode)
    return path


def test_of_the_environment() -> None:
    assert credentials_for(HERE, {USER: "dba", PASSWORD: "gé:heim"}) == Password("dba", "gé:heim")
    assert credentials_for(HERE, {TOKEN: "abc"}) == Token("abc")
    assert credentials_for(HERE, {}) is None


def test_of_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert credentials_for(HERE, {}) is None
    netrc_at(tmp_path / ".netrc")
    assert credentials_for(HERE, {}) == Password("dba", "geheim")
    assert credentials_for(HERE, {USER: "een", PASSWORD: "twee"}) == Password("een", "twee")
    assert credentials_for(Address.parse("https://elders.example/"), {}) is None
    named = netrc_at(tmp_path / "ander")
    assert credentials_for(HERE, {"NETRC": str(named)}) == Password("dba", "geheim")


def test_a_netrc_that_is_open_to_others_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    netrc_at(tmp_path / ".netrc", 0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        credentials_for(HERE, {})


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({USER: "dba"}, "er één gezet"),
        ({PASSWORD: "geheim"}, "er één gezet"),
        ({USER: "dba", PASSWORD: "geheim", TOKEN: "abc"}, "beide gezet"),
        ({TOKEN: "geheim\r\nHost: elders"}, "niet in een verzoek"),
        ({TOKEN: "gehéim"}, "niet in een verzoek"),
        ({"NETRC": "/nergens/netrc"}, "er niet"),
    ],
)
def test_what_is_half_or_wrong_is_refused(environ: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        credentials_for(HERE, environ)
    assert "geheim" not in str(caught.value)


def test_nothing_goes_over_the_network_unencrypted() -> None:
    given = {USER: "dba", PASSWORD: "geheim"}
    with pytest.raises(UsageError, match="onversleuteld"):
        credentials_for(Address.parse("http://data.example/sparql"), given)
    assert credentials_for(Address.parse("https://data.example/sparql"), given)


def test_they_are_never_seen() -> None:
    assert "geheim" not in repr((Password("dba", "geheim"), Token("geheim")))


# RFC 2617, section 3.5, and RFC 7616, section 3.9.1.
@pytest.mark.parametrize(
    ("challenge", "password", "cnonce", "response"),
    [
        (
            'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", '
            'opaque="5ccc069c403ebaf9f0171e9517f40e41"',
            "Circle Of Life",
            "0a4f113b",
            "6629fae49393a05397450978507c4ef1",
        ),
        (
            'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, '
            'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtz"',
            "Circle of Life",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        ),
        (
            'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, '
            'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtz"',
            "Circle of Life",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            "8ca523f5e9506fed4657c9700eebdbec",
        ),
    ],
)
def test_digest_gives_the_answers_of_the_rfcs(challenge: str, password: str, cnonce: str, response: str) -> None:
    authorization = Authorization(Password("Mufasa", password), nonce=lambda: cnonce)
    assert authorization.header("GET", "/dir/index.html") is None
    assert authorization.challenged([challenge])
    header = authorization.header("GET", "/dir/index.html") or ""
    assert f'response="{response}"' in header
    assert "nc=00000001" in header
    assert "nc=00000002" in (authorization.header("GET", "/dir/index.html") or "")


def test_a_stale_nonce_is_renewed_and_a_wrong_password_is_not_tried_again() -> None:
    authorization = Authorization(Password("a", "b"))
    assert authorization.challenged(['Digest realm="r", nonce="1", stale="false"'])
    assert not authorization.challenged(['Digest realm="r", nonce="2", stale="false"'])
    assert authorization.challenged(['Digest realm="r", nonce="3", stale=TRUE'])


def test_digest_goes_before_basic_and_basic_is_written_as_utf_8() -> None:
    both = 'Basic realm="r, q", Digest realm="r", nonce="n", Negotiate'
    assert [each.scheme for each in parse_challenges([both])] == ["basic", "digest", "negotiate"]
    authorization = Authorization(Password("a", "b"))
    authorization.challenged([both])
    assert (authorization.header("GET", "/") or "").startswith("Digest ")
    basic = Authorization(Password("dba", "gé"))
    basic.challenged(['Basic realm="r"'])
    assert basic.header("GET", "/") == "Basic ZGJhOmfDqQ=="


@pytest.mark.parametrize(
    "challenge", ["", "Negotiate", 'Digest realm="r", nonce="n", algorithm=SHA-512', 'Digest nonce="n", qop="auth-int"']
)
def test_a_way_that_is_not_known_is_not_tried(challenge: str) -> None:
    assert not Authorization(Password("a", "b")).challenged([challenge])
