"""What `watch` can see in layers that are not ours: one row each, in a table that may grow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import torch

from tdlviz.nn.graph_attention import graph_attention, hear_graph_attention
from tdlviz.nn.hugging_face import fused, hear_hugging_face, hugging_face
from tdlviz.nn.multihead import hear_multihead, multihead

Hear = Callable[[torch.Tensor, torch.Tensor | np.ndarray | None], None]


def _in_sight(_: torch.nn.Module) -> str | None:
    return None


class Source(NamedTuple):
    """How to see one family of layers.

    suits:  whether a module is of the family.
    listen: `listen(module, hear, above)` has `hear(values, index)` called in each forward pass,
            with values and index as in `Field`, and returns its undoing. It may not change what
            the module gives, nor the state of any random generator. Values of None: there is
            nothing to be seen in this pass; `hidden` says why. `above` are the modules that
            hold this one, the innermost first.
    kind, rank: those of its field.
    hidden: why nothing can be seen in this module at present and what helps; None where it can.
    """

    suits: Callable[[torch.nn.Module], bool]
    listen: Callable[[Any, Hear, tuple[torch.nn.Module, ...]], Callable[[], None]]
    kind: str = "attention"
    rank: int | None = 0
    hidden: Callable[[Any], str | None] = _in_sight


SOURCES: list[Source] = [
    Source(graph_attention, hear_graph_attention),
    Source(multihead, hear_multihead),
    Source(hugging_face, hear_hugging_face, hidden=fused),
]
"""The first row that suits a module counts. Add a row of your own at the front or the end."""


def source_of(module: torch.nn.Module) -> Source | None:
    """The row of the table that can see into this module."""
    return next((row for row in SOURCES if row.suits(module)), None)
