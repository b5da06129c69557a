import networkx as nx
import numpy as np
import pytest
from compare import as_dict, sound
from sklearn.neighbors import kneighbors_graph

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

POINTS = np.random.default_rng(0).random((80, 3))


def by_sklearn(points, k, mutual):
    near = kneighbors_graph(points, k).toarray() > 0
    graph = nx.from_numpy_array(near & near.T if mutual else near | near.T)
    lengths = np.linalg.norm(points[:, None] - points[None], axis=2)
    cliques = [tuple(sorted(c)) for c in nx.enumerate_all_cliques(graph) if len(c) <= 4]
    return {c: max(lengths[i, j] for i in c for j in c) for c in cliques}


@pytest.mark.parametrize("k", [1, 4, 9])
@pytest.mark.parametrize("mutual", [False, True])
def test_equals_sklearn_and_networkx(k, mutual):
    cx = tv.nearest_neighbours(POINTS, k, mutual=mutual, max_dim=3)
    theirs = by_sklearn(POINTS, k, mutual)
    assert as_dict(cx).keys() == theirs.keys()
    assert all(abs(birth - theirs[c]) < 1e-12 for c, birth in as_dict(cx).items())
    assert sound(cx)
    assert np.array_equal(cx.positions, POINTS)


def test_s012_the_graph_does_not_depend_on_the_order_of_points():
    """DGCNN's check: brute force above; permuted points have the permuted graph."""
    order = np.random.default_rng(1).permutation(len(POINTS))
    ours, moved = (as_dict(tv.nearest_neighbours(p, 5)) for p in (POINTS, POINTS[order]))
    back = {tuple(sorted(order[list(s)].tolist())): b for s, b in moved.items()}
    assert ours.keys() == back.keys()
    assert all(abs(ours[s] - back[s]) < 1e-5 for s in ours)


def test_all_neighbours_are_the_rips_complex():
    ours, rips = (as_dict(c) for c in (tv.nearest_neighbours(POINTS, 79, max_dim=2),
                                       tv.rips(POINTS, max_edge=9)))  # fmt: skip
    assert ours == rips


def test_twins_lines_and_other_numbers():
    assert tv.nearest_neighbours(np.zeros((4, 2)), 1).counts == (4, 3)
    assert tv.nearest_neighbours(np.zeros((4, 2)), 3, max_dim=3).counts == (4, 6, 4, 1)
    line = tv.nearest_neighbours(np.arange(5, dtype=np.float16)[:, None], 1)
    assert np.asarray(line.cells(1)).tolist() == [[0, 1], [1, 2], [2, 3], [3, 4]]
    assert tv.nearest_neighbours([[0], [1], [3]], 1, mutual=True).counts == (3, 1)


def test_many_points():
    points = np.random.default_rng(0).random((4000, 3))
    near = kneighbors_graph(points, 6).toarray() > 0
    cx = tv.nearest_neighbours(points, 6)
    assert cx.counts[1] == np.triu(near | near.T).sum()
    assert tv.expect(tv.nearest_neighbours, points, 6).counts == cx.counts


def test_counts_are_foreseen():
    for mutual in (False, True):
        expected = tv.expect(tv.nearest_neighbours, POINTS, 8, mutual=mutual, max_dim=2)
        made = tv.nearest_neighbours(POINTS, 8, mutual=mutual, max_dim=2)
        assert expected.exact
        assert expected.counts == made.counts


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"k": 0}, "at least 1"),
        ({"k": 3}, "at most 2"),
        ({"k": 1.0}, "integer"),
        ({"points": [[0.0]]}, "no neighbours"),
        ({"points": [[0.0], [np.nan]]}, "row 1"),
        ({"mutual": 1}, "True or False"),
        ({"max_dim": -1}, "at least 0"),
        ({"points": [[1e300], [-1e300]]}, "finite"),
    ],
)
def test_bad_input(arguments, words):
    with pytest.raises(InvalidInput, match=words):
        tv.nearest_neighbours(**{"points": np.eye(3), "k": 1, **arguments})


def test_too_many_are_refused():
    with pytest.raises(TooLarge, match="lower k or max_dim"):
        tv.nearest_neighbours(POINTS, 60, max_dim=4, max_cells=2000)
