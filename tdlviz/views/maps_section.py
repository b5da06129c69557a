"""The vectors on vertices that a view of restriction maps compares across the edges."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field


def checked_section(cx: Complex, field: Field, rank: int, width: int) -> Float[np.ndarray, "n e"]:
    """A vector of the stalk on every vertex, NaN where the field has none."""
    if field.kind != "vector" or field.rank != 0 or rank != 0:
        rule = "kind vector on vertices, with maps from vertices to edges"
        raise InvalidInput("section=", repr(field), rule)
    field.check(cx)
    if width and field.values.shape[1] != width:
        rule = f"the stalks on vertices have {width} dimensions"
        raise InvalidInput("section=", f"{field.values.shape[1]} columns", rule)
    section = np.full((cx.counts[0], field.values.shape[1]), np.nan)
    section[slice(None) if field.index is None else field.index] = field.values
    return section
