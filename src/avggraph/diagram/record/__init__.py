"""One record as a diagram: read from the graph, and composed into nodes, boundaries and flows."""
