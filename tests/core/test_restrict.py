import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.core.incidence import Faces
from tdlviz.core.restrict import faces_among, new_names, restrict


def test_names_and_faces():
    kept = np.array([True, False, True])
    assert new_names(kept).tolist() == [0, -1, 1]
    faces = Faces(np.array([0, 2, 0, 1, 2, 0]), np.array([1, -1] * 3), np.array([0, 2, 4, 6]))
    left = faces_among(faces, np.array([True, False, True]), new_names(kept))
    assert [array.tolist() for array in left] == [[0, 1, 1, 0], [1, -1, 1, -1], [0, 2, 4]]


def test_fields_follow_by_rank():
    cx = tv.Complex.from_facets([[0, 1], [1, 2], [2, 3]]).with_fields(
        tv.Field("flow", [5.0, 6, 7], 1, kind="scalar"),
        tv.Field("maps", np.ones((1, 1, 1)), 0, [[2, 1]], kind="maps"),
        tv.Field("H0", [[0.0, np.inf]], 0, [[1, -1]], kind="diagram"),
        tv.Field("loss", 0.5, kind="number"),
    )
    keep = [np.array([False, True, True, True]), np.array([False, True, True])]
    left = restrict("here", cx, keep)
    assert np.asarray(left.cells(1)).tolist() == [[0, 1], [1, 2]]
    assert left["vertex"].values.tolist() == [1, 2, 3]
    assert left["flow"].values.tolist() == [6, 7]
    assert left["maps"].index.tolist() == [[1, 0]]
    assert left["H0"].index.tolist() == [[0, -1]]
    with pytest.raises(InvalidInput, match=r"here.*row 0 of Field\('maps'.*left out"):
        restrict("here", cx, [np.ones(4, bool), np.array([True, False, True])])
    with pytest.raises(InvalidInput, match=r"cell 0 of rank 1 = \[0, 1\]; all vertices"):
        restrict("here", cx, [keep[0], np.ones(3, bool)])
