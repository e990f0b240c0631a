"""The files of the guides: sound, cited, complete in both languages, and refused where they are not."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from avggraph import resources
from avggraph.errors import AvggraphError, KnowledgeError, PolicyError, UsageError
from avggraph.odrl.model import constraints
from avggraph.share import Guide, Terms, guide_files, load_guide
from avggraph.share.loading import BASE, read_guide
from avggraph.validate import find_profile
from avggraph.validation import validated_file

POLICIES = resources.ontology("policy")
NAMES = tuple(guide_files())
# The words each rule of the Wegwijzer must rest on.
TELLING = {
    "R1": "wettelijke taak",
    "R2": "openbare orde en veiligheid",
    "R3": "machtiging",
    "R4": "voogd",
    "R5": "Orde van Advocaten",
    "R6": "bijna nooit",
    "R7": "Deel niet meer",
    "R8": "vertrekstrategie",
    "R9": "gespreksverslagen",
    "R10": "ketenvoorzieningen",
    "R11": "afwijkende situatie",
}


@pytest.fixture(scope="module", params=NAMES)
def guide(request: pytest.FixtureRequest) -> Guide:
    return load_guide(request.param)


def test_every_quotation_stands_where_it_says(shared: Path, wegwijzer: Guide) -> None:
    (document,) = (shared / "seeds").glob("004_*.txt")
    text = document.read_text(encoding="utf-8")
    for rule in wegwijzer.rules:
        assert rule.quotations, rule.code
        assert TELLING[rule.code] in " ".join(quotation.words for quotation in rule.quotations)
        for quotation in rule.quotations:
            source, _, place = quotation.place.partition("#char=")
            start, end = map(int, place.split(","))
            assert source == wegwijzer.source
            assert text[start:end] == quotation.words


def test_the_source_is_the_guide(shared: Path, wegwijzer: Guide) -> None:
    from hashlib import sha256  # noqa: PLC0415

    (document,) = (shared / "seeds").glob("004_*.txt")
    assert wegwijzer.source.rpartition("/")[2] == sha256(document.read_bytes()).hexdigest()


def test_each_rule_constraint_and_duty_says_what_it_is_in_both_languages(guide: Guide) -> None:
    for rule in guide.rules:
        assert all((rule.title.nl, rule.title.en, rule.description.nl, rule.description.en)), rule.code
    for each in guide.policy.rules:
        parts = (each.iri, *(part.iri for part in constraints(each.constraints)), *(duty.iri for duty in each.duties))
        for part in parts:
            assert guide.part_of[part] in guide.rules, part
            assert guide.titles[part].nl, part
            assert guide.titles[part].en, part
    for duty in guide.duties.values():
        assert duty.title.nl, duty.code
        assert duty.title.en, duty.code


def test_each_party_is_an_organisation_of_the_table_or_the_guides_own(guide: Guide, terms: Terms) -> None:
    own = {each.iri for each in guide.parties} | guide.collections.keys() | {each.iri for each in guide.classes}
    for iri in guide.above:
        assert iri in own or terms.organisations.get(iri) is not None, iri
    kinds = {organisation.kind for organisation in terms.organisations}
    assert guide.types.keys() <= kinds


def test_each_concept_a_guide_names_exists(guide: Guide, terms: Terms) -> None:
    for each in guide.classes:
        assert all(concept in terms.vocabulary for concept in each.below | each.excepted)
    assert all(purpose.iri in terms.vocabulary for purpose in guide.purposes)
    assert all(role in terms.vocabulary for roles in guide.matches.values() for role in roles)
    systems = {system.iri for system in terms.organisations.systems}
    assert all(system in systems for duty in guide.duties.values() for system in duty.systems)


def test_the_shapes_of_odrl_find_nothing(shared: Path) -> None:
    loaded = find_profile("odrl").load(shared / "reference")
    for path in guide_files().values():
        assert not validated_file(path, loaded)


def test_every_term_of_the_profile_that_is_used_is_declared() -> None:
    profile = "https://w3id.org/avggraph/odrl-profile#"
    declared = {str(quad.subject)[1:-1] for quad in ox.parse(path=POLICIES / "profile.ttl")}
    for path in guide_files().values():
        quads = list(ox.parse(path=path, base_iri=BASE))
        used = {str(node)[1:-1] for quad in quads for node in (quad.predicate, quad.object)}
        assert {iri for iri in used if iri.startswith(profile)} <= declared
        assert not any(isinstance(node, ox.BlankNode) for quad in quads for node in (quad.subject, quad.object))


@pytest.mark.parametrize(
    ("old", "new", "error", "told"),
    [
        ("odrl:conflict odrl:prohibit", "odrl:inheritFrom :x", PolicyError, "inheritFrom"),
        ('odrl:profile <https://w3id.org/avggraph/odrl-profile> ;', "", KnowledgeError, "profile"),
        ('dct:identifier "R7" ;', "", KnowledgeError, "wegwijzer/R7"),
        ("avgp:notCovered :R11 ;", "", KnowledgeError, "wegwijzer"),
        ("odrl:operator odrl:isA", "odrl:operator odrl:likes", PolicyError, "likes"),
        ("odrl:Set ;", "odrl:Set", KnowledgeError, "Turtle"),
    ],
)  # fmt: skip
def test_a_guide_that_is_not_sound_is_refused_by_name(old: str, new: str, error: type[Exception], told: str) -> None:
    text = (POLICIES / "wegwijzer.ttl").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(error, match=told) as caught:
        read_guide(text.replace(old, new), "wegwijzer.ttl", (POLICIES / "profile.ttl").read_text(encoding="utf-8"))
    assert isinstance(caught.value, AvggraphError)
    assert caught.value.where
    assert caught.value.advice or told == "Turtle"


def test_an_unknown_guide_is_told_which_there_are() -> None:
    with pytest.raises(UsageError, match="gemeente, wegwijzer"):
        load_guide("handwijzer")


def test_the_page_on_sharing_runs_and_names_every_option() -> None:
    text = (resources.root() / "docs" / "sharing.md").read_text(encoding="utf-8")
    code, printed = re.findall(r"```(?:python|text)\n(.*?)```", text, re.DOTALL)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(code, {})
    assert said.getvalue() == printed
    options = set(re.findall(r"`--([a-z]+)`", text))
    assert {"requester", "for", "data", "necessary", "purpose", "mandate", "asset", "graph", "guide"} <= options
