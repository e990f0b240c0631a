"""Several descriptions in one file."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from avggraph.extract import extract
from avggraph.extract.split import split_descriptions
from avggraph.read import Limits, SourceFile, read_file
from avggraph.text import Cell, SourceText, Span

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "data" / "examples").glob("voorbeeld-*"))


def read(path: Path) -> SourceText:
    return read_file(SourceFile(path.name, path), Limits())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_file_with_one_description_stays_as_it_is(path: Path) -> None:
    source = read(path)
    assert split_descriptions(source) == (source,)


@pytest.mark.parametrize("shared_file", ["000_4e2825f244fe8616.txt", "001_e3ffceb574cb1b5b.txt",
                                         "002_ca0a81c3e5d5315a.txt", "003_a5abe0d321cfaa01.txt",
                                         "004_31e2273a3223676b.txt"])  # fmt: skip
def test_a_real_document_stays_as_it_is(shared: Path, shared_file: str) -> None:
    source = read(shared / "seeds" / shared_file)
    assert split_descriptions(source) == (source,)


@pytest.mark.parametrize(("one", "other"), list(pairwise(EXAMPLES)), ids=lambda path: path.stem)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\f", "\n---\n"])
def test_two_descriptions_in_one_file_are_read_as_if_they_stood_alone(one: Path, other: Path, between: str) -> None:
    first, second = read(one), read(other)
    both = SourceText.of("register.txt", first.text.rstrip("\n") + between + second.text)
    parts = split_descriptions(both)
    assert [part.path for part in parts] == ["register.txt#1", "register.txt#2"]
    assert "".join(part.text for part in parts) == both.text
    for part, alone in zip(parts, (first, second), strict=True):
        found, wanted = extract(part), extract(alone)
        assert found.layout == wanted.layout
        assert found.title is not None
        assert wanted.title is not None
        assert found.title.text == wanted.title.text
        assert [one.name and one.name.text for one in found.controllers] == [
            one.name and one.name.text for one in wanted.controllers
        ]
        assert len(found.data_records) == len(wanted.data_records)
        assert len(found.purposes) == len(wanted.purposes)


def test_a_foreword_stays_with_the_first_description() -> None:
    text = "Ons register\n\nBasisgegevens\nNaam verwerking A\nBasisgegevens\nNaam verwerking B\n"
    first, second = split_descriptions(SourceText.of("r.txt", text))
    assert first.text == "Ons register\n\nBasisgegevens\nNaam verwerking A\n"
    assert second.text == "Basisgegevens\nNaam verwerking B\n"


def test_a_heading_that_every_page_repeats_begins_no_description() -> None:
    heading = "Beschrijving van gegevensverwerking\n"
    text = f"{heading}Omschrijving Post\nReferentienummer M1\n\f{heading}Ontvangers\nPostNL\n"
    source = SourceText.of("s.txt", text)
    assert split_descriptions(source) == (source,)


def test_a_structured_source_is_never_parted() -> None:
    text = "Basisgegevens\nNaam verwerking A\nBasisgegevens\nNaam verwerking B\n"
    source = SourceText.of("r.json", text, kind="json", cells=(Cell(("Naam",), Span(14, 31)),))
    assert split_descriptions(source) == (source,)
