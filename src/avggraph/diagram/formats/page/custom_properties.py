"""A theme as custom properties of a style sheet, so that one picture has other colours on paper than on a screen.

CSS Custom Properties for Cascading Variables 1; an SVG attribute such as `fill` takes `var()` as its CSS property does.
"""

from __future__ import annotations

from dataclasses import replace

from avggraph.diagram.theme import COLOURS, Theme, Tint


def custom_properties(theme: Theme) -> str:
    """Declare the colours of a theme.

    >>> from avggraph.diagram.theme import theme
    >>> custom_properties(theme()).splitlines()[3]
    '--line: #56636f;'
    """
    values = {_property(name): getattr(theme, name) for name in COLOURS}
    for group, tints in (("node", theme.node), ("boundary", theme.boundary)):
        for kind, tint in tints.items():
            values |= {
                _property(group, kind.value, "paper"): tint.paper,
                _property(group, kind.value, "line"): tint.line,
            }
    return "\n".join(f"{name}: {value};" for name, value in values.items())


def referring(theme: Theme) -> Theme:
    """Give a theme whose colours are references to those that `custom_properties` declares.

    >>> from avggraph.diagram.theme import theme
    >>> referring(theme()).badge_ink
    'var(--badge-ink)'
    """
    plain = {name: f"var({_property(name)})" for name in COLOURS}
    nodes = {kind: _tint("node", kind.value) for kind in theme.node}
    boundaries = {kind: _tint("boundary", kind.value) for kind in theme.boundary}
    return replace(theme, **plain, node=nodes, boundary=boundaries)


def _tint(group: str, kind: str) -> Tint:
    return Tint(*(f"var({_property(group, kind, side)})" for side in ("paper", "line")))


def _property(*names: str) -> str:
    return f"--{'-'.join(names).replace('_', '-')}"
