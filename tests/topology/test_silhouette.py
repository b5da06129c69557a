import numpy as np
import pytest
from gudhi.representations import Silhouette
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

GRID = np.linspace(0, 4, 33)


def plain(diagram: np.ndarray, power: float) -> np.ndarray:
    weights = (diagram[:, 1] - diagram[:, 0]) ** power
    heights = np.maximum(np.minimum(GRID - diagram[:, :1], diagram[:, 1:] - GRID), 0)
    return weights @ heights / (weights.sum() or 1)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), power=st.sampled_from([0, 0.5, 1, 2]))
def test_the_mean_of_tents(diagrams, seed, power):
    given_ = diagrams(seed)
    curves = tv.silhouette(given_, GRID, power)
    np.testing.assert_allclose(curves, [plain(d, power) for d in given_], atol=1e-12)
    np.testing.assert_array_equal(tv.silhouette(given_[0], GRID, power), curves[0])


def test_gudhi_and_giotto_tda(rng):
    given_ = list(np.sort(4 * rng.random((5, 20, 2)), axis=2))
    ours = tv.silhouette(given_, GRID, power=2)
    gudhi = Silhouette(lambda bar: (bar[1] - bar[0]) ** 2, 33, [0, 4], keep_endpoints=True)
    np.testing.assert_allclose(ours * np.sqrt(2), gudhi.fit_transform(given_), atol=1e-12)
    metrics = pytest.importorskip("gtda.diagrams._metrics")
    theirs = metrics.silhouettes(np.array(given_), GRID[:, None, None], 2.0)
    np.testing.assert_allclose(ours, theirs.reshape(ours.shape), atol=1e-12)


def test_a_large_power_leaves_the_longest_bar():
    bars = [[[0, 1e-60], [0, 4e-60]], [[0, 1e60], [0, 2e60]]]
    tops = tv.silhouette(bars, [2e-60, 1e60], power=900)
    np.testing.assert_allclose(np.diagonal(tops), [2e-60, 1e60])


def test_gradients():
    torch = pytest.importorskip("torch")
    bars = torch.tensor([[0.03, 2.11], [0.51, 1.7]], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: tv.silhouette([x, x[:1]], GRID, 2), bars)


@pytest.mark.parametrize(
    ("death", "power", "says"),
    [(1, -1, "at least 0"), (1, np.nan, "finite number"), (np.inf, 1, "endless")],
)
def test_refused(death, power, says):
    with pytest.raises(InvalidInput, match=says):
        tv.silhouette([[[0, death]]], GRID, power)
