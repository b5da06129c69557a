"""Layers of attention to compare with: those of another run, model or input."""

from __future__ import annotations

from typing import Any, TypeVar

from tdlviz.core.door import listed
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track

Given = TypeVar("Given")
OTHER = "against "
"""They are named like the layers that are shown, with this before it."""


def other_layers(layers: tuple[Any, ...], against: Any) -> tuple[Any, ...]:
    """The layers to compare with, one for each; none where none are given."""
    if isinstance(against, (Field, Track)):
        against = (against,)
    others = tuple(listed("AttentionView(against=…)", against))
    if others and len(others) != len(layers):
        rule = f"as many as are shown, {len(layers)}, are needed"
        raise InvalidInput("AttentionView(against=…)", f"{len(others)} layers", rule)
    return others


def parted(fields: dict[str, Given]) -> tuple[dict[str, Given], dict[str, Given]]:
    """The layers that are shown, by number, and those that they are compared with."""
    others = {n.removeprefix(OTHER): field for n, field in fields.items() if n.startswith(OTHER)}
    return {n: field for n, field in fields.items() if not n.startswith(OTHER)}, others
