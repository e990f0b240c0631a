"""Organisations and systems: which of the official lists a text names, and where.

The table is `data/organisations.csv`: TOOI's organisations, and under a slug of our own those TOOI lacks. A row is one
version of an organisation (a ministry keeps its IRI when its name changes), valid from and to the dates given, both
included. An official name is met wherever it stands; every other name and every abbreviation only where
`data/organisation-names.csv` lists it, in the context given there:

- empty: in upper or lower case;
- `capitals`: what is a capital in the table is one in the text, so that "gemeente best" is not the gemeente Best;
- `ambiguous`: moreover only as a whole field, or within three words of one of the words in `beside`.

A name listed without an organisation (a law's title) is met so that no name inside it is. The forms in which each
ministry is named ("minister van …", "Min. …"), and what may stand around any name, are in `data/name-forms.toml`.
What is nearly a known name is never taken for it: `near_misses` reports it.
"""

from avggraph.resolve.organisations.loading import load_organisations
from avggraph.resolve.organisations.model import Organisation, OrganisationMatch, System, SystemMatch
from avggraph.resolve.organisations.names import normal_form
from avggraph.resolve.organisations.near import NearMiss, near_misses
from avggraph.resolve.organisations.table import Organisations

__all__ = [
    "NearMiss",
    "Organisation",
    "OrganisationMatch",
    "Organisations",
    "System",
    "SystemMatch",
    "load_organisations",
    "near_misses",
    "normal_form",
]
