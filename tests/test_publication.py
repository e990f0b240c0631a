"""A publisher's file: what is read, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from avggraph import resources
from avggraph.bilingual import Bilingual
from avggraph.errors import UsageError
from avggraph.publication import Publication, codes, load_publication, missing_facts, parse_publication


def test_the_example_is_read_whole() -> None:
    read = load_publication(resources.data("publication-example.toml"))
    assert read.base == "https://avg.voorbeeld.example/"
    assert read.title.en == "GDPR register of Exampleland (example)"
    assert [theme.name.nl for theme in read.themes] == ["Overheid en publieke sector"]
    assert read.access_rights == codes("access-rights")["PUBLIC"]
    assert (read.issued, read.modified) == (date(2026, 11, 1), date(2026, 11, 29))
    assert read.sparql and read.sparql.description.nl
    assert read.creator and read.publisher and read.creator.iri == read.publisher.iri
    assert missing_facts(read) == ()


def test_an_empty_file_tells_nothing() -> None:
    assert parse_publication("", "about.toml") == Publication()


def test_words_are_put_on_one_line() -> None:
    read = parse_publication('[dataset]\ntitle = { nl = """Een\n  titel""" }', "about.toml")
    assert read.title == Bilingual("Een titel")


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("naam = 'x'", "naam", "Kies uit: base, contact, creator"),
        ("[dataset]\ntheme = ['GOVE']", "dataset.theme", "themes"),
        ("[dataset]\nthemes = ['OVERHEID']", "dataset.themes", "Kies uit: AGRI, ECON"),
        ("[dataset]\nthemes = 'GOVE'", "dataset.themes", "een lijst"),
        ("[dataset]\naccess-rights = 'OPEN'", "dataset.access-rights", "PUBLIC, RESTRICTED, NON_PUBLIC"),
        ("[dataset]\nlicence = 'CC0'", "dataset.licence", "een IRI"),
        ("[dataset]\nlicence = 'https://a.example/> <urn:x'", "dataset.licence", "een IRI"),
        ("[dataset]\nissued = '2026-01-01'", "dataset.issued", "JJJJ-MM-DD"),
        ("[dataset]\nissued = 2026-01-01T10:00:00", "dataset.issued", "JJJJ-MM-DD"),
        ("[dataset]\ntitle = 'Register'", "dataset.title", "een tabel"),
        ('[dataset]\ntitle = { nl = "a\\u001bb" }', "dataset.title.nl", "tekst"),
        ("[dataset]\ntitle = { de = 'Register' }", "dataset.title.de", "en, nl"),
        ("[publisher]\nname = 'X'", "publisher.iri", "een IRI"),
        ("[publisher]\niri = 'https://x.example/'", "publisher.name", "tekst"),
        ("[contact]\nname = 'X'", "contact.email", "een e-mailadres"),
        ("[contact]\nname = 'X'\nemail = 'geen adres'", "contact.email", "een e-mailadres"),
        ("[sparql]\nendpoint = 'ftp://x.example/'", "sparql.endpoint", "een IRI"),
    ],
)
def test_what_is_not_understood_is_named(text: str, field: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        parse_publication(text, "about.toml")
    assert caught.value.where and caught.value.where.field == field


def test_a_base_is_an_address_with_a_slash() -> None:
    with pytest.raises(UsageError, match="eindigt op een schuine streep"):
        parse_publication("base = 'https://x.example'", "about.toml")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "about.toml").write_text("[dataset", encoding="utf-8")
    with pytest.raises(UsageError, match=r"about\.toml.*geen TOML"):
        load_publication(tmp_path / "about.toml")
    with pytest.raises(UsageError, match=r"weg\.toml.*niet te lezen"):
        load_publication(tmp_path / "weg.toml")
