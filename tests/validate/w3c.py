"""Where the W3C SHACL test suite is found: `make test` fetches it inside pySHACL's source distribution."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_FETCHED = sorted(Path(sys.prefix, "shacl-test-suite").glob("pyshacl-*/test/resources/sht_tests"))
SUITE = _FETCHED[-1] if _FETCHED else Path("sht_tests")
MISSING = "the W3C SHACL test suite is not here; `make test` fetches it"


def skipped() -> bool:
    """Say whether tests of the suite are to be skipped; in CI they never are."""
    return not _FETCHED and not os.environ.get("CI")
