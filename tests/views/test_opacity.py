from itertools import combinations

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.views.opacity import checked_opacity

SPHERE = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]


def test_a_surface_is_solid_in_space_and_light_in_the_plane():
    surface = tv.Complex.from_facets(SPHERE, np.eye(4)[:, :3])
    assert checked_opacity(surface, False, None) == 1
    assert checked_opacity(surface, True, None) == 0.35


def test_a_thicket_of_faces_is_looked_through():
    cx = tv.Complex.from_facets(list(combinations(range(5), 3)), np.zeros((5, 3)))
    assert checked_opacity(cx, False, None) == 0.35
    assert checked_opacity(cx, False, 0.8) == 0.8


@pytest.mark.parametrize("given", [2, -0.1, "light", np.nan])
def test_what_is_no_share_is_refused(given):
    cx = tv.Complex.from_facets(SPHERE)
    with pytest.raises(InvalidInput, match="opacity"):
        checked_opacity(cx, False, given)
