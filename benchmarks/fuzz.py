"""Reads damaged documents for a while: `python benchmarks/fuzz.py --minutes 10 FOLDER…`.

Each round takes a file of the folders, damages its bytes (cut, copy, swap, overwrite, insert what parsers trip over)
and reads it as a build does, up to the graph's quads. Only a description or a `SourceError` may come out. Prints what
was done and the worst that was met; exits with 1 where an input crashed, took too long or too much memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from avggraph.errors import SourceError
from avggraph.extract import extract
from avggraph.extract.split import split_descriptions
from avggraph.graph import Naming, record_quads
from avggraph.read import Limits, discover, read_bytes
from avggraph.resolve import Knowledge, resolve

_SECONDS = 60.0
_MEBIBYTES = 1024.0
_NASTY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<![CDATA[", b"<table><tr>" * 50, b"&#x110000;", b"](", b"|" * 200, b"\f\f",
    b"Betrokkene(n)\n" * 40, b"M1-M99999", b"%PDF-1.7\n", b"PK\x03\x04", b'{"Naam":', b"\xe2\x80\xae", b"1) a) - " * 30,
)  # fmt: skip


def damaged(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """Damage a file's bytes in one to six ways."""
    for _ in range(rng.randint(1, 6)):
        place, size = rng.randrange(len(data) + 1), rng.choice((1, 4, 32, 512))
        match rng.randrange(6):
            case 0:
                data = data[:place]
            case 1:
                data = data[:place] + data[place + size :]
            case 2:
                data = data[:place] + rng.choice(_NASTY) + data[place:]
            case 3:
                data = data[:place] + rng.randbytes(size) + data[place + size :]
            case 4:
                data = data[:place] + data[place : place + size] * rng.randint(2, 9) + data[place:]
            case _:
                other = rng.choice(others)
                start = rng.randrange(len(other) + 1)
                data = data[:place] + other[start : start + 8 * size] + data[place:]
    return data


def read(data: bytes, name: str, knowledge: Knowledge) -> str:
    """Read bytes as a build does; give what came of it in a word."""
    outcome = "nothing"
    for document in read_bytes(data, name, Limits()):
        if isinstance(document, SourceError):
            outcome = "refused"
            continue
        for source in split_descriptions(document):
            try:
                record = resolve(extract(source), source, "m1", knowledge)
            except SourceError:
                outcome = "no description"
                continue
            outcome = f"read, {sum(1 for _ in record_quads(record, Naming())) > 0}"
    return outcome


def main() -> None:
    """Fuzz for some minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    files = [(file.name, file.path.read_bytes()) for file in discover(options.folders)]
    knowledge = Knowledge.load("https://avggraph.example/")
    outcomes: Counter[str] = Counter()
    slowest, faults = (0.0, ""), 0
    end = time.monotonic() + 60 * options.minutes
    while time.monotonic() < end:
        name, data = rng.choice(files)
        mutant = damaged(data, [each for _, each in files], rng)
        begun = time.perf_counter()
        try:
            outcomes[read(mutant, name, knowledge)] += 1
        except Exception:  # noqa: BLE001 - a fuzzer reports every fault and goes on
            faults += 1
            kept = Path(f"fault-{faults:03}-{Path(name).name}")
            kept.write_bytes(mutant)
            sys.stderr.write(f"{kept}\n{traceback.format_exc(limit=-4)}\n")
        slowest = max(slowest, (time.perf_counter() - begun, name))
    usage = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    sys.stdout.write(
        f"{outcomes.total() + faults} inputs in {options.minutes:g} minutes, {faults} faults; "
        f"slowest {slowest[0]:.2f} s ({slowest[1]}); peak memory {usage:.0f} MiB\n"
        + "".join(f"  {count:7} {outcome}\n" for outcome, count in outcomes.most_common())
    )
    sys.exit(1 if faults or slowest[0] > _SECONDS or usage > _MEBIBYTES else 0)


if __name__ == "__main__":
    main()
