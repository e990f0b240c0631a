"""References to other records of the register: "M2109-M2112, M2090 en M1913"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBERS = re.compile(r"(?<!\d)(\d+)(?:\s?(?:[-–]|t/m|tot en met)\s?M?\s?(\d+))?")
# "M1-M99999" is a slip of the pen, not a hundred thousand records.
_LONGEST_RANGE = 100


def record_keys(reference: str) -> Iterator[str]:
    """Give the keys of the records a reference names; a range names each of its numbers.

    >>> list(record_keys("M2109-M2111")), list(record_keys("zie M457")), list(record_keys("M1-M99999"))
    (['m2109', 'm2110', 'm2111'], ['m457'], [])
    """
    match = _NUMBERS.search(reference)
    if match:
        first, last = int(match[1]), int(match[2] or match[1])
        if first <= last <= first + _LONGEST_RANGE:
            yield from (f"m{number}" for number in range(first, last + 1))
