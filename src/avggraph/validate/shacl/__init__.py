"""SHACL itself: triples, paths and literals, and the two engines that give the same results."""
