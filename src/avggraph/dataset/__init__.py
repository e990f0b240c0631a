"""Dataset: a build as files to download, with tables, a database, figures and a place in a catalogue."""

from avggraph.dataset.addresses import DatasetAddresses
from avggraph.dataset.catalogue import catalogue_triples
from avggraph.dataset.data_file import DataFile, groups
from avggraph.dataset.write import write_dataset

__all__ = ["DataFile", "DatasetAddresses", "catalogue_triples", "groups", "write_dataset"]
