"""A mapping file of wordings: words to concepts without Python and without touching the schemes."""

from __future__ import annotations

from pathlib import Path

import pytest

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.resolve.concepts import ConceptRecogniser
from avggraph.vocabulary import CONCEPT_BASE, load_vocabulary, read_wordings, render_wordings

SCHEME = "persoonsgegevens"


def file_of(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "eigen.sssom.tsv"
    head = render_wordings([], load_vocabulary().schemes, CONCEPT_BASE)
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def row(words: str, concept: str, modifier: str = "", scheme: str = SCHEME) -> str:
    cells = (words, "rdfs literal", "skos:exactMatch", modifier, concept, "", f"concept:{scheme}")
    return "\t".join((*cells, "semapv:ManualMappingCuration", ""))


def found(path: Path | None, text: str) -> list[str]:
    vocabulary = load_vocabulary(wordings=path)
    return [vocabulary[match.concept].slug for match in ConceptRecogniser(vocabulary, SCHEME).find(text)]


def test_a_wording_names_its_concept_in_all_its_forms(tmp_path: Path) -> None:
    path = file_of(tmp_path, row("bereiknummer", f"{SCHEME}:telefoonnummer"))
    assert found(path, "Bereiknummers en naam") == ["telefoonnummer", "naam"]


def test_a_wording_can_be_taken_from_a_concept(tmp_path: Path) -> None:
    assert found(None, "naam, adres") == ["naam", "adres"]
    path = file_of(tmp_path, row("naam", f"{SCHEME}:naam", "Not"))
    assert found(path, "naam, adres") == ["adres"]


def test_words_that_name_no_concept_are_no_longer_left_over(tmp_path: Path) -> None:
    vocabulary = load_vocabulary(wordings=file_of(tmp_path, row("lievelingskleur", "sssom:NoTermFound")))
    recogniser = ConceptRecogniser(vocabulary, SCHEME)
    assert recogniser.find("lievelingskleur") == ()
    assert recogniser.unmatched("lievelingskleur") == ()


def test_the_last_row_for_the_same_words_counts(tmp_path: Path) -> None:
    path = file_of(tmp_path, row("kleurtje", f"{SCHEME}:naam"), row("Kleurtje", f"{SCHEME}:adres"))
    assert found(path, "kleurtje") == ["adres"]


@pytest.mark.parametrize(
    ("line", "where", "what"),
    [
        (row("", f"{SCHEME}:naam"), "subject_label", "heeft geen woorden"),
        (row("kleurtje", f"{SCHEME}:bestaat-niet"), "", "is geen begrip"),
        (row("kleurtje", "onbekend:naam"), "object_id", "voorvoegsel uit curie_map"),
        (row("kleurtje", f"{SCHEME}:naam", scheme="onbekend"), "", "is geen begrip van het schema"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path, line: str, where: str, what: str) -> None:
    path = file_of(tmp_path, line)
    with pytest.raises(KnowledgeError) as caught:
        load_vocabulary(wordings=path)
    assert what in str(caught.value)
    number = len(path.read_text(encoding="utf-8").splitlines())
    assert str(caught.value.where).startswith(f"eigen.sssom.tsv:{number}")
    assert where in str(caught.value.where)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is er niet"):
        load_vocabulary(wordings=tmp_path / "geen.sssom.tsv")


def test_the_projects_own_file_is_sound() -> None:
    read_wordings(resources.ontology("wordings.sssom.tsv"), CONCEPT_BASE)


def test_rendered_rows_are_read_back_once_they_have_a_concept(tmp_path: Path) -> None:
    words = [("schoen\tmaat", SCHEME, "3: M1, M2"), ("kleurtje", SCHEME, "nog in te vullen")]
    text = render_wordings(words, load_vocabulary().schemes, CONCEPT_BASE)
    path = tmp_path / "eigen.sssom.tsv"
    path.write_text(
        text.replace("skos:exactMatch\t\t\t", f"skos:exactMatch\t\t{SCHEME}:kledingmaat\t", 1), encoding="utf-8"
    )
    (wording,) = read_wordings(path, CONCEPT_BASE)
    assert (wording.words, wording.scheme) == ("schoen maat", SCHEME)
