"""The command line. `main` is the program's entry; everything else of avggraph is a library that never prints."""

from avggraph.cli.app import main

__all__ = ["main"]
