"""The checks of notebook 05: each says whether an answer is right, and hints where it is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

import tdlviz as tv

TOKENS = 16


def check_longest(place: tuple[int, int] | None, bars: Sequence[Sequence[tv.Field]]) -> str:
    """Exercise 1: the (layer, head) with the longest bar that ends."""
    if place is None:
        return "Yours to find. Hint: in bars[layer][head].values the columns are birth and death."
    if not (0 <= place[0] < len(bars) and 0 <= place[1] < len(bars[0])):
        return f"Not yet: layers are 0 to {len(bars) - 1}, heads 0 to {len(bars[0]) - 1}."
    own, most = _longest(bars[place[0]][place[1]]), max(_longest(b) for of in bars for b in of)
    if own < most:
        return f"Not yet: its longest has length {own:.3f}, and there is one of {most:.3f}."
    return f"Right: of length {own:.3f}."


def _longest(diagram: tv.Field) -> float:
    lengths = diagram.values[:, 1] - diagram.values[:, 0]
    return float(lengths[np.isfinite(lengths)].max(initial=0))


def check_joined(value: float | None, weighted: tv.Complex) -> str:
    """Exercise 2: the last death of H0."""
    if value is None:
        return "Yours to find. Hint: pull the slider until one bar of H0 is left."
    deaths = tv.persistence(weighted, dim=0).values[:, 1]
    last = deaths[np.isfinite(deaths)].max()
    if np.isclose(value, last, atol=0.01):
        return "Right."
    left = 1 + int((deaths[np.isfinite(deaths)] > value).sum())
    return f"Not yet: at {value:.3g} there {'is 1 component' if left == 1 else f'are {left}'}."


def check_even(answer: tuple[int, float] | None) -> str:
    """Exercise 3: the bars of an even head that end, and where."""
    if answer is None:
        return "Yours to find. Hint: every weight is 1/16, so all edges enter at once."
    bars, value = answer
    if bars == TOKENS:
        return f"Not yet: one of {TOKENS} never ends."
    if bars != TOKENS - 1:
        return "Not yet: each token begins one, and each but the first is joined once."
    if not np.isclose(value, 1 - 1 / TOKENS, atol=1e-3):
        return "Not yet: an edge of weight w enters at 1 - w."
    return "Right: no shape at all."
