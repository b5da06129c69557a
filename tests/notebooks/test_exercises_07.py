"""The checks accept a right answer, refuse a wrong one, and hint where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import tdlviz as tv

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))

import exercises_07 as exercise

RING = tv.Complex.from_facets([[0, 1], [1, 2], [2, 3], [0, 3]])
ONCE = np.array([1.0, -1.0, 1.0, 1.0]) / 4  # edges 01, 03, 12, 23: one runs against the others
L1 = tv.hodge_laplacian(RING, 1).toarray()  # eigenvalues 0, 2, 2, 4


@pytest.mark.parametrize(
    ("check", "answer", "rest", "says"),
    [
        (exercise.check_widest, 1, [[0.1, -0.9, 0.5]], "Right"),
        (exercise.check_widest, 0, [[0.1, -0.9, 0.5]], "2 of the edges"),
        (exercise.check_widest, 3, [[0.1, -0.9, 0.5]], "0 to 2"),
        (exercise.check_pace, 0.49, [L1], "Right"),
        (exercise.check_pace, 0.51, [L1], "grows"),
        (exercise.check_pace, 0.4, [L1], "can still grow"),
        (exercise.check_turn, 360, [RING, ONCE], "Right"),
        (exercise.check_turn, -720, [RING, ONCE], "Right"),
        (exercise.check_turn, 90, [RING, ONCE], "disagreement is 0.152"),
        (exercise.check_turn, 0, [RING, ONCE], "give another"),
    ],
)
def test_answers(check, answer, rest, says):
    assert says in check(answer, *rest)


@pytest.mark.parametrize(
    ("check", "rest"),
    [
        (exercise.check_widest, [[1.0]]),
        (exercise.check_pace, [L1]),
        (exercise.check_turn, [RING, ONCE]),
    ],
)
def test_without_an_answer_there_is_a_hint(check, rest):
    assert "Hint" in check(None, *rest)


@pytest.mark.parametrize("degrees", [0, 30, 90, 180, 360])
def test_the_least_disagreement_of_a_ring_is_that_of_its_formula(degrees):
    angles = np.radians(degrees) * ONCE
    # The eigenvalues of a ring of n that turns by θ: 2 - 2 cos((θ + 2πk) / n).
    shares = (np.radians(degrees) + 2 * np.pi * np.arange(4)) / 4
    expected = (2 - 2 * np.cos(shares)).min()
    assert exercise.least_disagreement(RING, angles) == pytest.approx(expected, abs=1e-12)
