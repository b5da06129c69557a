import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.polynomial import Polynomial

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

LENGTHS = {
    "one": np.ones,
    "whole": lambda m: np.arange(m) % 4.0,
    "tenths": lambda m: 0.1 * (1 + np.arange(m) % 3),
    "long": lambda m: 1.0 + (np.arange(m) ** 3 * 7919) % 10**6,
    "any": lambda m: np.random.default_rng(m).random(m),
    "none": np.zeros,
}


def forest(parents: list[int]) -> tv.Complex:
    """Vertex i + 1 hangs on vertex parents[i] % (i + 1); a negative number begins a tree."""
    edges = [(p % (i + 1), i + 1) for i, p in enumerate(parents) if p >= 0]
    pairs = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    return tv.clique(pairs, max_dim=1, vertices=len(parents) + 1)


def distances(cx: tv.Complex, lengths: np.ndarray) -> np.ndarray:
    """By networkx, infinite between trees."""
    graph = nx.Graph()
    graph.add_nodes_from(range(cx.counts[0]))
    ends = np.asarray(cx.ranks[1]).reshape(-1, 2).tolist() if cx.counts[1] else []
    graph.add_weighted_edges_from((u, v, w) for (u, v), w in zip(ends, lengths, strict=True))
    found = np.full((cx.counts[0],) * 2, np.inf)
    for u, reached in nx.all_pairs_dijkstra_path_length(graph):
        found[u, list(reached)] = list(reached.values())
    return found


def brute_force(apart: np.ndarray, x: np.ndarray, f) -> np.ndarray:
    """The sum over all pairs."""
    together = np.isfinite(apart)
    return np.where(together, f(np.where(together, apart, 0.0)), 0.0) @ x


@given(
    st.lists(st.integers(-1, 10**6), max_size=60),
    st.sampled_from(sorted(LENGTHS)),
    st.floats(-2, 0.1),
)
@settings(max_examples=60)
def test_it_equals_the_sum_over_all_pairs_on_random_forests(parents, kind, rate):
    cx = forest(parents)
    lengths = LENGTHS[kind](cx.counts[1])
    apart = distances(cx, lengths)
    whole = max(apart[np.isfinite(apart)].max(), 1.0)
    x = np.random.default_rng(len(parents)).standard_normal((cx.counts[0], 2))

    def wave(d: np.ndarray) -> np.ndarray:
        return np.cos(5 * d / whole) / (1 + d)

    wanted = brute_force(apart, x, wave)
    assert abs(tv.tree_field(cx, x, wave, lengths) - wanted).max() < 1e-8
    curve = Polynomial([1, -2 / whole, 3 / whole**2])
    wanted = brute_force(apart, x, lambda d: np.exp(rate * d / whole) * curve(d))
    for f in (curve, curve.coef, lambda d: curve(d)):
        found = tv.tree_field(cx, x, f, lengths, rate=rate / whole)
        assert abs(found - wanted).max() < 1e-8


@pytest.mark.parametrize("kind", ["one", "any"])
@pytest.mark.parametrize(
    "parents",
    [[], [0], list(range(700)), [0] * 700, [i // 2 for i in range(700)]],
    ids=["vertex", "edge", "path", "star", "binary"],
)
def test_special_trees_also_where_convolutions_are_by_fft(parents, kind):
    cx = forest(parents)
    lengths = LENGTHS[kind](cx.counts[1])
    x = np.random.default_rng(0).standard_normal(cx.counts[0])
    wanted = brute_force(distances(cx, lengths), x, lambda d: 1 / (1 + d))
    assert abs(tv.tree_field(cx, x, lambda d: 1 / (1 + d), lengths) - wanted).max() < 1e-8


def test_counting_vertices_and_neighbours_on_a_large_tree():
    n = 20_000
    parents = np.random.default_rng(0).integers(0, 10**9, n).tolist()
    cx = forest(parents)
    assert (tv.tree_field(cx, np.ones(n + 1), [1]) == n + 1).all()
    degrees = np.bincount(np.asarray(cx.ranks[1]).reshape(-1), minlength=n + 1)
    found = tv.tree_field(cx, np.ones(n + 1), lambda d: np.where(d == 1, 1.0, 0.0))
    assert abs(found - degrees).max() < 1e-8


def test_a_growing_exponential_on_a_path_loses_nothing_to_cancellation():
    cx, n = forest(list(range(199))), 200
    x = np.zeros(n)
    x[0], x[-1] = 1.0, 1e-30
    places = np.arange(n)
    wanted = np.exp(0.5 * places) + 1e-30 * np.exp(0.5 * (n - 1 - places))
    found = tv.tree_field(cx, x, [1], rate=0.5)
    assert abs(found / wanted - 1).max() < 1e-12


def test_f_is_asked_for_distances_of_the_tree_alone():
    asked = []

    def f(d: np.ndarray) -> np.ndarray:
        asked.append(d)
        return 1 / (11.5 - d)

    tv.tree_field(forest(list(range(11))), np.ones(12), f, np.ones(11))
    assert np.concatenate(asked).max() == 11
    asked.clear()
    apart = distances(cx := forest(list(range(11))), lengths := LENGTHS["any"](11))
    tv.tree_field(cx, np.ones(12), f, lengths)
    assert np.isclose(np.concatenate(asked)[:, None], apart.reshape(-1)).any(1).all()


def test_a_field_and_a_forest_of_a_batch():
    trees = [forest([0, 0, 1]), forest([0, 1])]
    both = tv.batch(trees)
    x = np.arange(7.0)
    cx = both.with_fields(tv.Field("x", x, 0, kind="scalar"))
    found = tv.tree_field(cx, cx["x"], lambda d: 1 / (1 + d))
    alone = [
        tv.tree_field(tree, part, lambda d: 1 / (1 + d))
        for tree, part in zip(trees, np.split(x, [4]), strict=True)
    ]
    assert abs(found - np.concatenate(alone)).max() < 1e-12


def test_a_cycle_is_refused_by_the_name_of_an_edge():
    cx = tv.clique([[0, 1, 2, 0, 4], [1, 2, 3, 3, 5]], max_dim=1)
    with pytest.raises(InvalidInput, match=r"edge \d, \[\d, \d\], which closes a cycle") as error:
        tv.tree_field(cx, np.ones(6), [1.0])
    named = int(error.value.given.split()[1].rstrip(","))
    rest = np.delete(np.asarray(cx.ranks[1]).reshape(-1, 2), named, axis=0)
    cut = tv.clique(rest.T, max_dim=1)
    assert tv.tree_field(cut, np.ones(6), [1.0]).tolist() == [4, 4, 4, 4, 2, 2]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"x": np.ones(3)}, "(4,) or (4, d)"),
        ({"x": [1, 2, 3, np.nan]}, "finite"),
        ({"f": []}, "1 to 64 coefficients"),
        ({"f": lambda d: d[:-1]}, "one number for each"),
        ({"f": lambda d: 1 / d}, "for the distance 0.0"),
        ({"f": lambda d: d + "a"}, "a function of an array of distances"),
        ({"lengths": [1, 1]}, "one for each of 3 edges"),
        ({"lengths": [1, -1, 1]}, "-1.0 for edge 1"),
        ({"lengths": tv.Field("l", [1.0, 2.0], 1, [0, 2], kind="scalar")}, "on all edges"),
        ({"f": [1.0], "rate": 1e3}, "float64 cannot hold"),
        ({"rate": np.nan}, "finite number"),
    ],
)
def test_what_is_refused(given, says):
    with pytest.raises(InvalidInput) as error:
        tv.tree_field(forest([0, 1, 2]), **{"x": np.ones(4), "f": [1.0], **given})
    assert says in str(error.value)
