"""Score the readers of field values on the gold sets: python benchmarks/recognition.py [--confusions KIND] [SET …].

Prints for each set and kind the rows, precision, recall, F1 and the share of exact rows; with `--confusions` the rows
of that kind that were read otherwise.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from gold.sets import SETS, scores


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"which of: {', '.join(gold.name for gold in SETS)}")
    parser.add_argument("--confusions", metavar="KIND", help="show what was read otherwise")
    arguments = parser.parse_args()
    for gold in SETS:
        if arguments.sets and gold.name not in arguments.sets:
            continue
        print(gold.name)
        for kind, tally in scores(gold).items():
            print(f"  {kind:26}{tally}")
            if arguments.confusions == kind:
                print(*tally.confusions, sep="\n")


if __name__ == "__main__":
    main()
