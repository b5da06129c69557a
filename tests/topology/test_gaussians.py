import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from tdlviz.topology.gaussians import gaussian_sums

AXES = (np.linspace(-1, 2, 5), np.linspace(0, 1, 4))


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), most=st.sampled_from([3, 200]))
def test_sums_of_scipys_densities(seed, most):
    rng = np.random.default_rng(seed)
    n, count = int(rng.integers(0, most)), int(rng.integers(1, 4))
    x, y, weights = rng.random((3, n))
    owner = rng.integers(0, count, n)
    sums = gaussian_sums((x, y), weights, owner, count, AXES, 0.5)
    pixels = np.stack(np.meshgrid(*AXES), axis=-1)
    expected = np.zeros((count, 4, 5))
    for i in range(n):
        expected[owner[i]] += weights[i] * multivariate_normal([x[i], y[i]], 0.25).pdf(pixels)
    np.testing.assert_allclose(sums, expected, atol=1e-12)


def test_a_narrow_hill_far_off_is_nothing():
    far = gaussian_sums((np.array([1e200]),) * 2, np.ones(1), np.zeros(1, int), 1, AXES, 1e-200)
    assert not far.any()


def test_gradients():
    torch = pytest.importorskip("torch")
    given_ = torch.rand((3, 9), dtype=torch.float64, requires_grad=True)
    owner = np.array([0, 1, 1, 0, 1, 1, 0, 1, 1])
    assert torch.autograd.gradcheck(
        lambda g: gaussian_sums((g[0], g[1]), g[2], owner, 2, AXES, 0.5), given_
    )
