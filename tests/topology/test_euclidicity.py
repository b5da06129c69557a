import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.euclidicity import euclidean_annulus


def test_s029_highest_at_the_pinch_of_a_torus():
    points = tv.data.pinched_torus(2000)
    at = np.arange(0, 2000, 80)
    scores = tv.euclidicity(points, 2, at=at)
    assert scores.argmax() == 0
    assert scores[0] > 3 * np.median(scores)


@pytest.mark.parametrize("dim", [1, 2])
def test_s029_highest_around_the_point_of_a_wedge(dim):
    points = tv.data.wedge(1000 * dim, dims=(dim, dim))
    at = np.arange(0, len(points), 50)
    scores = tv.euclidicity(points, dim, at=at, radii=[[0.45, 0.6], [0.5, 0.7]])
    far = np.linalg.norm(points[at], axis=1)
    assert (far[np.argsort(-scores)[:3]] < 0.85).all()
    assert scores[far < 0.7].mean() > 1.3 * scores[far > 0.7].mean()


def test_same_seed_same_scores_and_nan_where_nothing_is():
    points = np.concatenate([tv.data.circle(60), [[9.0, 9.0]]])
    scores = tv.euclidicity(points, 1, radii=[[0.2, 0.6]])
    assert np.array_equal(scores, tv.euclidicity(points, 1, radii=[[0.2, 0.6]]), equal_nan=True)
    assert np.flatnonzero(np.isnan(scores)).tolist() == [60]


@pytest.mark.parametrize("dim", [1, 2, 3])
def test_model_annuli_are_uniform_by_volume(dim, rng):
    drawn = euclidean_annulus(20_000, dim, 0.5, 1.0, rng)
    far = np.linalg.norm(drawn, axis=1)
    assert drawn.shape == (20_000, dim)
    assert 0.5 <= far.min() <= far.max() <= 1
    assert (far < 0.75).mean() == pytest.approx((0.75**dim - 0.5**dim) / (1 - 0.5**dim), abs=0.02)


@pytest.mark.parametrize("given", [{"dim": 0}, {"dim": 6}, {"radii": [[1, 1]]}, {"seed": -1}])
def test_refused(given):
    with pytest.raises(InvalidInput):
        tv.euclidicity(np.eye(3), **given)
