"""The checks of notebook 07: each says whether an answer is right, and hints where it is not."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

import tdlviz as tv


def check_widest(edge: int | None, flow: ArrayLike) -> str:
    """Exercise 1: the edge that carries the most of a flow."""
    if edge is None:
        return "Yours to find. Hint: hover over the widest arrow, or np.abs(h).argmax()."
    sizes = np.abs(np.asarray(flow, dtype=float))
    if not 0 <= edge < len(sizes):
        return f"Not yet: edges are numbered 0 to {len(sizes) - 1}."
    stronger = int((sizes > sizes[edge] + 1e-9).sum())
    return f"Not yet: {stronger} of the edges carry more." if stronger else "Right: the widest."


def check_pace(pace: float | None, laplacian: ArrayLike) -> str:
    """Exercise 2: the largest pace at which diffusion stays calm, to a tenth."""
    if pace is None:
        return "Yours to find. Hint: a mode is multiplied by 1 - pace * λ; the largest λ decides."
    limit = 2 / np.linalg.eigvalsh(np.asarray(laplacian, dtype=float))[-1]
    if pace >= limit:
        return f"Not yet: at {pace:.3g} the fastest mode grows with every step."
    return "Right: just calm." if pace > 0.9 * limit else f"Not yet: {pace:.3g} can still grow."


def check_turn(degrees: float | None, cx: tv.Complex, once: ArrayLike) -> str:
    """Exercise 3: a turn around the hole after which vectors agree although all edges turn."""
    if degrees is None:
        return "Yours to find. Hint: after which turn does a vector come back as itself?"
    if degrees == 0:
        return "Not yet: without a turn there is nothing to agree on; give another."
    least = least_disagreement(cx, np.radians(degrees) * np.asarray(once, dtype=float))
    if least < 1e-8:
        return f"Right: after {degrees:g}° all vectors can agree."
    return f"Not yet: after {degrees:g}° the least disagreement is {least:.3f}."


def least_disagreement(cx: tv.Complex, angles: np.ndarray) -> float:
    """The smallest eigenvalue of the connection Laplacian; a turn is multiplication by exp(iθ)."""
    ends = np.asarray(cx.cells(1))
    rows = np.arange(len(ends))
    disagree = np.zeros((len(ends), cx.counts[0]), dtype=complex)
    disagree[rows, ends[:, 0]] = np.exp(1j * angles)
    disagree[rows, ends[:, 1]] = -1
    return float(np.linalg.svd(disagree, compute_uv=False)[-1] ** 2)
