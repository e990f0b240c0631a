"""Tests of what changed: between two descriptions, and between two builds."""
