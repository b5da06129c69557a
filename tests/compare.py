"""What two complexes are compared by: simplices with their births, and lasting bars."""

from __future__ import annotations

import numpy as np

import tdlviz as tv


def as_dict(cx):
    """Simplex to birth, whatever the order. Simplices are named by the field `vertex`, if any."""
    names = cx["vertex"].values if "vertex" in cx.fields else np.arange(cx.counts[0])
    births = cx.births or tuple(np.zeros(count) for count in cx.counts)
    rows = [
        np.sort(names[cells.flat.reshape(len(cells), -1 if len(cells) else 1)], axis=1)
        for cells in cx.ranks
    ]
    pairs = zip(rows, births, strict=True)
    return {
        tuple(s): b
        for simplices, values in pairs
        for s, b in zip(simplices.tolist(), values.tolist(), strict=True)
    }


def tree_dict(tree):
    """The same of a gudhi simplex tree."""
    return {tuple(s): b for s, b in tree.get_simplices()}


def bars(cx, dim, prime=2):
    """Births and deaths of the bars longer than rounding, sorted."""
    values = np.asarray(tv.persistence(cx, dim, prime))
    return lasting(values)


def lasting(values):
    """The same of any diagram (m, 2)."""
    values = np.asarray(values, dtype=float).reshape(-1, 2)
    values = values[values[:, 1] - values[:, 0] > 1e-9]
    return values[np.lexsort(values.T)]


def same(ours, theirs, tolerance=1e-9):
    """Whether two dictionaries of births, or two sorted diagrams, agree."""
    if isinstance(ours, dict):
        return ours.keys() == theirs.keys() and all(
            abs(ours[key] - theirs[key]) <= tolerance for key in ours
        )
    return ours.shape == theirs.shape and np.allclose(ours, theirs, rtol=0, atol=tolerance)


def sound(cx):
    """Whether boundaries of boundaries vanish, no cell precedes a face, and Euler's number is the
    alternating sum of the Betti numbers."""
    for rank in range(2, cx.dim + 1):
        assert abs(tv.boundary(cx, rank - 1) @ tv.boundary(cx, rank)).sum() == 0
    if cx.births is not None:
        tv.filtration(tv.Complex(cx.ranks), cx.births)
    euler = sum((-1) ** k * count for k, count in enumerate(cx.counts))
    assert euler == sum((-1) ** k * count for k, count in enumerate(tv.betti(cx, prime=2)))
    return True
