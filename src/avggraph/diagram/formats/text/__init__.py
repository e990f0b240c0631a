"""Formats that other tools draw: text in the languages of Mermaid, Graphviz, PlantUML and Threat Dragon, and CSV."""
