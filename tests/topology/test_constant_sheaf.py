import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.topology.constant_sheaf import constant_sheaf


def test_identities_on_every_rank() -> None:
    cx = tv.Complex.from_facets([[0, 1, 2, 3], [3, 4]])
    made = constant_sheaf(cx, 2)
    assert made.stalks == (2, 2, 2, 2)
    assert [len(field) for field in made.maps] == [14, 12, 4]
    assert all((field.values == np.eye(2)).all() for field in made.maps)


def test_cubes_and_polygons_and_points() -> None:
    assert constant_sheaf(tv.cubical(np.zeros((3, 3)))).dim == 2
    assert constant_sheaf(tv.Complex.from_polygons([[0, 1, 2, 3]], 4), 2).dim == 2
    assert constant_sheaf(tv.Complex.from_facets([[0], [1]]), 4).stalks == (4, 4)


def test_refuses() -> None:
    for stalk in (0, 257, 1.0, None):
        with pytest.raises(InvalidInput, match="stalk"):
            constant_sheaf(tv.Complex.from_facets([[0, 1]]), stalk)
    for cx in (tv.hypergraph([[0, 1]]), [[0, 1]]):
        with pytest.raises(InvalidInput, match="constant_sheaf"):
            constant_sheaf(cx)
    with pytest.raises(TooLarge, match="entries of maps"):
        constant_sheaf(tv.cubical(np.zeros((20, 30))), 256)
