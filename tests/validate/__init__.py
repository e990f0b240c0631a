"""Tests of the shapes, the engine and the reports."""
