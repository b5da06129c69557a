import gudhi
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def tree_of(*simplices):
    tree = gudhi.SimplexTree()
    for simplex, value in simplices:
        tree.insert(simplex, value)
    return tree


@pytest.mark.parametrize("seed", range(3))
def test_there_and_back(seed):
    points = np.random.default_rng(seed).normal(size=(40, 3))
    cx = tv.rips(points, max_edge=1.2, max_dim=3)
    tree = tv.to_gudhi(cx)
    assert tree.num_simplices() == sum(cx.counts)
    assert tree.make_filtration_non_decreasing() is False
    again = tv.from_gudhi(tree, points)
    assert np.array_equal(again.positions, points)
    for rank in range(4):
        assert np.array_equal(np.asarray(again.cells(rank)), np.asarray(cx.cells(rank)))
        assert np.array_equal(again.births[rank], cx.births[rank])


def test_without_births_all_enter_at_zero():
    tree = tv.to_gudhi(tv.mesh(np.eye(3), [[0, 1, 2]]))
    assert sorted(value for _, value in tree.get_simplices()) == [0] * 7


def test_other_labels_are_kept():
    cx = tv.from_gudhi(tree_of(([7, 3], 1.0), ([3, 12, 5], 2.0)))
    assert cx["vertex"].values.tolist() == [3, 5, 7, 12]
    assert cx.counts == (4, 4, 1)
    assert cx.cells(2)[0].tolist() == [0, 1, 3]
    assert cx["birth1"].values[cx.find([[0, 2]])].tolist() == [1.0]


def test_negative_and_infinite_births_stay():
    cx = tv.from_gudhi(tree_of(([0], -3.0), ([1], -1.0), ([0, 1], np.inf)))
    assert cx["birth0"].values.tolist() == [-3, -1]
    assert cx["birth1"].values.tolist() == [np.inf]


def not_monotone():
    tree = tree_of(([0, 1, 2], 1.0))
    tree.assign_filtration([0, 1], 3.0)
    return tree


def with_nan():
    tree = tree_of(([0, 1], 1.0))
    tree.assign_filtration([0, 1], float("nan"))
    return tree


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (gudhi.SimplexTree, "empty"),
        (not_monotone, r"\[0, 1, 2\] enters at 1.0, a face at 3.0.*monotone"),
        (with_nan, r"\[0, 1\] enters at NaN"),
    ],
)
def test_bad_trees(make, words):
    with pytest.raises(InvalidInput, match=words):
        tv.from_gudhi(make())


def test_positions_are_for_plain_labels():
    with pytest.raises(InvalidInput, match="0 to 1"):
        tv.from_gudhi(tree_of(([3, 5], 0.0)), np.zeros((2, 2)))
    with pytest.raises(InvalidInput, match="positions"):
        tv.from_gudhi(tree_of(([0, 1], 0.0)), np.zeros((3, 2)))


def test_polygons_are_refused():
    with pytest.raises(InvalidInput, match="k \\+ 1"):
        tv.to_gudhi(tv.mesh(np.eye(4), [[0, 1, 2, 3]]))


@pytest.mark.parametrize("other", [None, 3, "tree"])
def test_only_simplex_trees_are_read(other):
    with pytest.raises(InvalidInput, match="SimplexTree"):
        tv.from_gudhi(other)
