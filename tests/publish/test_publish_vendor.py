"""What stands in the package of others' work is what its README says."""

from __future__ import annotations

import hashlib
import re

import pytest

from publish.node import ASSETS

YASGUI = ASSETS / "vendor" / "yasgui"
SUMS = {name: sum for sum, name in map(str.split, (YASGUI / "SHA256SUMS").read_text().splitlines())}


@pytest.mark.parametrize("name", sorted(SUMS))
def test_a_file_is_as_it_was_fetched(name: str) -> None:
    assert hashlib.sha256((YASGUI / name).read_bytes()).hexdigest() == SUMS[name]


def test_every_file_has_a_checksum_and_a_licence() -> None:
    assert {file.name for file in YASGUI.iterdir()} == {*SUMS, "README.md", "SHA256SUMS"}
    assert "MIT License" in (YASGUI / "LICENSE.txt").read_text()


def test_the_readme_names_the_version_that_is_fetched() -> None:
    makefile = (ASSETS.parents[3] / "Makefile").read_text()
    [version] = re.findall(r"^YASQE := @zazuko/yasqe@(\S+)$", makefile, re.MULTILINE)
    assert f"`@zazuko/yasqe` {version} " in (YASGUI / "README.md").read_text()
