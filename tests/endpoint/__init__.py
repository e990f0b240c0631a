"""Tests of what goes over the network: hostile servers made here, and two real ones."""
