import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def test_s029_a_curve_has_dimension_1():
    assert set(tv.local_dimension(tv.data.circle(120)).tolist()) == {1}


@pytest.mark.parametrize("surface", [tv.data.sphere(1500), tv.data.torus(2000)])
def test_s029_a_surface_has_dimension_2(surface):
    found = tv.local_dimension(surface, at=np.arange(0, len(surface), 50))
    assert (found == 2).mean() > 0.9


def test_s029_each_part_of_a_wedge_has_its_own():
    points = tv.data.wedge(3000, dims=(1, 2))
    far = np.linalg.norm(points, axis=1) > 0.8
    names = np.arange(len(points))
    curve, surface = names[far & (names < 1500)][::60], names[far & (names >= 1500)][::60]
    radii = [[0.3, 0.6], [0.4, 0.7]]
    assert set(tv.local_dimension(points, at=curve, radii=radii).tolist()) == {1}
    assert (tv.local_dimension(points, at=surface, radii=radii) == 2).mean() > 0.9


def test_an_end_and_an_isolated_point_have_none():
    points = np.concatenate([np.linspace(0, 1, 50)[:, None], [[9.0]]])
    found = tv.local_dimension(points, 1, radii=[[0.05, 0.2]])
    assert (found[0], found[49], found[50]) == (0, 0, 0)
    assert set(found[5:45].tolist()) == {1}


@pytest.mark.parametrize("given", [{"max_dim": 0}, {"max_dim": True}, {"at": [7]}])
def test_refused(given):
    with pytest.raises(InvalidInput):
        tv.local_dimension(np.eye(3), **given)
