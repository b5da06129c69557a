"""The checks of notebook 04: each says whether an answer is right, and hints where it is not."""

from __future__ import annotations

import numpy as np

import tdlviz as tv


def check_next(place: tuple[int, int] | None, weights: np.ndarray) -> str:
    """Exercise 1: the (layer, head) that gives most to the token after the one that looks."""
    if place is None:
        return "Yours to find. Hint: as for the token before, on the other side of the diagonal."
    after = np.diagonal(weights, 1, axis1=2, axis2=3).mean(axis=2)
    layers, heads = after.shape
    if not (0 <= place[0] < layers and 0 <= place[1] < heads):
        return f"Not yet: layers are 0 to {layers - 1}, heads 0 to {heads - 1}."
    share = after[place]
    if share < after.max():
        return f"Not yet: this one gives {share:.0%} to the token after it, and one gives more."
    return f"Right: {share:.0%} of its attention."


def check_bits(bits: float | None, tokens: int) -> str:
    """Exercise 2: the entropy of an even row."""
    if bits is None:
        return "Yours to find. Hint: 16 weights of 1/16, and entropy is the mean of log2(1/weight)."
    if np.isclose(bits, np.log2(tokens), atol=0.01):
        return "Right."
    if np.isclose(bits, np.log(tokens), atol=0.01):
        return "Not yet: that is in nats. Divide by the logarithm of 2."
    return f"Not yet: with {tokens // 2} tokens it would be one bit less."


def check_valley(beta: float | None, landscape: tv.Tape) -> str:
    """Exercise 3: the largest β at which the energy has one valley."""
    if beta is None:
        return "Yours to find. Hint: scrub, and count the bars; landscape['beta'].numbers() has β."
    steps, betas = landscape["beta"].numbers()
    step = steps[np.abs(betas - beta).argmin()]
    if not np.isclose(betas[step], beta, rtol=0.01):
        return f"Not yet: it was computed for β from {betas[0]:.3g} to {betas[-1]:.3g} only."
    counts = [len(landscape["valleys"].at(int(s)).values) for s in steps[step:]]
    if counts[0] > 1:
        return f"Not yet: there are {counts[0]} valleys."
    return "Right." if counts[1] > 1 else "Not yet: with the next larger β there is still one."
