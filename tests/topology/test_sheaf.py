import pickle

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.sheaf import Sheaf, sheaf

PATH = tv.clique([[0, 1], [1, 2]], max_dim=1)
INDEX = np.array([[1, 1], [0, 0], [1, 0], [2, 1]])
ALL = np.arange(16.0).reshape(4, 2, 2)


def maps(values: object, index: object, rank: int = 0) -> tv.Field:
    return tv.Field("F", values, rank, index, kind="maps")


def test_maps_are_put_in_the_order_of_the_incidences() -> None:
    made = sheaf(PATH, maps(ALL, INDEX))
    assert made.maps[0].index.tolist() == [[0, 0], [1, 0], [1, 1], [2, 1]]
    assert np.array_equal(made.maps[0].values, ALL[[1, 2, 0, 3]])
    assert (made.dim, made.stalks, made.counts) == (1, (2, 2), (3, 2))
    assert repr(made) == "Sheaf(3 vertices, 2 edges; stalks 2, 2)"


def test_stalks_may_be_of_another_size_on_edges() -> None:
    made = sheaf(PATH, [maps(np.ones((4, 1, 3)), INDEX)])
    assert made.stalks == (3, 1)


def test_a_missing_incidence_is_named() -> None:
    with pytest.raises(InvalidInput, match="no map for vertex 0 → edge 0"):
        sheaf(PATH, maps(ALL, INDEX)[[0, 2, 3]])


def test_an_incidence_given_twice_is_named() -> None:
    with pytest.raises(InvalidInput, match="vertex 1 → edge 1 twice"):
        sheaf(PATH, maps(ALL, INDEX)[[0, 0, 1, 2, 3]])


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e100])
def test_numbers_that_are_none_are_named(bad: float) -> None:
    values = ALL.copy()
    values[3, 0, 1] = bad
    with pytest.raises(InvalidInput, match="for vertex 2 → edge 1"):
        sheaf(PATH, maps(values, INDEX))


def test_refuses_what_is_no_incidence_and_no_map() -> None:
    for wrong in (
        maps(ALL, [[0, 1], [0, 0], [1, 0], [2, 1]]),
        maps(ALL, INDEX, 1),
        tv.Field("x", np.ones((3, 2)), 0, kind="vector"),
        maps(np.ones((4, 0, 2)), INDEX),
        [],
        [maps(ALL, INDEX)] * 3,
        [maps(ALL, INDEX), None],
        None,
        "F",
    ):
        with pytest.raises(InvalidInput):
            sheaf(PATH, wrong)


def test_refuses_a_complex_without_a_boundary() -> None:
    with pytest.raises(InvalidInput, match="simplicial_closure"):
        sheaf(tv.hypergraph([[0, 1, 2]]), maps(ALL, INDEX))
    with pytest.raises(InvalidInput, match="Complex is needed"):
        sheaf(None, maps(ALL, INDEX))


TRIANGLE = tv.Complex.from_facets([[0, 1, 2]])


def through(first: np.ndarray, second: np.ndarray) -> Sheaf:
    constant = tv.constant_sheaf(TRIANGLE, first.shape[2]).maps
    return sheaf(
        TRIANGLE,
        [maps(first, constant[0].index), maps(second, constant[1].index, 1)],
    )


def test_both_ways_to_a_triangle_mean_the_same(rng: np.random.Generator) -> None:
    """F_{v⊴e} = G_e⁻¹ G_v and F_{e⊴t} = G_t⁻¹ G_e are functorial for any G."""
    vertex, edge = rng.normal(size=(2, 3, 2, 2))
    constant = tv.constant_sheaf(TRIANGLE, 2).maps
    at = constant[0].index
    first = np.linalg.inv(edge)[at[:, 1]] @ vertex[at[:, 0]]
    made = through(first, edge)
    assert made.stalks == (2, 2, 2)
    broken = first.copy()
    broken[at.tolist().index([2, 2]), 0, 0] += 0.01
    with pytest.raises(InvalidInput, match=r"vertex 2 to face 0 .* over edge 1 and edge 2"):
        through(broken, edge)


def test_the_first_face_that_breaks_it_is_named() -> None:
    cx = tv.Complex.from_facets([[0, 1, 2], [1, 2, 3]])
    constant = tv.constant_sheaf(cx, 1).maps
    values = constant[1].values.copy()
    values[constant[1].index[:, 1] == 1] *= [[[2.0]], [[2.0]], [[3.0]]]
    with pytest.raises(InvalidInput, match="face 1"):
        sheaf(cx, [constant[0], maps(values, constant[1].index, 1)])


def test_stalks_of_edges_are_of_one_size() -> None:
    with pytest.raises(InvalidInput, match=r"2 columns in maps of rank 1; .* dimension 1"):
        through(np.ones((6, 1, 2)), np.ones((3, 2, 2)))


def test_maps_on_vertices_alone_are_a_sheaf_on_the_graph() -> None:
    constant = tv.constant_sheaf(TRIANGLE, 2)
    assert sheaf(TRIANGLE, constant.maps[0]).counts == (3, 3)


def test_no_edges_and_no_cells_at_all() -> None:
    alone = sheaf(tv.Complex.from_facets([[0]]), maps(np.zeros((0, 3, 2)), np.zeros((0, 2), int)))
    assert (alone.stalks, alone.counts) == ((2, 3), (1, 0))
    nothing = sheaf(
        tv.Complex.from_polygons([], 0), maps(np.zeros((0, 3, 2)), np.zeros((0, 2), int))
    )
    assert nothing.counts == (0, 0)


def test_the_class_checks_as_the_function_does() -> None:
    made = Sheaf(PATH, maps(ALL, INDEX))
    assert np.array_equal(made.maps[0].index, sheaf(PATH, made.maps).maps[0].index)
    assert pickle.loads(pickle.dumps(made)).stalks == (2, 2)
    with pytest.raises(InvalidInput, match="no map"):
        Sheaf(PATH, maps(ALL, INDEX)[[0]])
