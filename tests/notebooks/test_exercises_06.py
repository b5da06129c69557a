"""The checks accept a right answer, refuse a wrong one, and hint where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import tdlviz as tv

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))

import exercises_06 as exercise

POINTS = tv.data.figure_eight(80, noise=0.06, seed=2)
CX = tv.mesh(np.random.default_rng(0).random((4, 2)), [[0, 1, 2], [1, 2, 3]])
WHIRL = tv.boundary(CX, 2) @ [1.0, -2.0]
RIM = [(i, (i + 1) % 6) for i in range(6)]


def wheel(turned: tuple[int, ...]) -> tv.Complex:
    spokes = [(i, 6) if i in turned else (6, i) for i in range(6)]
    return tv.directed_flag(nx.DiGraph(RIM + spokes))


@pytest.mark.parametrize(
    ("check", "answer", "rest", "says"),
    [
        (exercise.check_scale, 0.5, [POINTS], "Right"),
        (exercise.check_scale, 0.1, [POINTS], "0 loops"),
        (exercise.check_scale, 1.0, [POINTS], "3260 cells"),
        (exercise.check_hollow, nx.circular_ladder_graph(3), [], "Right"),
        (exercise.check_hollow, nx.octahedral_graph(), [], "1 by cliques"),
        (exercise.check_hollow, nx.dodecahedral_graph(), [], "8 are enough"),
        (exercise.check_hollow, nx.path_graph(4), [], "0 hollows by rings"),
        (exercise.check_wheel, wheel((0, 2, 4)), [], "Right"),
        (exercise.check_wheel, wheel((0,)), [], "1 hole."),
        (exercise.check_wheel, tv.directed_flag(nx.DiGraph(RIM)), [], "spokes only"),
        (exercise.check_whirl, WHIRL, [CX], "Right"),
        (exercise.check_whirl, np.arange(5.0), [CX], "gradient"),
        (exercise.check_whirl, np.zeros(5), [CX], "not all zero"),
        (exercise.check_whirl, np.ones(4), [CX], "each of 5 edges"),
        (exercise.check_prime, 2, [], "Right"),
        (exercise.check_prime, 3, [], "Not yet"),
    ],
)
def test_answers(check, answer, rest, says):
    assert says in check(answer, *rest)


@pytest.mark.parametrize(
    ("check", "rest"),
    [
        (exercise.check_scale, [POINTS]),
        (exercise.check_hollow, []),
        (exercise.check_wheel, []),
        (exercise.check_whirl, [CX]),
        (exercise.check_prime, []),
    ],
)
def test_without_an_answer_there_is_a_hint(check, rest):
    assert "Hint" in check(None, *rest)


def test_the_klein_bottle_is_one():
    bottle = exercise.klein_bottle()
    assert bottle.counts == (16, 48, 32)
    assert (np.abs(tv.boundary(bottle, 2)).sum(axis=1) == 2).all()  # a closed surface
    assert [tv.betti(bottle, prime) for prime in (None, 2, 3)] == [(1, 1, 0), (1, 2, 1), (1, 1, 0)]
