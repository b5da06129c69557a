"""The checks accept a right answer, refuse a wrong one, and hint where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import tdlviz as tv

pytest.importorskip("torch_geometric")
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))

import exercises_03 as exercise

TAPE = tv.Tape()
for accuracy, guesses in ((0.2, [0, 0, 0]), (0.5, [1, 0, 0]), (0.5, [0, 1, 0]), (0.4, [2, 1, 0])):
    TAPE.log(accuracy=accuracy, guess=tv.Field("guess", guesses, 0, kind="label"))
ACCURACY, GUESS = TAPE["accuracy"], TAPE["guess"]
CX = tv.data.planted_graph(60, degree=4)
CELLS = tv.nn.cells(CX, "x")


def energy(hidden: tv.Field) -> float:
    u, v = np.asarray(CX.cells(1)).T
    h = hidden.values
    return float(np.square(h[u] - h[v]).sum() / np.square(h).sum())


DEPTH = next(n for n in range(2, 20) if exercise._energy(n, CELLS, energy) < 0.1)


@pytest.mark.parametrize(
    ("check", "answer", "rest", "says"),
    [
        (exercise.check_best, 1, [ACCURACY], "Right"),
        (exercise.check_best, 2, [ACCURACY], "not for the first time"),
        (exercise.check_best, 0, [ACCURACY], "there is better"),
        (exercise.check_best, 9, [ACCURACY], "steps are 0 to 3"),
        (exercise.check_fickle, 0, [GUESS], "Right: 3 times"),
        (exercise.check_fickle, 1, [GUESS], "1 of the others changed more often"),
        (exercise.check_fickle, 7, [GUESS], "vertices are 0 to 2"),
        (exercise.check_depth, DEPTH, [CELLS, energy], "Right"),
        (exercise.check_depth, DEPTH + 1, [CELLS, energy], "one layer earlier"),
        (exercise.check_depth, 2, [CELLS, energy], "Not yet: E is"),
        (exercise.check_depth, 1, [CELLS, energy], "only the features"),
    ],
)
def test_answers(check, answer, rest, says):
    assert says in check(answer, *rest)


@pytest.mark.parametrize(
    ("check", "rest"),
    [
        (exercise.check_best, [ACCURACY]),
        (exercise.check_fickle, [GUESS]),
        (exercise.check_depth, [CELLS, energy]),
    ],
)
def test_without_an_answer_there_is_a_hint(check, rest):
    assert "Hint" in check(None, *rest)
