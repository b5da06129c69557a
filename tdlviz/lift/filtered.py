"""A complex from its cells and their births."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field


def filtered(
    ranks: Sequence[Cells | np.ndarray],
    births: Sequence[np.ndarray],
    positions: np.ndarray | None = None,
    *fields: Field,
) -> Complex:
    """The complex with the fields `birth0`, `birth1`, … and those given. Nothing is checked here:
    liftings make births that are monotone."""
    cells = tuple(rows if isinstance(rows, Cells) else Cells.of(rows) for rows in ranks)
    named = [Field(f"birth{k}", value, k, kind="scalar") for k, value in enumerate(births)]
    return Complex(cells, positions, {field.name: field for field in [*named, *fields]})
