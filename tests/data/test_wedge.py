import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput
from tdlviz.data.wedge import wedge


@pytest.mark.parametrize("dims", [(1, 1), (1, 2), (2, 2)])
def test_two_unit_spheres_that_touch_in_the_origin(dims):
    points = wedge(101, dims=dims)
    assert points.shape == (101, max(dims) + 1)
    assert points[0].tolist() == [0] * (max(dims) + 1)
    centre = np.eye(max(dims) + 1)[0]
    assert np.linalg.norm(points[:51] - centre, axis=1) == pytest.approx(1)
    assert np.linalg.norm(points[51:] + centre, axis=1) == pytest.approx(1)
    assert not points[:51, dims[0] + 1 :].any()


def test_noise_and_seed():
    assert np.array_equal(wedge(20, 0.1, 3), wedge(20, 0.1, 3))
    assert not np.allclose(wedge(20, 0.1, 3), wedge(20, 0.0, 3))


@pytest.mark.parametrize("dims", [(1,), (0, 1), (1, 11), 2, "12"])
def test_refused(dims):
    with pytest.raises(InvalidInput):
        wedge(dims=dims)
