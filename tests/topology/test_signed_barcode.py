import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.signed_barcode import SignedBarcode


@given(seed=st.integers(0, 10**6), parameters=st.integers(1, 3))
def test_s132_the_sum_of_masses_is_the_hilbert_function(seed, parameters):
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 5, parameters))
    hilbert, grid = rng.integers(0, 4, shape), [np.sort(rng.random(n)) for n in shape]
    points, masses = tv.signed_barcode(hilbert, grid)
    assert (masses != 0).all()
    corners = np.stack(np.meshgrid(*grid, indexing="ij"), axis=-1)
    below = (points <= corners[..., None, :]).all(axis=-1)
    np.testing.assert_array_equal(below @ masses, hilbert)


def test_s132_of_a_bifiltration(rng):
    cx = tv.rips(rng.random((40, 2)), max_edge=0.4)
    grid = (np.linspace(0, 0.4, 13), np.linspace(0, 1, 7))
    hilbert = tv.hilbert_function(cx, tv.lower_star(cx, rng.random(40)), 1, grid)
    points, masses = tv.signed_barcode(hilbert, grid)
    sums = np.zeros(hilbert.shape, int)
    np.add.at(sums, tuple(map(np.searchsorted, grid, points.T)), masses)
    np.testing.assert_array_equal(sums.cumsum(0).cumsum(1), hilbert)
    assert (masses < 0).any()


@given(seed=st.integers(0, 10**6))
def test_s132_in_one_parameter_births_less_deaths(diagrams, seed):
    bars = diagrams(seed)[0]
    grid = np.arange(0, 20) / 4  # every birth and death is on it
    points, masses = tv.signed_barcode(tv.betti_curve(bars, grid), [grid])
    expected = [(bars[:, 0] == t).sum() - (bars[:, 1] == t).sum() for t in grid]
    np.testing.assert_array_equal(points[:, 0], grid[np.nonzero(expected)])
    np.testing.assert_array_equal(masses, np.array(expected)[np.nonzero(expected)])


def test_the_image_of_one_mass():
    one = SignedBarcode(np.array([[0.0, 2.0]]), np.array([-3]))
    image = tv.signed_barcode_image(one, ([0, 1], [1, 2, 3]), 0.5)
    bell = np.exp(-2 * np.array([[1, 0, 1], [2, 1, 2]])) / (2 * np.pi * 0.25)
    np.testing.assert_allclose(image, -3 * bell)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), size=st.sampled_from([1e-3, 0.01, 0.1]))
def test_s132_images_are_stable(seed, size):
    """By the bound of the docstring, when two functions on a triangulation are perturbed."""
    rng = np.random.default_rng(seed)
    cx = tv.alpha(rng.random((12, 2)))
    given_ = rng.random((2, 12))
    moved = given_ + size * rng.uniform(-1, 1, given_.shape)
    images, births, sigma = [], [], 0.3
    for functions in (given_, moved):
        pair = [tv.lower_star(cx, values) for values in functions]
        grid = [np.unique(values) for values in functions]
        barcode = tv.signed_barcode(tv.hilbert_function(*pair, 0, grid), grid)
        images.append(tv.signed_barcode_image(barcode, (np.linspace(0, 1, 9),) * 2, sigma))
        births.append(np.concatenate([array for one in pair for array in one.births]))
    steepest = np.exp(-0.5) / (2 * np.pi * sigma**3)
    change = abs(images[0] - images[1]).max()
    assert 0 < change <= 2 * steepest * abs(births[0] - births[1]).sum()


@pytest.mark.parametrize(
    ("hilbert", "grid", "says"),
    [
        ([1, 2], [[0, 1, 2]], r"\(3,\) integers are needed"),
        ([1.0, 2.0], [[0, 1]], "float64"),
        ([1, 2], [], "0 axes; at least one"),
        ([1, 2], [[1, 0]], "increasing"),
    ],
)
def test_refused(hilbert, grid, says):
    with pytest.raises(InvalidInput, match=says):
        tv.signed_barcode(hilbert, grid)


def test_images_refused():
    line = SignedBarcode(np.zeros((1, 1)), np.ones(1, int))
    for given_ in (line, 3):
        with pytest.raises(InvalidInput, match="of two parameters"):
            tv.signed_barcode_image(given_, ([0], [0]), 1)
    with pytest.raises(InvalidInput, match="more than 0"):
        tv.signed_barcode_image(SignedBarcode(np.zeros((1, 2)), line.masses), ([0], [0]), 0)
