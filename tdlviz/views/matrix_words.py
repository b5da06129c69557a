"""A matrix in words."""

from __future__ import annotations

import numpy as np

from tdlviz.core.field import Field


def matrix_words(field: Field | None) -> str:
    """Its name and shape, how full it is, whether it is symmetric, and its least and largest."""
    if field is None:
        return "Matrix: none yet"
    values = np.asarray(field.values)
    parts = [f"Matrix {field.name}", f"{values.shape[0]:,} × {values.shape[1]:,}"]
    known = np.isfinite(values)
    filled = int(np.count_nonzero(values[known]))
    parts.append(f"{filled:,} {'entry is' if filled == 1 else 'entries are'} not zero")
    if values.size and values.shape[0] == values.shape[1]:
        same = np.array_equal(values, values.T, equal_nan=values.dtype.kind == "f")
        parts.append("symmetric" if same else "not symmetric")
    if known.any():
        parts.append(f"from {values[known].min():.4g} to {values[known].max():.4g}")
    if not known.all():
        parts.append(f"{int((~known).sum()):,} missing")
    return ", ".join(parts)
