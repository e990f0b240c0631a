"""The whole of a build: read, extract, resolve, graph, validate, store.

Documents are described apart from each other, by one process or several (`describing`, `chunks`), and leave their
blocks in sorted runs. What they share is settled once, in their order (`gathering`), and the runs are merged into the
files of the graph (`merging`). What did not change since the build before is taken from it (`earlier`).
"""

from avggraph.pipeline.building import Watch, build
from avggraph.pipeline.document import BuildResult, Document
from avggraph.pipeline.options import BuildOptions

__all__ = ["BuildOptions", "BuildResult", "Document", "Watch", "build"]
