import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

GRID = np.arange(-1, 6)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_euler_poincare(simplicial, polygonal, seed):
    for cx in (simplicial(seed), polygonal(seed)):
        curve = tv.euler_curve(cx, GRID)
        signs = (-1) ** np.arange(cx.dim + 1)
        bettis = tv.betti_curve([tv.persistence(cx, k) for k in range(cx.dim + 1)], GRID)
        np.testing.assert_array_equal(curve, signs @ bettis)
        assert curve[-1] == signs @ cx.counts


def test_a_batch_has_a_curve_for_each_complex(simplicial):
    parts = [simplicial(seed) for seed in range(5)]
    curves = [tv.euler_curve(cx, GRID) for cx in parts]
    np.testing.assert_array_equal(tv.euler_curve(tv.batch(parts), GRID), curves)


def test_s190_islands_less_tunnels_and_voids_of_a_random_field(rng):
    waves = np.fft.fftfreq(12)[:, None, None] ** 2 + np.fft.fftfreq(12)[:, None] ** 2
    waves = np.exp(-40 * (waves + np.fft.fftfreq(12) ** 2))
    field = np.fft.ifftn(np.fft.fftn(rng.normal(size=(12, 12, 12))) * waves).real
    cx = tv.cubical(field / field.std(), periodic=True)
    levels = np.linspace(-4, 5, 19)
    bettis = tv.betti_curve([tv.persistence(cx, k) for k in range(4)], levels)
    counts = [[(births <= t).sum() for t in levels] for births in cx.births]
    signs = [1, -1, 1, -1]
    np.testing.assert_array_equal(tv.euler_curve(cx, levels), signs @ bettis)
    np.testing.assert_array_equal(signs @ bettis, signs @ np.array(counts))
    assert bettis[:, -1].tolist() == [1, 3, 3, 1]  # all of the periodic cube is a 3-torus


def test_refused():
    with pytest.raises(InvalidInput, match="use lower_star or filtration"):
        tv.euler_curve(tv.Complex.from_facets([[0, 1]]), GRID)
