"""Network: organisations and the flows between them, analysed and exported."""

from avggraph.network.build import Network, flow_kind_names, network_of, with_systems
from avggraph.network.centrality import Measure, Rank, rank
from avggraph.network.communities import Communities, Community, communities
from avggraph.network.concentration import Concentration, Share, concentration
from avggraph.network.cuts import CutPoint, cut_points
from avggraph.network.export import EXPORTS, Export, export
from avggraph.network.flows import kind_names
from avggraph.network.ministries import MinistryFlows, ministry_matrix
from avggraph.network.naming import thing_named
from avggraph.network.party import Party
from avggraph.network.paths import ABOUT, Path, Step, paths
from avggraph.network.projections import (
    ControllerPair,
    Shared,
    SharedRecipient,
    controller_pairs,
    shared_data,
    shared_processors,
    shared_recipients,
    shared_systems,
)
from avggraph.network.register import RecordFacts, Register, Role, Sensitive, register_of

__all__ = [
    "ABOUT",
    "EXPORTS",
    "Communities",
    "Community",
    "Concentration",
    "ControllerPair",
    "CutPoint",
    "Export",
    "Measure",
    "MinistryFlows",
    "Network",
    "Party",
    "Path",
    "Rank",
    "RecordFacts",
    "Register",
    "Role",
    "Sensitive",
    "Share",
    "Shared",
    "SharedRecipient",
    "Step",
    "communities",
    "concentration",
    "controller_pairs",
    "cut_points",
    "export",
    "flow_kind_names",
    "kind_names",
    "ministry_matrix",
    "network_of",
    "paths",
    "rank",
    "register_of",
    "shared_data",
    "shared_processors",
    "shared_recipients",
    "shared_systems",
    "thing_named",
    "with_systems",
]
