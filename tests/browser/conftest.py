"""A browser for the tests: Chromium and its driver; skipped where they are not installed, never in CI."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from browser.webdriver import Browser, running


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {what}: make browser")
    pytest.skip(f"needs {what}: make browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        _missing("Chromium and chromedriver")
    with running(chromium, driver) as window:
        yield window


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which checks a page against WCAG."""
    return _script("axe-core", "axe.min.js")


@pytest.fixture(scope="session")
def mermaid() -> str:
    """The script of Mermaid."""
    return _script("mermaid", "dist/mermaid.min.js")


@pytest.fixture(scope="session")
def mxgraph() -> str:
    """The script of mxGraph, the library that draw.io is built on."""
    return _script("mxgraph", "javascript/mxClient.min.js")


def _script(package: str, path: str) -> str:
    script = Path(sys.prefix) / "node_modules" / package / path
    if not script.is_file():
        _missing(package)
    return script.read_text(encoding="utf-8")
