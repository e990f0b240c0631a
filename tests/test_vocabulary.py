"""The concept schemes and their mappings: sound SKOS, real DPV terms, and errors that say where."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import sssom_pydantic
from pyshacl import validate
from rdflib import Graph

from avggraph import resources
from avggraph.errors import KnowledgeError
from avggraph.graph.terms import CONCEPT
from avggraph.resolve.concepts import ConceptRecogniser
from avggraph.vocabulary import (
    NO_TERM_FOUND,
    Concept,
    SchemeMapping,
    Vocabulary,
    concept_iri,
    concept_lines,
    load_vocabulary,
    read_mappings,
)

SCHEMES = (
    "betrokkenen", "bewaartermijnen", "bronnen", "doelen", "doorgifte", "grondslagen", "maatregelen",
    "persoonsgegevens", "rechten", "regels", "rollen", "velden", "verwerkingshandelingen",
)  # fmt: skip
DPV = "https://w3id.org/dpv#"
LOCATIONS = "https://w3id.org/dpv/loc#"
PREF_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")

# The checked list of 230 Dutch terms and what they are in DPV 2.3; the only official list here with DPV's locations.
CHECKED_LIST = "reference/dpv/mapping_nl_dpv23.csv"

# The sections of the checked list whose Dutch terms stand in registers' fields, and the scheme that recognises each.
SECTIONS = {
    "legal-basis": "grondslagen",
    "data-subject": "betrokkenen",
    "personal-data": "persoonsgegevens",
    "purpose": "doelen",
    "source": "bronnen",
}

# What registers also write about permits, fines, animals, contracts and procedures: no word of it says more.
NO_HEALTH_OR_CRIME = (
    "de behandeling van het verzoek", "klachtbehandeling", "hersteloperatie", "beperking van de verwerking",
    "ondersteuningsbehoefte", "land van herkomst", "dierziekte", "inbewaringstelling", "ontslagbrief",
    "boete", "sancties", "overtreding", "opgelegde maatregelen", "dagvaarding", "proceskostenveroordeling",
    "disciplinaire straf", "vreemdelingendetentie", "schade",
)  # fmt: skip

# Words that registers also use for something else name none of these concepts by themselves.
SAYS_NOTHING_OF = (
    ("bedrijf", "werkgever"),
    ("instellingen", "werkgever"),
    ("inschrijving in het handelsregister", "aanmelding"),
    ("plaats van de overtreding", "woonplaats"),
    ("voorkeuren voor de nieuwsbrief", "communicatie"),
    ("datum en tijdstip van de opname", "loggegevens"),
    ("tijdstippen", "suggestie"),
    ("schade aan het voertuig", "schadevergoeding"),
)

# The legal name of one scheme (Regeling identificatie en registratie van dieren), about no person's identity.
ONE_NAME = frozenset({"identificatie en registratie van dieren"})
_JOINT = re.compile(r",\s+|\s+(?:en/of|en|of)\s+")

CONCEPT_FILE = """\
@prefix : <https://w3id.org/avggraph/concept/proef/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

:fiets a skos:Concept ;
    skos:inScheme <https://w3id.org/avggraph/concept/proef> ;
    skos:prefLabel "fiets"@nl , "bicycle"@en ;
    skos:altLabel "rijwiel"@nl ; skos:hiddenLabel "fietz"@nl ;
    skos:definition "Een voertuig met \\"twee\\" wielen."@nl .
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="module")
def personal_data(vocabulary: Vocabulary) -> ConceptRecogniser:
    return ConceptRecogniser(vocabulary, "persoonsgegevens")


@pytest.fixture(scope="module")
def dpv(shared: Path) -> ox.Store:
    store = ox.Store()
    for path in sorted((shared / "reference/dpv/2.3").rglob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def checked_list(shared: Path) -> tuple[dict[str, str], ...]:
    with (shared / CHECKED_LIST).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@pytest.fixture(scope="module")
def mappings() -> tuple[SchemeMapping, ...]:
    paths = (resources.ontology("mappings", f"{scheme}.sssom.tsv") for scheme in SCHEMES)
    return tuple(mapping for path in paths for mapping in read_mappings(path))


def folder_with(tmp_path: Path, concepts: str, mappings: str | None = None) -> Path:
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts/proef.ttl").write_text(concepts, encoding="utf-8")
    if mappings is not None:
        (tmp_path / "mappings").mkdir()
        (tmp_path / "mappings/proef.sssom.tsv").write_text(mappings, encoding="utf-8")
    return tmp_path


def mapping_set(*rows: str) -> str:
    head = "#curie_map:\n#  dpv: https://w3id.org/dpv#\n#  proef: https://w3id.org/avggraph/concept/proef/\n"
    head += "#  skos: http://www.w3.org/2004/02/skos/core#\n#  sssom: https://w3id.org/sssom/\n"
    head += "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tcomment\n"
    return head + "\n".join(rows) + "\n"


def test_the_schemes_are_the_ones_the_graph_uses(vocabulary: Vocabulary) -> None:
    assert vocabulary.schemes == SCHEMES


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_passes_the_dutch_profile_of_skos(scheme: str, shared: Path) -> None:
    concepts = Graph().parse(resources.ontology("concepts", f"{scheme}.ttl"))
    shapes = Graph().parse(shared / "reference/nl-sbb/skos-ap-nl.ttl")
    _, _, report = validate(concepts, shacl_graph=shapes, do_owl_imports=False, allow_infos=False)
    assert report.startswith("Validation Report\nConforms: True"), report


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_mapped_term_is_in_dpv_with_that_label(
    scheme: str, dpv: ox.Store, checked_list: tuple[dict[str, str], ...]
) -> None:
    path = resources.ontology("mappings", f"{scheme}.sssom.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    labels = [row["object_label"] for row in csv.DictReader(lines, delimiter="\t")]
    locations = {row["iri"]: row["dpv_label"] for row in checked_list if row["iri"].startswith(LOCATIONS)}
    for mapping, label in zip(read_mappings(path), labels, strict=True):
        if mapping.object in locations:
            assert label == locations[mapping.object], mapping
        elif mapping.object != NO_TERM_FOUND:
            known = [str(quad.object) for quad in dpv.quads_for_pattern(ox.NamedNode(mapping.object), PREF_LABEL, None)]
            assert f'"{label}"@en' in known, mapping


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_concept_is_mapped_or_said_to_have_no_term(scheme: str, vocabulary: Vocabulary) -> None:
    rows = read_mappings(resources.ontology("mappings", f"{scheme}.sssom.tsv"))
    without = {row.subject for row in rows if row.object == NO_TERM_FOUND}
    assert {concept.iri for concept in vocabulary.scheme(scheme) if not concept.dpv} <= without


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_concept_without_a_term_has_no_exact_match_and_says_why(scheme: str) -> None:
    rows = read_mappings(resources.ontology("mappings", f"{scheme}.sssom.tsv"))
    exact = {row.subject for row in rows if row.predicate.endswith("#exactMatch") and row.object != NO_TERM_FOUND}
    for row in rows:
        assert row.object != NO_TERM_FOUND or (row.comment and row.subject not in exact), row


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_mapping_set_is_valid_sssom(scheme: str) -> None:
    """The SSSOM 1.0 model of another implementation; its required slots are mapping_set_id and license."""
    path = resources.ontology("mappings", f"{scheme}.sssom.tsv")
    read, _, mapping_set, errors = sssom_pydantic.read(path, return_errors=True)
    assert not errors
    assert len(read) == len(read_mappings(path))
    assert str(mapping_set.id) == f"https://w3id.org/avggraph/mapping/{scheme}"
    assert mapping_set.license
    for mapping in read:
        assert mapping.justification.curie == "semapv:ManualMappingCuration"
        assert mapping.subject_source and mapping.subject_source.curie == f"avgc:{scheme}"
        assert mapping.object_source and mapping.object_source.curie == "w3id:dpv"
        assert mapping.object_source_version == "2.3"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_exact_match_is_one_to_one(scheme: str) -> None:
    # skos:exactMatch is transitive and symmetric: two concepts with one exact match would be one concept.
    rows = read_mappings(resources.ontology("mappings", f"{scheme}.sssom.tsv"))
    exact = [row for row in rows if row.predicate.endswith("#exactMatch") and row.object != NO_TERM_FOUND]
    assert len({row.object for row in exact}) == len(exact) == len({row.subject for row in exact}), exact


def test_the_checked_list_is_answered_with_its_relations(
    checked_list: tuple[dict[str, str], ...], mappings: tuple[SchemeMapping, ...]
) -> None:
    answered = {(mapping.object, mapping.predicate.rpartition("#")[2]) for mapping in mappings}
    wanted = {(row["iri"], f"{row['relation']}Match") for row in checked_list if row["iri"]}
    assert wanted <= answered, sorted(wanted - answered)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_terms_of_the_checked_list_are_recognised(
    section: str,
    vocabulary: Vocabulary,
    checked_list: tuple[dict[str, str], ...],
    mappings: tuple[SchemeMapping, ...],
) -> None:
    recogniser = ConceptRecogniser(vocabulary, SECTIONS[section])
    rows = [row for row in checked_list if row["section"] == section]
    assert rows
    for row in rows:
        found = {match.concept for match in recogniser.find(row["dutch"])}
        above = {ancestor for iri in found for ancestor in vocabulary.ancestors(iri)}
        terms = {mapping.object for mapping in mappings if mapping.subject in found | above}
        assert (row["iri"] or NO_TERM_FOUND) in terms, (row["dutch"], found)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_label_names_two_concepts_of_a_scheme(scheme: str, vocabulary: Vocabulary) -> None:
    assert ConceptRecogniser(vocabulary, scheme).scheme == scheme


@pytest.mark.parametrize("scheme", ["betrokkenen", "doelen", "persoonsgegevens"])
def test_a_concept_is_recognised_by_each_of_its_labels(scheme: str, vocabulary: Vocabulary) -> None:
    recogniser = ConceptRecogniser(vocabulary, scheme)
    for concept in vocabulary.scheme(scheme):
        for label in concept.labels:
            assert {match.concept for match in recogniser.find(label)} == {concept.iri}, label


@pytest.mark.parametrize("scheme", ["betrokkenen", "doelen", "persoonsgegevens"])
def test_no_label_joins_the_labels_of_two_concepts(scheme: str, vocabulary: Vocabulary) -> None:
    """A text that names two concepts at once would be taken for one of them."""
    concepts = vocabulary.scheme(scheme)
    named = {label.casefold(): concept.slug for concept in concepts for label in concept.labels}
    for concept in concepts:
        for label in set(concept.labels) - ONE_NAME:
            parts = [named.get(part.casefold()) for part in _JOINT.split(label)]
            assert None in parts or len(set(parts)) == 1, label


@pytest.mark.parametrize("words", NO_HEALTH_OR_CRIME)
def test_ambiguous_words_are_no_special_category_and_no_criminal_data(
    words: str, vocabulary: Vocabulary, personal_data: ConceptRecogniser
) -> None:
    top = {concept_iri("persoonsgegevens", slug) for slug in ("bijzonder", "strafrechtelijk")}
    for match in personal_data.find(words):
        assert top.isdisjoint({match.concept, *vocabulary.ancestors(match.concept)}), match


@pytest.mark.parametrize(("words", "slug"), SAYS_NOTHING_OF)
def test_words_name_no_concept_they_only_might_mean(
    words: str, slug: str, vocabulary: Vocabulary, personal_data: ConceptRecogniser
) -> None:
    other = concept_iri("persoonsgegevens", slug)
    for match in personal_data.find(words):
        assert other not in {match.concept, *vocabulary.ancestors(match.concept)}, match


def test_a_definition_is_a_sentence(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        assert concept.definition[0].isupper(), concept.iri
        assert concept.definition.endswith("."), concept.iri


def is_special(concept: Concept) -> bool:
    return DPV + "SpecialCategoryPersonalData" in concept.types


def test_special_categories_are_those_below_bijzonder(vocabulary: Vocabulary) -> None:
    top = concept_iri("persoonsgegevens", "bijzonder")
    for concept in vocabulary.scheme("persoonsgegevens"):
        assert is_special(concept) == (top in {concept.iri, *vocabulary.ancestors(concept.iri)}), concept.iri


def test_what_dpv_calls_special_is_special_here(vocabulary: Vocabulary, dpv: ox.Store) -> None:
    below = "SELECT ?term { ?term <http://www.w3.org/2004/02/skos/core#broader>* ?top }"
    answers = dpv.query(below.replace("?top", f"<{DPV}SpecialCategoryPersonalData>"))
    assert isinstance(answers, ox.QuerySolutions)
    special = {str(answer["term"])[1:-1] for answer in answers}
    assert "https://w3id.org/dpv/pd#MedicalHealth" in special
    for concept in vocabulary.scheme("persoonsgegevens"):
        assert is_special(concept) or special.isdisjoint(concept.dpv), concept.iri


def test_criminal_data_are_no_special_category(vocabulary: Vocabulary) -> None:
    top = concept_iri("persoonsgegevens", "strafrechtelijk")
    criminal = [c for c in vocabulary.scheme("persoonsgegevens") if top in {c.iri, *vocabulary.ancestors(c.iri)}]
    assert {"strafrechtelijk", "strafbaar-feit", "veroordeling"} <= {concept.slug for concept in criminal}
    assert not any(map(is_special, criminal))


def test_what_the_authority_calls_sensitive_is_sensitive_here(vocabulary: Vocabulary) -> None:
    """Finances, work and school results, login data (its rules on data breaches, 2015); location (WP 248 rev.01)."""
    named = {"financieel", "functioneren", "gevoelig", "locatie", "schulden", "studieresultaat", "wachtwoord"}
    for concept in vocabulary.scheme("persoonsgegevens"):
        above = {vocabulary[iri].slug for iri in vocabulary.ancestors(concept.iri)} | {concept.slug}
        if above & named and not is_special(concept):
            assert DPV + "SensitivePersonalData" in concept.types, concept.iri


def test_all_personal_data_are_typed_for_the_graph(vocabulary: Vocabulary) -> None:
    assert all(DPV + "PersonalData" in concept.types for concept in vocabulary.scheme("persoonsgegevens"))


def test_narrower_concepts_stay_in_their_scheme(vocabulary: Vocabulary) -> None:
    for concept in vocabulary.concepts:
        assert {vocabulary[parent].scheme for parent in concept.broader} <= {concept.scheme}
        assert concept.iri == concept_iri(concept.scheme, concept.slug)


def test_a_concept_is_read_with_all_it_says(tmp_path: Path) -> None:
    rows = mapping_set("proef:fiets\tfiets\tskos:broadMatch\tdpv:PersonalData\tPersonal Data\tsemapv:x\t")
    vocabulary = load_vocabulary(folder_with(tmp_path, CONCEPT_FILE, rows))
    assert vocabulary.concepts == (
        Concept(
            iri="https://w3id.org/avggraph/concept/proef/fiets",
            scheme="proef",
            pref_label="fiets",
            pref_label_en="bicycle",
            definition='Een voertuig met "twee" wielen.',
            labels=("fiets", "rijwiel", "fietz"),
            broader=(),
            types=(),
            dpv=(DPV + "PersonalData",),
        ),
    )


def test_lines_are_sorted_canonical_n_triples_with_the_mappings() -> None:
    lines = concept_lines()
    assert list(lines) == sorted(set(lines))
    triples = {str(triple) + " ." for triple in ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES)}
    assert triples == set(lines)
    naam = f"<{concept_iri('persoonsgegevens', 'naam')}>"
    assert f"{naam} <http://www.w3.org/2004/02/skos/core#exactMatch> <https://w3id.org/dpv/pd#Name> ." in lines
    assert not any(NO_TERM_FOUND in line for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('"bicycle"@en ;', '"bicycle"@en', "proef.ttl:7", "no valid Turtle"),
        (":fiets a", "[] a", "proef.ttl:4", "blank node"),
        (' , "bicycle"@en', "", "proef.ttl:4", "skos:prefLabel in the language 'en'"),
        ("skos:definition", "skos:note", "proef.ttl:4", "skos:definition"),
        (
            "concept/proef> ;",
            "concept/proef> ; skos:broader :wiel ;",
            "proef.ttl:4",
            "concept/proef/wiel> does not exist",
        ),
        ("concept/proef> ;", "concept/proef> ; skos:broader :fiets ;", "proef.ttl:4", "stands above itself"),
        (
            "<https://w3id.org/avggraph/concept/proef> ;",
            "<https://avggraph.example/proef> ;",
            "proef.ttl:4",
            "inScheme",
        ),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, old: str, new: str, where: str, what: str) -> None:
    assert old in CONCEPT_FILE
    with pytest.raises(KnowledgeError) as caught:
        load_vocabulary(folder_with(tmp_path, CONCEPT_FILE.replace(old, new, 1)))
    assert str(caught.value.where) == where
    assert what in caught.value.what or what in str(caught.value)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("proef:fiets\tfiets\tskos:broadMatch\tpd:Vehicle\tVehicle\tsemapv:x\t", "'pd:Vehicle'"),
        ("proef:fiets\tfiets\tskos:related\tdpv:Vehicle\tVehicle\tsemapv:x\t", "'skos:related'"),
        ("proef:auto\tauto\tskos:exactMatch\tdpv:Vehicle\tVehicle\tsemapv:x\t", "concept/proef/auto"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_line(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_vocabulary(folder_with(tmp_path, CONCEPT_FILE, mapping_set(row)))
    assert what in caught.value.what
    assert caught.value.where is not None
    assert (caught.value.where.path, caught.value.where.line) == ("proef.sssom.tsv", 7)


def test_concepts_are_named_in_the_namespace_of_the_graph() -> None:
    assert concept_iri("rollen", "derde") == f"{CONCEPT.base}rollen/derde"


def test_an_unknown_scheme_is_refused(vocabulary: Vocabulary) -> None:
    with pytest.raises(KnowledgeError, match="persoonsgegeven'"):
        vocabulary.scheme("persoonsgegeven")
