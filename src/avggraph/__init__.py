"""avggraph: the Dutch AVG register as one validated, cited knowledge graph."""
