"""The scripts of the site outside a browser: Node, which reads a line of JSON and writes one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import avggraph.publish

ASSETS = Path(avggraph.publish.__file__).parent / "assets"

# Each line is [function, arguments]; functions are those that the scripts put on `avggraph`.
_LOOP = """
const reader = require("readline").createInterface({input: process.stdin});
reader.on("line", (line) => {
  const [name, given] = JSON.parse(line);
  let answer;
  try { answer = {value: globalThis.avggraph[name](...given)}; } catch (error) { answer = {error: error.message}; }
  process.stdout.write(JSON.stringify(answer) + "\\n");
});
"""


class ScriptError(Exception):
    """What a script threw."""


class Node:
    """A running Node that has loaded some of the scripts."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function; `ScriptError` where it throws."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([name, arguments]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer.get("value")


@contextmanager
def node(scripts: Sequence[str], before: str = "") -> Iterator[Node]:
    """Run Node with the scripts of `ask/` loaded in order; `before` is run first. Skipped without Node, never in CI."""
    program = shutil.which("node")
    if not program:
        if os.environ.get("CI"):
            pytest.fail("CI needs Node")
        pytest.skip("needs Node")
    texts = [before, *((ASSETS / "ask" / f"{script}.js").read_text(encoding="utf-8") for script in scripts), _LOOP]
    with subprocess.Popen(
        [program, "-e", "\n".join(texts)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield Node(process)
        finally:
            process.terminate()
