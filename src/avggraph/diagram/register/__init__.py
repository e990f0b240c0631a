"""The views over several records: of an organisation, of a ministry, and of the register as a whole."""

from avggraph.diagram.register.ministry import compose_ministry
from avggraph.diagram.register.organisation import compose_organisation
from avggraph.diagram.register.overview import compose_register
from avggraph.diagram.register.read import read_register
from avggraph.diagram.register.views import ministry_diagram, organisation_diagram, register_diagram

__all__ = [
    "compose_ministry",
    "compose_organisation",
    "compose_register",
    "ministry_diagram",
    "organisation_diagram",
    "read_register",
    "register_diagram",
]
