import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput

GRID = (np.arange(-1, 5), np.arange(0, 4))
EDGE = tv.lower_star(Complex.from_facets([[0, 1]]), [0, 1])


def plain(first: Complex, second: Complex, dim: int, prime: int) -> list[list[int]]:
    """One subcomplex after the other."""
    numbers = np.zeros((len(GRID[0]), len(GRID[1])), int)
    for i, j in np.ndindex(numbers.shape):
        births = zip(first.births, second.births, strict=True)
        keep = [(a <= GRID[0][i]) & (b <= GRID[1][j]) for a, b in births]
        numbers[i, j] = tv.betti(tv.subcomplex(first, keep), prime)[dim] if keep[0].any() else 0
    return numbers.tolist()


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3]))
def test_betti_numbers_of_all_subcomplexes(simplicial, polygonal, seed, prime):
    for cx in (simplicial(seed), polygonal(seed)):
        heights = np.random.default_rng(seed).integers(0, 4, cx.counts[0])
        other = tv.lower_star(cx, heights)
        dim = min(1, cx.dim)
        numbers = tv.hilbert_function(cx, other, dim, GRID, prime)
        assert numbers.tolist() == plain(cx, other, dim, prime)
        flipped = tv.hilbert_function(other, cx, dim, GRID[::-1], prime)
        np.testing.assert_array_equal(flipped.T, numbers)


def test_outliers_fill_a_circle_and_density_empties_it():
    grid = np.arange(-2, 3) * 0.3
    inside = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
    points = np.concatenate([tv.data.circle(60, seed=0), inside])
    cx = tv.rips(points, max_edge=0.5)
    near = (np.linalg.norm(points[:, None] - points, axis=2) < 0.29).sum(axis=1)
    loops = tv.hilbert_function(cx, tv.lower_star(cx, -near), 1, ([0.05, 0.5], [-3, 0]))
    assert loops.tolist() == [[0, 0], [1, 0]]


@pytest.mark.parametrize(
    ("dim", "grid", "options", "says"),
    [
        (2, GRID, {}, "from 0 to 1"),
        (0, GRID[:1], {}, "1 axes; 2 axes are needed"),
        (0, ([0, 1], [1, 0]), {}, "increasing"),
        (0, 3, {}, "a list is needed"),
        (0, GRID, {"prime": 4}, "prime"),
    ],
)
def test_refused(dim, grid, options, says):
    with pytest.raises(InvalidInput, match=says):
        tv.hilbert_function(EDGE, EDGE, dim, grid, **options)
