"""How often Python's garbage collector looks, for processes that keep nearly all they load."""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Have the collector look less often: what is loaded stays, and records come and go in larger numbers."""
    gc.set_threshold(100_000, 50, 100)
