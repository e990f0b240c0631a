"""How the dataset and its files are named: as fragments of the page with the downloads.

That page stands on any site, so each name leads somewhere, also where no server answers for `id/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from avggraph.graph.terms import Term, iri


@dataclass(frozen=True, slots=True)
class DatasetAddresses:
    """`base` is the address of the site, with a slash at its end; `folder` the path of the data below it.

    >>> DatasetAddresses("https://avggraph.example/").file("csv/records.csv")
    '<https://avggraph.example/data/csv/records.csv>'
    """

    base: str
    folder: str = "data/"

    @property
    def page(self) -> Term:
        """The page with the downloads."""
        return iri(f"{self.base}{self.folder}")

    @property
    def catalogue(self) -> Term:
        """The catalogue that lists the dataset."""
        return self.part("catalogus")

    @property
    def dataset(self) -> Term:
        """The dataset: the whole graph, in all its forms."""
        return self.part("dataset")

    @property
    def service(self) -> Term:
        """The SPARQL endpoint as a thing."""
        return self.part("sparql")

    @property
    def site(self) -> Term:
        """The site's first page."""
        return iri(self.base)

    def part(self, name: str) -> Term:
        """Name something of the dataset."""
        return iri(f"{self.base}{self.folder}#{quote(name, safe='/-._~')}")

    def file(self, path: str) -> Term:
        """Give the address of a file."""
        return iri(f"{self.base}{self.folder}{quote(path, safe='/-._~')}")
