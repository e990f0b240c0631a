"""The compiled SHACL engine: the shapes become functions over an index of the shard, made once and run for each record.

It covers SHACL Core and SELECT-based constraints, and gives the results that pySHACL gives. What it does not know, it
refuses.
"""

from avggraph.validate.shacl.compiled.engine import compiled_results

__all__ = ["compiled_results"]
