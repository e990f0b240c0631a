"""The machine and the versions that figures were measured with."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

_OURS = ("rdflib", "pyoxigraph", "pyshacl", "networkx", "rustworkx", "orjson", "numpy")
_APART = ("morph-kgc", "maplib", "igraph", "rustworkx", "networkx")
# Run by the Python of the peers, which may have none of our modules.
_ASK = """
import json, sys
from importlib import metadata, util
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
print(json.dumps(found))
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """What the figures rest on: processor, cores, memory in GiB, system, Python and versions of libraries by name."""

    processor: str
    cores: int
    memory: int
    system: str
    python: str
    versions: dict[str, str]
    peers: dict[str, str]

    @classmethod
    def here(cls, peers: str | None) -> Machine:
        """Describe this machine; `peers` is the Python of the peers."""
        cpu = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
        total = re.search(r"^MemTotal:\s*(\d+) kB$", _read("/proc/meminfo"), re.MULTILINE)
        return cls(
            cpu[1] if cpu else platform.processor() or "unknown processor",
            os.cpu_count() or 1,
            round(int(total[1]) / 1024**2) if total else 0,
            f"{platform.system()} {platform.machine()}",
            platform.python_version(),
            _versions(_OURS),
            versions_of(peers, _APART) if peers else {},
        )


def save(machine: Machine, out: Path) -> None:
    """Keep the description beside the results."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "machine.json").write_text(json.dumps(asdict(machine), indent=1) + "\n", encoding="utf-8")


def saved(out: Path) -> Machine:
    """Give the description that was kept."""
    return Machine(**json.loads((out / "machine.json").read_text(encoding="utf-8")))


def versions_of(python: str, names: tuple[str, ...]) -> dict[str, str]:
    """Give the versions of those packages that another Python has."""
    answer = subprocess.run([python, "-c", _ASK, *names], capture_output=True, text=True, check=True).stdout
    found: dict[str, str] = json.loads(answer)
    return found


def has_module(python: str, name: str) -> bool:
    """Say whether a Python can import a module."""
    ask = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({name!r}) is None)"
    return subprocess.run([python, "-c", ask], check=False).returncode == 0


def _versions(names: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
