"""The checks accept a right answer, refuse a wrong one, and hint where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import tdlviz as tv

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))

import exercises_04 as exercise

WEIGHTS = np.full((2, 3, 4, 4), 0.25)
WEIGHTS[1, 2] = np.roll(np.eye(4), 1, axis=1)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (None, "Hint"),
        ((1, 2), "Right: 100%"),
        ((0, 0), "Not yet: this one gives 25%"),
        ((2, 0), "layers are 0 to 1"),
    ],
)
def test_the_head_that_looks_ahead(place, words):
    assert words in exercise.check_next(place, WEIGHTS)


@pytest.mark.parametrize(
    ("bits", "words"),
    [
        (None, "Hint"),
        (4, "Right"),
        (2.7726, "nats"),
        (16, "with 8 tokens it would be one bit less"),
    ],
)
def test_the_bits_of_an_even_row(bits, words):
    assert words in exercise.check_bits(bits, 16)


@pytest.mark.parametrize(
    ("beta", "words"),
    [(None, "Hint"), (2, "Right"), (1, "still one"), (4, "2 valleys"), (9, "only")],
)
def test_the_last_single_valley(beta, words):
    landscape = tv.Tape()
    for value, count in ((1.0, 1), (2.0, 1), (4.0, 2)):
        bars = np.array([[0.0, np.inf]] * count)
        cells = np.column_stack([np.arange(count), np.full(count, -1)])
        field = tv.Field("valleys", bars, 0, cells, kind="diagram")
        landscape.log(beta=value, valleys=field)
    assert words in exercise.check_valley(beta, landscape)
