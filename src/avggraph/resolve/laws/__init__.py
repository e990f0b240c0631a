"""Laws: which ones a text cites, by article, paragraph and point, and the addresses of what is cited.

The names of laws are in `data/laws.csv` and `data/law-names.csv`, the words of a citation in `data/law-citations.toml`.
"""

from avggraph.resolve.laws.citations import Citation, citations
from avggraph.resolve.laws.links import eli, juriconnect, page
from avggraph.resolve.laws.provisions import Provision
from avggraph.resolve.laws.table import Law, LawMatch, Laws, load_laws

__all__ = ["Citation", "Law", "LawMatch", "Laws", "Provision", "citations", "eli", "juriconnect", "load_laws", "page"]
