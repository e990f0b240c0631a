"""Tests of the network, on the same graph as the saved queries."""
