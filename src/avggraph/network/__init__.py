"""Network: organisations and the flows between them, analysed and exported."""

from avggraph.network.analysis import (
    ControllerPair,
    Measure,
    MinistryFlows,
    Party,
    Rank,
    SharedRecipient,
    controller_pairs,
    kind_names,
    ministry_matrix,
    rank,
    shared_recipients,
)
from avggraph.network.build import Network, network_of
from avggraph.network.export import EXPORTS, Export, export

__all__ = [
    "EXPORTS",
    "ControllerPair",
    "Export",
    "Measure",
    "MinistryFlows",
    "Network",
    "Party",
    "Rank",
    "SharedRecipient",
    "controller_pairs",
    "export",
    "kind_names",
    "ministry_matrix",
    "network_of",
    "rank",
    "shared_recipients",
]
