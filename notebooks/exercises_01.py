"""The checks of notebook 01: each says whether an answer is right, and hints where it is not."""

from __future__ import annotations

from numpy.typing import ArrayLike

import tdlviz as tv


def check_birth(answer: float | None, h1: tv.Field) -> str:
    """Exercise 1: when the long loop of the ring is born."""
    birth = h1.values[_longest(h1), 0]
    if answer is None:
        return "Yours to find. Hint: slide until the ring just closes; the bar starts there."
    if abs(answer - birth) < 0.02:
        return f"Right: the loop is born at {birth:.3f}."
    return f"Not yet: at {answer} the ring is {'still open' if answer < birth else 'long closed'}."


def check_edge(answer: int | None, cx: tv.Complex, h1: tv.Field) -> str:
    """Exercise 2: the edge that closes the ring."""
    edge = int(h1.index[_longest(h1), 0])
    if answer is None:
        return "Yours to find. Hint: bar.index holds the birth cell and the death cell."
    if answer == edge:
        return f"Right: edge {edge} joins the points {cx.cells(1)[edge].tolist()}."
    if not 0 <= answer < cx.counts[1]:
        return f"Not yet: there are only {cx.counts[1]} edges."
    births = cx["birth1"].values
    return f"Not yet: edge {answer} enters at {births[answer]:.3f}, the loop at {births[edge]:.3f}."


def check_two_loops(points: ArrayLike | None) -> str:
    """Exercise 3: points with two loops."""
    if points is None:
        return "Yours to find. Hint: two circles side by side; np.concatenate puts clouds together."
    diagram = tv.persistence(tv.alpha(points), dim=1)
    loops = int((diagram.values[:, 1] - diagram.values[:, 0] > 0.3).sum())
    if loops == 2:
        return "Right: two loops, and no third."
    return f"Not yet: {loops} loop{'s' * (loops != 1)} live longer than 0.3."


def check_noise(noise: float | None, before: float) -> str:
    """Exercise 4: enough noise to halve the life of the ring."""
    if noise is None:
        return "Yours to find. Hint: try 0.2, 0.4, … and look at the picture each time."
    cx = tv.rips(tv.data.circle(60, noise=noise, seed=1))
    diagram = tv.persistence(cx, dim=1)
    life = max(diagram.values[:, 1] - diagram.values[:, 0], default=0.0)
    if life < before / 2:
        return f"Right: with noise {noise} the longest loop lives {life:.2f}, before {before:.2f}."
    return f"Not yet: it still lives {life:.2f} of {before:.2f}."


def _longest(diagram: tv.Field) -> int:
    return int((diagram.values[:, 1] - diagram.values[:, 0]).argmax())
