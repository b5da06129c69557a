import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

PLACES = np.array([[9.0, 9], [0, 0], [1, 0], [8, 8], [0, 1], [1, 1]])  # 0 and 3 are unused


@pytest.fixture
def cx():
    return tv.mesh(PLACES, [[1, 2, 4], [2, 5, 4]])


def test_names_places_and_cells(cx):
    left = tv.without_unused_vertices(cx)
    assert left.counts == (4, 5, 2)
    assert left["vertex"].values.tolist() == [1, 2, 4, 5]
    np.testing.assert_array_equal(left.positions, PLACES[[1, 2, 4, 5]])
    assert np.asarray(left.cells(2)).tolist() == [[0, 1, 2], [1, 2, 3]]
    names = left["vertex"].values
    for rank in (1, 2):
        np.testing.assert_array_equal(names[np.asarray(left.cells(rank))], cx.cells(rank))
    assert tv.betti(cx) == (3, 0, 0)
    assert tv.betti(left) == (1, 0, 0)
    assert tv.without_unused_vertices(left) is left


def test_polygons_and_names_of_names():
    cx = tv.mesh(PLACES, [[5, 4, 1, 2]]).with_fields(
        tv.Field("vertex", [10, 11, 12, 13, 14, 15], 0, kind="label")
    )
    left = tv.without_unused_vertices(cx)
    assert left.cells(2)[0].tolist() == [3, 2, 0, 1]
    assert left["vertex"].values.tolist() == [11, 12, 14, 15]


def test_fields_follow(cx):
    filtered = tv.lower_star(cx, PLACES[:, 0]).with_fields(
        tv.Field("speed", PLACES, 0, kind="vector"),
        tv.Field("some", [7.0, 8.0], 0, [5, 1], kind="scalar"),
        tv.Field("loss", 0.5, kind="number"),
        tv.Field("maps", np.zeros((1, 1, 1)), 0, [[4, 3]], kind="maps"),
    )
    left = tv.without_unused_vertices(filtered)
    assert left["birth0"].values.tolist() == [0, 1, 0, 1]
    np.testing.assert_array_equal(left["birth2"].values, filtered["birth2"].values)
    assert left["some"].index.tolist() == [3, 0]
    assert left["maps"].index.tolist() == [[2, 3]]  # a vertex and an edge: edges keep their names
    assert left["loss"].values == 0.5
    whole, part = (tv.persistence(c, 0).values.tolist() for c in (filtered, left))
    assert sorted([*part, [9, np.inf], [8, np.inf]]) == sorted(whole)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (tv.mesh(PLACES, []), "at least one vertex"),
        (PLACES, "ndarray; a Complex is needed"),
    ],
)
def test_refused(given, says):
    with pytest.raises(InvalidInput, match=says):
        tv.without_unused_vertices(given)


def test_a_bar_of_an_unused_vertex_is_refused(cx):
    filtered = tv.lower_star(cx, PLACES[:, 0])
    diagram = tv.persistence(filtered, 0)
    with pytest.raises(InvalidInput, match=r"row \d of Field\('H0'.*names a cell that is left out"):
        tv.without_unused_vertices(filtered.with_fields(diagram))


def test_the_stanford_bunny_is_one_piece(data_dir):
    bunny = tv.read_mesh(data_dir / "meshes-common/stanford-bunny.obj.gz")
    left = tv.without_unused_vertices(bunny)
    assert bunny.counts[0] - left.counts[0] == 1113
    assert left.counts[1:] == bunny.counts[1:]
    assert tv.betti(left) == (1, 4, 0)  # a sphere with 5 holes
