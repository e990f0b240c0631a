"""The network of the small graph, counted by hand from tests/query/graph.trig."""

from __future__ import annotations

import networkx as nx
import pytest
from pyoxigraph import RdfFormat, Store

from avggraph.cli.network_views import network_view
from avggraph.errors import UsageError
from avggraph.network import (
    Network,
    Party,
    controller_pairs,
    kind_names,
    ministry_matrix,
    network_of,
    rank,
    shared_recipients,
)
from avggraph.query import OxigraphEngine
from query.engines import ENGINES, catalogue, engine

TOOI = "https://identifier.overheid.nl/tooi/id/"
BZ, BZK = f"{TOOI}ministerie/mnre1013", f"{TOOI}ministerie/mnre1034"
SSC, LOGIUS = f"{TOOI}oorg/oorg10215", f"{TOOI}oorg/oorg10117"
BASE = "https://avggraph.example/id/"
INSTITUTE = f"{BASE}organisatie/voorbeeldinstituut"
NAMES = {BZ: "BZ", BZK: "BZK", SSC: "SSC", LOGIUS: "Logius", INSTITUTE: "VI"}


@pytest.fixture(scope="module", params=ENGINES)
def network(request: pytest.FixtureRequest) -> Network:
    return network_of(engine(request.param), catalogue())


def test_nodes_and_edges_say_what_they_are(network: Network) -> None:
    assert network.nodes[SSC] == {"label": "SSC-ICT", "kind": "Organization", "ministry": BZK}
    assert network.nodes[f"{BASE}rijksoverheid/ontvanger/m1-1"]["kind"] == "Group"
    assert network.nodes[f"{BASE}organisatie/mnre1013--voorbeelddirectie"]["kind"] == "OrganizationalUnit"
    assert network.edges[BZ, SSC, f"{BASE}rijksoverheid/stroom/m1-2"] == {
        "kind": "ProcessingOnBehalf",
        "kind_label": "verwerking in opdracht",
        "record": "M1",
        "data": "burgerservicenummer; naam",
        "scope": "",
        "system": "CIC",
        "system_iri": f"{BASE}systeem/cic",
        "from_ministry": BZ,
        "from_ministry_label": "ministerie van Buitenlandse Zaken",
        "to_ministry": BZK,
        "to_ministry_label": "ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
    }
    source = network.edges[f"{BASE}rijksoverheid/bron/m3-1", BZK, f"{BASE}rijksoverheid/stroom/m3-1"]
    assert (source["from_ministry"], source["from_ministry_label"]) == ("", "")


def test_no_node_is_a_record(network: Network) -> None:
    assert [node for node in network if "/verwerking/" in node] == []


def test_shared_recipients(network: Network) -> None:
    found = [
        (NAMES[row.recipient.iri], [NAMES[each.iri] for each in row.controllers], row.kinds, row.records)
        for row in shared_recipients(network)
    ]
    # Logius is a sub-processor: it receives from SSC-ICT, not from both controllers of M6.
    assert found == [
        ("SSC", ["BZK", "BZ"], ("Disclosure", "ProcessingOnBehalf"), ("M1", "M2", "M3", "M6")),
        ("VI", ["BZK", "BZ"], ("Disclosure",), ("M1", "M3")),
    ]
    assert shared_recipients(network, 3) == ()


def test_controller_pairs(network: Network) -> None:
    (pair,) = controller_pairs(network)
    assert (pair.first.iri, pair.second.iri) == (BZ, BZK)
    assert [NAMES[each.iri] for each in pair.recipients] == ["SSC", "VI"]
    assert pair.records == ("M1", "M2", "M3", "M6")
    assert controller_pairs(network, 3) == ()


def test_rank_by_degree_counts_others_not_flows(network: Network) -> None:
    scores = {row.party.label: (row.place, row.score) for row in rank(network)}
    assert scores["ministerie van Buitenlandse Zaken"] == (1, 4.0)  # BZK, SSC-ICT, VI and its own unit
    assert scores["SSC-ICT"] == (2, 3.0)
    assert scores["ministerie van Binnenlandse Zaken en Koninkrijksrelaties"] == (2, 3.0)
    assert scores["Voorbeeldinstituut"] == (4, 2.0)
    assert "Medewerkers van het loket" not in scores


def test_rank_by_betweenness(network: Network) -> None:
    # Of 5 x 4 ordered pairs of others: SSC-ICT stands between two ministries and Logius, BZ between BZK and its unit.
    scores = {row.party.iri: row.score for row in rank(network, "betweenness")}
    assert (scores[SSC], scores[BZ], scores[INSTITUTE]) == (0.1, 0.05, 0.0)


def test_unknown_measure() -> None:
    with pytest.raises(UsageError, match="degree, betweenness, pagerank"):
        rank(nx.MultiDiGraph(), "closeness")  # type: ignore[arg-type]


def test_ministry_matrix(network: Network) -> None:
    found = [(NAMES[row.origin.iri], NAMES[row.target.iri], row.flows, row.records) for row in ministry_matrix(network)]
    assert found == [
        ("BZK", "BZK", 3, ("M3", "M6")),
        ("BZK", "BZ", 1, ("M3",)),
        ("BZ", "BZK", 3, ("M1", "M2", "M6")),
        ("BZ", "BZ", 1, ("M2",)),
    ]
    assert ministry_matrix(network)[0].kinds == (("Disclosure", 1), ("ProcessingOnBehalf", 1), ("SubProcessing", 1))


def test_a_ministry_that_is_no_end_of_a_flow_has_its_name_from_the_graph() -> None:
    """SSC-ICT (of BZK) receives from the unit of BZ: neither ministry is a node of the network."""
    graph = """
        PREFIX avg: <https://w3id.org/avggraph/def#>
        PREFIX org: <http://www.w3.org/ns/org#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        <urn:bz> skos:prefLabel "ministerie van Buitenlandse Zaken"@nl ; avg:ministry <urn:bz> .
        <urn:bzk> skos:prefLabel "ministerie van Binnenlandse Zaken"@nl .
        <urn:unit> a org:OrganizationalUnit ; skos:prefLabel "Directie"@nl ; avg:ministry <urn:bz> .
        <urn:ssc> a org:Organization ; skos:prefLabel "SSC-ICT"@nl ; avg:ministry <urn:bzk> .
        <urn:m1> a <https://w3id.org/dpcat#ROPARecord> ; <http://purl.org/dc/terms/identifier> "M1" .
        <urn:flow> avg:inRecord <urn:m1> ; avg:kind avg:ProcessingOnBehalf ; avg:from <urn:unit> ; avg:to <urn:ssc> ;
            avg:fromMinistry <urn:bz> ; avg:toMinistry <urn:bzk> .
    """
    store = Store()
    store.load(graph.encode(), format=RdfFormat.TURTLE)
    network = network_of(OxigraphEngine(store), catalogue())
    (row,) = ministry_matrix(network)
    assert "urn:bzk" not in network
    assert (row.origin, row.target) == (
        Party("urn:bz", "ministerie van Buitenlandse Zaken"),
        Party("urn:bzk", "ministerie van Binnenlandse Zaken"),
    )


def test_kind_names_are_the_words_of_the_saved_query(network: Network) -> None:
    listed = {row["kind"]: row["name"] for row in engine("oxigraph").select(catalogue()["flow-kinds"].text).texts()}
    assert kind_names(network)["SubProcessing"] == "verwerking door subverwerker"
    assert {f"https://w3id.org/avggraph/def#{kind}": name for kind, name in kind_names(network).items()}.items() <= (
        listed.items()
    )


def test_the_table_of_ministries_says_the_kinds_in_dutch() -> None:
    first = network_view(engine("oxigraph"), catalogue(), "ministries", 1).texts()[0]
    assert first["soorten"] == "verstrekking 1, verwerking in opdracht 1, verwerking door subverwerker 1"


def test_without_data_the_rest_is_the_same(network: Network) -> None:
    bare = network_of(engine("oxigraph"), catalogue(), data=False)
    assert {attributes["data"] for _, _, attributes in bare.edges(data=True)} == {""}
    assert bare.nodes == network.nodes
    for origin, target, key, attributes in network.edges(keys=True, data=True):
        assert bare.edges[origin, target, key] == {**attributes, "data": ""}


def test_pairs_of_the_same_names_have_an_order() -> None:
    """Four controllers that are all called the same share one recipient."""
    same: Network = nx.MultiDiGraph()
    for node in ("urn:a", "urn:b", "urn:c", "urn:d", "urn:ontvanger"):
        same.add_node(node, label="gemeente", kind="Organization", ministry="")
    for node in ("urn:d", "urn:b", "urn:c", "urn:a"):
        same.add_edge(node, "urn:ontvanger", key=node, kind="Disclosure", record="M1")
    pairs = [(row.first.iri[-1], row.second.iri[-1]) for row in controller_pairs(same)]
    assert pairs == [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]


@pytest.mark.parametrize("on", ENGINES)
def test_the_matrix_of_ministries(on: str) -> None:
    table = network_view(engine(on), catalogue(), "matrix", 0)
    names = ("ministerie van Binnenlandse Zaken en Koninkrijksrelaties", "ministerie van Buitenlandse Zaken")
    assert table.columns == ("van \\ naar", *names)
    assert [[str(cell) for cell in row] for row in table.rows] == [[names[0], "3", "1"], [names[1], "3", "1"]]


@pytest.mark.parametrize("on", ENGINES)
def test_the_table_of_concentration_says_of_how_many(on: str) -> None:
    first, *_ = network_view(engine(on), catalogue(), "concentration", 0).texts()
    # The BSN is in M1 and M3; SSC-ICT is a processor in the one, a recipient in the other.
    assert first["verwerkingen met"] == "burgerservicenummer"
    assert (first["organisatie of systeem"], first["aantal"], first["van"]) == ("Voorbeeldinstituut", "2", "2")
    assert first["verwerkingen"] == "M1, M3"


def test_unknown_view_names_the_known() -> None:
    with pytest.raises(UsageError, match="shared-recipients, shared-processors"):
        network_view(engine("oxigraph"), catalogue(), "wolk", 0)
