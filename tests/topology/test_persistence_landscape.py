import numpy as np
import pytest
from gudhi.representations import Landscape
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

GRID = np.linspace(0, 4, 33)


def tents(diagram: np.ndarray) -> np.ndarray:
    """Every tent at every grid value, highest first."""
    heights = np.minimum(GRID - diagram[:, :1], diagram[:, 1:] - GRID)
    return -np.sort(-np.maximum(np.concatenate([heights, np.zeros((4, len(GRID)))]), 0), axis=0)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_the_highest_tents(diagrams, seed):
    given_ = diagrams(seed)
    landscapes = tv.persistence_landscape(given_, GRID, levels=4)
    np.testing.assert_array_equal(landscapes, [tents(d)[:4] for d in given_])
    np.testing.assert_array_equal(tv.persistence_landscape(given_[0], GRID, 4), landscapes[0])


def test_gudhi_and_giotto_tda(diagrams, rng):
    given_ = list(np.sort(4 * rng.random((5, 20, 2)), axis=2))
    ours = tv.persistence_landscape(given_, GRID)
    gudhi = Landscape(num_landscapes=5, resolution=33, sample_range=[0, 4], keep_endpoints=True)
    theirs = gudhi.fit_transform(given_).reshape(ours.shape)
    np.testing.assert_allclose(ours * np.sqrt(2), theirs, atol=1e-12)
    metrics = pytest.importorskip("gtda.diagrams._metrics")
    fibers = metrics.landscapes(np.array(given_), GRID[:, None, None], 5)
    np.testing.assert_allclose(ours, fibers, atol=1e-12)


def test_landscapes_are_stable(rng):
    """|λ_k - λ'_k| <= bottleneck distance (Bubenik 2015, theorem 13)."""
    births = rng.random(30)
    bars = np.column_stack([births, births + rng.random(30)])
    moved = np.sort(bars + rng.uniform(-0.05, 0.05, bars.shape), axis=1)
    first, second = tv.persistence_landscape([bars, moved], GRID, 10)
    assert 0 < abs(first - second).max() <= 0.05


def test_gradients():
    torch = pytest.importorskip("torch")
    bars = torch.tensor(
        [[0.03, 2.11], [0.51, 1.7], [0.2, 3.01]], dtype=torch.float64, requires_grad=True
    )
    assert torch.autograd.gradcheck(lambda x: tv.persistence_landscape([x, x[:1]], GRID, 2), bars)
    assert tv.persistence_landscape(bars.float(), GRID).dtype == torch.float32


@pytest.mark.parametrize(
    ("death", "options", "says"),
    [
        (1, {"levels": 0}, "at least 1"),
        (np.inf, {}, "endless"),
        (np.inf, {"end": -1}, "before it begins"),
    ],
)
def test_refused(death, options, says):
    with pytest.raises(InvalidInput, match=says):
        tv.persistence_landscape([[[0, death]]], GRID, **options)
