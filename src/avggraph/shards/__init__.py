"""Shards: a graph for a store of the user's own, made by as many machines as there are (docs/scale.md).

The map stage of a build on any executor, its sources and outputs on any file system. Each chunk of files becomes a
shard of sorted N-Quads; what they share, such as organisations, is settled once and is a shard of its own.
"""

from avggraph.shards.building import Sharding, build_shards
from avggraph.shards.manifest import Manifest, Shard, read_manifest

__all__ = ["Manifest", "Shard", "Sharding", "build_shards", "read_manifest"]
