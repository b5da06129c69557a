from __future__ import annotations

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


@pytest.mark.parametrize("homophily", [0.0, 0.1, 0.5, 1.0])
def test_edges_stay_in_their_class_as_often_as_asked(homophily):
    cx = tv.data.planted_graph(4000, homophily=homophily, degree=5)
    y = cx["y"].values
    same = np.mean(np.equal(*y[np.asarray(cx.cells(1))].T))
    assert same == pytest.approx(homophily, abs=0.015)
    apart = (y[np.asarray(cx.cells(1))] @ [1, -1]) % 5
    assert {*np.unique(apart)} <= {0, 1, 4}
    assert cx.counts[1] == pytest.approx(10_000, rel=0.02)
    assert np.ptp(np.bincount(y)) <= 1


def test_words_tell_the_class():
    cx = tv.data.planted_graph(1000)
    x, y = cx["x"].values, cx["y"].values
    assert {*np.unique(x)} == {0, 1}
    means = np.stack([x[y == label].mean(axis=0) for label in range(5)])
    guess = (x @ means.T).argmax(axis=1)
    assert 0.6 < np.mean(guess == y) < 1


def test_splits_part_the_vertices():
    cx = tv.data.planted_graph(180, splits=4)
    masks = np.stack([cx[name].values for name in ("train", "val", "test")])
    assert masks.shape == (3, 180, 4)
    assert (masks.sum(axis=0) == 1).all()
    assert masks.mean(axis=1) == pytest.approx(
        np.array([[0.48], [0.32], [0.2]]).repeat(4, 1), abs=0.01
    )
    assert (masks[0, :, 0] != masks[0, :, 1]).any()


def test_a_seed_gives_one_graph():
    a, b, c = (tv.data.planted_graph(seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(a.ranks[1].flat, b.ranks[1].flat)
    assert not np.array_equal(a["x"].values, c["x"].values)


@pytest.mark.parametrize(
    "given",
    [
        {"n": 1}, {"classes": 0}, {"classes": 200}, {"homophily": 1.1}, {"homophily": -0.1},
        {"classes": 1, "homophily": 0.5}, {"degree": -1}, {"degree": np.nan}, {"words": 3},
        {"splits": 0}, {"seed": None},
    ],
)  # fmt: skip
def test_what_is_no_graph(given):
    with pytest.raises(InvalidInput):
        tv.data.planted_graph(**given)
