"""Tests of the server: its parts by themselves, and running as a user runs it."""
