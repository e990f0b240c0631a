"""Invented register descriptions with their answers: content, its rendering in each layout, noise, and a score."""
