"""The checks accept a right answer, refuse a wrong one, and hint where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial import ConvexHull

import tdlviz as tv

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))

import exercises_02 as exercise

# Six in a row and a chord: number 5, at its end and on the chord, says something else than all.
ROW = tv.constant_sheaf(
    tv.Complex.from_facets([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [0, 5]]),
)
READINGS = np.array([[0.0], [0.1], [0.0], [0.3], [0.2], [4.0]])
OTHER = READINGS[[0, 5, 2, 3, 4, 1]]


@pytest.mark.parametrize(
    ("check", "answer", "rest", "says"),
    [
        (exercise.check_twist, [[1, 1], [0, 1]], [], "Right"),
        (exercise.check_twist, np.diag([2.0, 1.0]), [], "Right"),
        (exercise.check_twist, np.diag([1.0, -1.0]), [], "a mirror"),
        (exercise.check_twist, np.eye(2), [], "dim H0 = 2"),
        (exercise.check_twist, [[0, -1], [1, 0]], [], "dim H0 = 0"),
        (exercise.check_twist, np.diag([1.0, 0.0]), [], "without an inverse"),
        (exercise.check_twist, np.eye(3), [], "2 × 2"),
        (exercise.check_twist, [[1, np.nan], [0, 1]], [], "finite"),
        (exercise.check_odd, 0, [], "Right"),
        (exercise.check_odd, 1, [], "Not yet"),
        (exercise.check_total, 720, [], "Right"),
        (exercise.check_total, 360, [], "Not yet"),
        (exercise.check_threshold, 1, [ROW, READINGS], "Right"),
        (exercise.check_threshold, 0.15, [ROW, READINGS], "3 parts"),
        (exercise.check_threshold, 9, [ROW, READINGS], "all have joined"),
        (exercise.check_threshold, 1, [ROW, OTHER], "another one"),
    ],
)
def test_answers(check, answer, rest, says):
    assert says in check(answer, *rest)


@pytest.mark.parametrize(
    ("check", "rest"),
    [
        (exercise.check_twist, []),
        (exercise.check_odd, []),
        (exercise.check_total, []),
        (exercise.check_threshold, [ROW, READINGS]),
    ],
)
def test_without_an_answer_there_is_a_hint(check, rest):
    assert "Hint" in check(None, *rest)


def test_an_odd_cycle_of_differences_has_no_global_section():
    people = tv.data.planted_graph(40, classes=2, homophily=0, degree=6, seed=0)
    party, edges = people["y"].values, np.asarray(people.cells(1)).tolist()
    sections = []
    for more in ([], [np.flatnonzero(party)[:2].tolist()]):
        cx = tv.Complex.from_facets(edges + more)
        signs = np.tile([1.0, -1.0], cx.counts[1])[:, None, None]
        index = tv.constant_sheaf(cx).maps[0].index
        made = tv.sheaf(cx, tv.Field("signs", signs, 0, index, kind="maps"))
        sections.append(tv.sheaf_cohomology(made)[0])
    assert sections == [1, 0]


@pytest.mark.parametrize("n", [40, 150])
def test_a_sphere_turns_vectors_by_720_degrees_in_all(n):
    k = np.arange(n) + 0.5
    polar, around = np.arccos(1 - 2 * k / n), np.pi * (1 + np.sqrt(5)) * k
    flat = np.sin(polar)[:, None] * np.column_stack([np.cos(around), np.sin(around)])
    points = np.column_stack([flat, np.cos(polar)])
    cx = tv.mesh(points, ConvexHull(points).simplices)
    sheaf = tv.connection_sheaf(cx, 2)
    turns = [np.trace(tv.holonomy(sheaf, cycle)) / 2 for cycle in np.asarray(cx.cells(2))]
    assert np.degrees(np.arccos(turns)).sum() == pytest.approx(720, abs=0.01)
