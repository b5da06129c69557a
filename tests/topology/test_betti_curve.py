import numpy as np
import pytest
from gudhi.representations import BettiCurve
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv

GRID = np.linspace(0, 4, 33)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_s154_the_count_of_bars_alive_and_gudhis(diagrams, seed):
    given_ = diagrams(seed)
    curves = tv.betti_curve(given_, GRID)
    alive = [((d[:, :1] <= GRID) & (d[:, 1:] > GRID)).sum(0) for d in given_]
    np.testing.assert_array_equal(curves, alive)
    np.testing.assert_array_equal(curves, BettiCurve(predefined_grid=GRID).fit_transform(given_))
    np.testing.assert_array_equal(tv.betti_curve(given_[0], GRID), curves[0])


def test_at_the_end_stand_the_betti_numbers():
    cx = tv.rips(tv.data.circle(40), max_edge=0.5)
    curves = tv.betti_curve([tv.persistence(cx, 0), tv.persistence(cx, 1)], [-1, 0, 0.5])
    assert curves.dtype == np.int64
    assert curves[:, [0, 2]].tolist() == [[0, 1], [0, 1]]
    assert curves[0, 1] == 40


def test_giotto_tda_counts_alike(rng):
    metrics = pytest.importorskip("gtda.diagrams._metrics")
    diagrams = np.sort(rng.random((5, 20, 2)), axis=2)
    theirs = metrics.betti_curves(diagrams, GRID[:, None, None])
    np.testing.assert_array_equal(tv.betti_curve(list(diagrams), GRID), theirs)


def test_tensors_are_counted_too():
    torch = pytest.importorskip("torch")
    bars = torch.tensor([[0.0, 2], [1, 3]], requires_grad=True)
    assert tv.betti_curve(bars, [0, 1, 2, 3]).tolist() == [1, 2, 1, 0]
