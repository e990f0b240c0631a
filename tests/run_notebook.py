"""Runs a notebook in a kernel of its own, and prints it as it is then: `python -m run_notebook NOTEBOOK`.

A process apart from the tests, so that what the kernel leaves open ends with it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient


def run(path: Path) -> str:
    """Run all cells. The kernel talks over sockets in the file system, not over ports, which others may take."""
    notebook = nbformat.read(path, as_version=4)
    metadata = dict(notebook.metadata)
    manager = AsyncKernelManager(kernel_name="python3", transport="ipc")
    NotebookClient(notebook, km=manager, timeout=300, record_timing=False).execute()
    notebook.metadata = metadata  # the kernel's own version is no part of what the notebook says
    return str(nbformat.writes(notebook))


if __name__ == "__main__":
    sys.stdout.write(run(Path(sys.argv[1])))
