import numpy as np
import pytest
from gudhi.point_cloud.dtm import DistanceToMeasure
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

POINTS = np.random.default_rng(0).random((60, 3))


@pytest.mark.parametrize("k", [1, 2, 7, 60])
def test_equals_gudhi(k):
    field = tv.distance_to_measure(POINTS, k=k)
    assert (field.kind, field.rank, len(field)) == ("scalar", 0, 60)
    assert np.allclose(field, DistanceToMeasure(k, q=2).fit_transform(POINTS))
    assert np.allclose(field, tv.distance_to_measure(POINTS, mass=k / 60))


@settings(max_examples=25, deadline=None)
@given(st.floats(0.001, 1))
def test_mass_is_an_integral(mass):
    """The mean of squares of distances over the nearest `mass`, as a sum over a fine grid."""
    away = np.sort(cdist(POINTS[:20], POINTS[:20]), axis=1)
    grid = (np.arange(20_000) + 0.5) / 20_000 * mass
    plain = np.sqrt((away[:, np.floor(grid * 20).astype(int)] ** 2).mean(axis=1))
    assert np.allclose(tv.distance_to_measure(POINTS[:20], mass=mass), plain, atol=2e-3)


def test_it_is_1_lipschitz_and_forgives_outliers():
    field = np.asarray(tv.distance_to_measure(POINTS, k=10))
    assert (abs(field[:, None] - field[None]) <= cdist(POINTS, POINTS) + 1e-12).all()
    far = np.asarray(tv.distance_to_measure(np.vstack([POINTS, [[50, 50, 50]]]), k=10))
    assert np.allclose(far[:60], field)
    assert far[60] > 50


def test_many_points():
    points = np.random.default_rng(0).random((4000, 2))
    away = np.partition(cdist(points[:50], points), 8, axis=1)[:, :8]
    assert np.allclose(tv.distance_to_measure(points, k=8)[:50], np.sqrt((away**2).mean(axis=1)))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "neither"),
        ({"k": 1, "mass": 0.5}, "both"),
        ({"k": 0}, "at least 1"),
        ({"k": 61}, "at most 60"),
        ({"mass": 0}, "a part"),
        ({"mass": 1.5}, "a part"),
        ({"mass": np.nan}, "number"),
    ],
)
def test_bad_input(arguments, words):
    with pytest.raises(InvalidInput, match=words):
        tv.distance_to_measure(POINTS, **arguments)
