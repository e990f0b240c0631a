"""Tests of the saved queries, their parameters, the engines and the formats."""
