"""The checks accept a right answer, refuse a wrong one, and hint where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import tdlviz as tv

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))

import exercises_01 as exercise

CX = tv.rips(tv.data.circle(60, noise=0.12, seed=1), max_edge=1.8)
H1 = tv.persistence(CX, dim=1)
LONG = int((H1.values[:, 1] - H1.values[:, 0]).argmax())
EIGHT = np.concatenate([tv.data.circle(60) - 2, tv.data.circle(60) + 2])


@pytest.mark.parametrize(
    ("check", "answer", "rest", "says"),
    [
        (exercise.check_birth, H1.values[LONG, 0], [H1], "Right"),
        (exercise.check_birth, 0.1, [H1], "still open"),
        (exercise.check_birth, 1.5, [H1], "long closed"),
        (exercise.check_edge, H1.index[LONG, 0], [CX, H1], "Right"),
        (exercise.check_edge, 0, [CX, H1], "Not yet"),
        (exercise.check_edge, 10**6, [CX, H1], "only"),
        (exercise.check_two_loops, EIGHT, [], "Right"),
        (exercise.check_two_loops, tv.data.circle(60), [], "1 loop live"),
        (exercise.check_noise, 0.6, [1.177], "Right"),
        (exercise.check_noise, 0.01, [1.177], "Not yet"),
    ],
)
def test_answers(check, answer, rest, says):
    assert says in check(answer, *rest)


@pytest.mark.parametrize(
    ("check", "rest"),
    [
        (exercise.check_birth, [H1]),
        (exercise.check_edge, [CX, H1]),
        (exercise.check_two_loops, []),
        (exercise.check_noise, [1.0]),
    ],
)
def test_without_an_answer_there_is_a_hint(check, rest):
    assert "Hint" in check(None, *rest)
