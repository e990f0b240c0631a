"""The version, in one place: the build reads it here, `avggraph --version` prints it."""

__version__ = "0.1.0"
