from itertools import combinations

import numpy as np
import pytest
from compare import as_dict, bars, same, sound
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

CLOUDS = st.tuples(st.integers(1, 8), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(-3, 3).map(lambda n: n / 2))
)


def radius_by_descent(points):
    """The smallest ball by Badoiu and Clarkson's steps towards the furthest point."""
    centre = points.mean(axis=0)
    for step in range(1, 600):
        away = ((points - centre) ** 2).sum(axis=1)
        centre = centre + (points[away.argmax()] - centre) / (step + 1)
    found = minimize(
        lambda c: ((points - c) ** 2).sum(axis=1).max(), centre, method="Nelder-Mead", tol=1e-12
    )
    return np.sqrt(found.fun)


@pytest.mark.parametrize("d", [1, 2, 3])
def test_births_are_radii_of_smallest_balls(d):
    points = np.random.default_rng(d).random((7, d))
    made = as_dict(tv.cech(points, max_dim=4))
    assert len(made) == sum(len(list(combinations(range(7), k))) for k in range(1, 6))
    for simplex in list(made)[7::12]:
        assert made[simplex] == pytest.approx(radius_by_descent(points[list(simplex)]), abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(CLOUDS)
def test_the_diagram_is_that_of_delaunay(points):
    """The theorem of Bauer and Edelsbrunner, on points with ties of every kind."""
    cx = tv.cech(points, max_dim=min(points.shape[1], 3) + 1, max_cells=10**6)
    assert sound(cx)
    triangulation = tv.delaunay(points)
    for dim in range(min(points.shape[1], 3)):
        theirs = bars(triangulation, dim) if dim <= triangulation.dim else np.zeros((0, 2))
        assert same(bars(cx, dim), theirs, 1e-7)


@settings(max_examples=15, deadline=None)
@given(CLOUDS, st.floats(0, 2))
def test_a_radius_cuts_off_what_is_larger(points, radius):
    whole, cut = (as_dict(tv.cech(points, r, max_dim=3)) for r in (None, radius))
    assert cut == {simplex: birth for simplex, birth in whole.items() if birth <= radius}
    rips = as_dict(tv.rips(points, max_edge=2 * radius, max_dim=3))
    assert cut.keys() <= rips.keys()
    assert all(rips[s] / 2 - 1e-12 <= cut[s] <= rips[s] / np.sqrt(2) + 1e-12 for s in cut)


def test_a_hundred_dimensions_and_other_numbers():
    points = np.random.default_rng(0).normal(size=(12, 100))
    made = as_dict(tv.cech(points, max_dim=3))
    for simplex in [(0, 1, 2), (3, 5, 8, 11)]:
        corners = points[list(simplex)]
        # In its own span, which keeps distances.
        span = np.linalg.qr((corners[1:] - corners[0]).T)[0]
        assert made[simplex] == pytest.approx(radius_by_descent(corners @ span), abs=1e-4)
    assert tv.cech(np.eye(3, dtype=np.uint8)).counts == (3, 3, 1)
    assert tv.cech(np.eye(3, dtype=np.float16))["birth2"].values == pytest.approx([np.sqrt(2 / 3)])
    assert tv.cech([[1.0, 2.0]]).counts == (1, 0, 0)
    assert (tv.cech(np.zeros((4, 2)))["birth2"].values == 0).all()


def test_more_points_than_are_listed_at_once():
    points = tv.data.torus(3500, seed=0)
    cx = tv.cech(points, 0.1, max_dim=2)
    assert cx.counts[:2] == tv.rips(points, max_edge=0.2, max_dim=1).counts
    assert 0 < cx.counts[2] < tv.rips(points, max_edge=0.2).counts[2]


def test_counts_are_foreseen():
    points = np.random.default_rng(0).random((300, 2))
    expected, made = tv.expect(tv.cech, points, 0.06, 3), tv.cech(points, 0.06, 3)
    assert expected.sure == (True, True, False, False)
    assert expected.counts[:2] == made.counts[:2]
    assert np.allclose(expected.counts, made.counts, rtol=0.15)
    assert tv.expect(tv.cech, points, 0.05, 1).exact


@pytest.mark.parametrize("n", [300, 5000])
def test_too_many_are_refused_before_they_are_made(n):
    with pytest.raises(TooLarge, match=r"cech: .*lower max_radius or max_dim"):
        tv.cech(np.random.default_rng(0).random((n, 3)), 0.9, 3, max_cells=100_000)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([[np.nan, 0]],), "row 0"),
        (([],), "shape"),
        (([[0.0]], -1), ">= 0"),
        (([[0.0]], np.nan), ">= 0"),
        (([[0.0]], None, -1), "at least 0"),
        (([[0.0]], None, 1.5), "integer"),
        (([[0.0]], None, 2, 0), "at least 1"),
        (([[1e300], [-1e300]],), "finite"),
    ],
)
def test_bad_input(arguments, words):
    with pytest.raises(InvalidInput, match=words):
        tv.cech(*arguments)
