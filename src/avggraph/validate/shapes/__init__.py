"""The shapes: those of `ontology/shapes/`, those of others, and the profiles that name the official ones."""
