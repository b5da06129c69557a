"""The checks of notebook 03: each says whether an answer is right, and hints where it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

import tdlviz as tv


def check_best(step: int | None, accuracy: tv.Track) -> str:
    """Exercise 1: the first step with the highest accuracy."""
    if step is None:
        return "Yours to find. Hint: drag in the curves, or accuracy.history().argmax()."
    steps, values = accuracy.numbers()
    if step not in steps:
        return f"Not yet: steps are {steps[0]} to {steps[-1]}."
    then = values[np.searchsorted(steps, step)]
    if then < values.max():
        return f"Not yet: {then:.0%} at step {step}, and there is better."
    best = int(steps[values.argmax()])
    return "Right." if step == best else f"Not yet: as high, but not for the first time at {step}."


def check_fickle(vertex: int | None, guess: tv.Track) -> str:
    """Exercise 2: a vertex that changed its guess as often as any."""
    if vertex is None:
        return "Yours to find. Hint: np.diff of guess.history() along the steps, and count."
    changes = (np.diff(guess.history(), axis=0) != 0).sum(axis=0)
    if not 0 <= vertex < len(changes):
        return f"Not yet: vertices are 0 to {len(changes) - 1}."
    more = int((changes > changes[vertex]).sum())
    if more:
        return f"Not yet: {changes[vertex]} times, and {more} of the others changed more often."
    return f"Right: {changes[vertex]} times."


def check_depth(layers: int | None, cells: Any, energy: Callable[[tv.Field], float]) -> str:
    """Exercise 3: the fewest layers of an untrained GCN whose hidden features are nearly alike."""
    if layers is None:
        return "Yours to find. Hint: tv.watch an untrained tv.nn.GCN, call it, tape.log()."
    if layers < 2:
        return "Not yet: with one layer there are only the features themselves."
    there, one_less = (_energy(depth, cells, energy) for depth in (layers, layers - 1))
    if there >= 0.1:
        return f"Not yet: E is {there:.2f} with {layers} layers."
    return "Right." if one_less >= 0.1 else f"Not yet: E is {one_less:.2f} one layer earlier."


def _energy(layers: int, cells: Any, energy: Callable[[tv.Field], float]) -> float:
    torch.manual_seed(0)
    model = tv.nn.GCN(5, 32, layers, features=cells.x.shape[1]).eval()
    with tv.watch(model, "hidden") as tape, torch.no_grad():
        model(cells)
        tape.log()
        return energy(tape["hidden"].latest)
