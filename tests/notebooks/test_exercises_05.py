"""The checks accept a right answer, refuse a wrong one, and hint where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import tdlviz as tv

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))

import exercises_05 as exercise


def bars(*values: tuple[float, float]) -> tv.Field:
    cells = np.zeros((len(values), 2), dtype=int)
    return tv.Field("H1", np.array(values).reshape(-1, 2), 1, cells, kind="diagram")


EVERY = [[bars((0.1, 0.2)), bars()], [bars((0.5, 0.9), (0.1, np.inf)), bars((0.2, 0.5))]]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (None, "Hint"),
        ((1, 0), "Right: of length 0.400"),
        ((0, 1), "length 0.000, and there is one of 0.400"),
        ((2, 0), "layers are 0 to 1"),
    ],
)
def test_the_head_with_the_longest_bar(place, words):
    assert words in exercise.check_longest(place, EVERY)


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "Hint"), (0.75, "Right"), (0.6, "are 2"), (0.4, "are 3"), (0.9, "is 1 component")],
)
def test_where_all_are_joined(value, words):
    index = [[0, 1], [1, 2]]
    attention = tv.Field("att", [[0.5], [0.25]], 0, index, kind="attention")
    weighted = tv.attention_complex(tv.Complex.from_facets([[0], [1], [2]]), attention)
    assert words in exercise.check_joined(value, weighted)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "Hint"),
        ((15, 0.9375), "Right"),
        ((16, 0.9375), "never ends"),
        ((2, 0.9375), "joined once"),
        ((15, 0.0625), "enters at 1 - w"),
    ],
)
def test_the_bars_of_an_even_head(answer, words):
    assert words in exercise.check_even(answer)
    n = exercise.TOKENS
    index = np.stack(np.indices((n, n)).reshape(2, -1), axis=1)
    even = tv.Field("even", np.full((n * n, 1), 1 / n), 0, index, kind="attention")
    weighted = tv.attention_complex(tv.Complex.from_facets([[i] for i in range(n)]), even)
    deaths = tv.persistence(weighted, dim=0).values[:, 1]
    assert sorted(deaths) == [1 - 1 / n] * (n - 1) + [np.inf]
