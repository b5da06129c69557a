import re

import numpy as np
import pytest
from heads import dense, tokens

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.core.field import Field
from tdlviz.topology.attention_complex import attention_graph


@pytest.fixture
def random(rng):
    return rng.dirichlet(np.ones(7), size=(3, 7))


@pytest.mark.parametrize("symmetry", ["max", "min", "mean"])
def test_cells_enter_when_the_weakest_of_their_pairs_does(random, symmetry):
    both = np.stack([random[1], random[1].T])
    births = 1 - getattr(both, symmetry)(axis=0)
    cx = tv.attention_complex(tokens(7), dense(random), 1, symmetry=symmetry)
    assert cx.counts == (7, 21, 35)
    assert not cx["birth0"].values.any()
    for rank in (1, 2):
        cells = np.asarray(cx.cells(rank))
        within = births[cells[:, :, None], cells[:, None, :]]
        within[:, np.arange(rank + 1), np.arange(rank + 1)] = 0
        np.testing.assert_allclose(cx[f"birth{rank}"].values, within.max(axis=(1, 2)), atol=1e-15)


def test_a_pair_in_one_direction_has_weight_0_in_the_other():
    field = Field("att", [[0.6], [0.9], [0.2]], 0, [[2, 0], [1, 1], [0, 1]], kind="attention")
    births = {
        symmetry: tv.attention_complex(tokens(3), field, symmetry=symmetry)["birth1"].values
        for symmetry in ("max", "min", "mean")
    }
    np.testing.assert_allclose(births["max"], [0.8, 0.4])  # edges (0, 1) and (0, 2)
    np.testing.assert_allclose(births["min"], [1, 1])
    np.testing.assert_allclose(births["mean"], [0.9, 0.7])


def test_names_of_cells_are_those_of_the_clique_complex_whatever_the_weights(rng):
    graph = np.triu(rng.random((9, 9)) < 0.5, 1)
    pairs = np.argwhere(graph | np.tril(graph.T & (rng.random((9, 9)) < 0.5)))
    rng.shuffle(pairs)
    field = Field("att", rng.random((len(pairs), 2)), 0, pairs, kind="attention")
    plain = tv.clique(np.argwhere(graph).T, max_dim=3, vertices=9)
    for head in range(2):
        cx = tv.attention_complex(tokens(9), field, head, max_dim=3)
        for rank in range(4):
            np.testing.assert_array_equal(cx.cells(rank).flat, plain.cells(rank).flat)


def test_cliques_are_built_once_for_the_same_pairs(random):
    cx = tokens(7)
    first = attention_graph(cx, dense(random), 2, 100)
    assert attention_graph(cx, dense(random[::-1]), 2, 100) is first


def test_vertices_stand_where_the_attending_cells_are(rng):
    cx = tv.delaunay(rng.random((8, 2)))
    faces = cx.counts[2]
    field = dense(rng.dirichlet(np.ones(faces), size=(1, faces)), rank=2)
    found = tv.attention_complex(cx, field)
    corners = np.asarray(cx.positions)[np.asarray(cx.cells(2))]
    np.testing.assert_allclose(found.positions, corners.mean(axis=1))
    assert tv.attention_complex(tokens(4), dense(np.full((1, 4, 4), 0.25))).positions is None


@pytest.mark.parametrize("count", [1, 3])
def test_cells_without_pairs_are_vertices(count):
    field = Field("att", np.zeros((0, 2)), 0, np.zeros((0, 2), int), kind="attention")
    cx = tv.attention_complex(tokens(count), field, 1)
    assert cx.counts == (count, 0, 0)
    assert tv.persistence(cx, 0).values.tolist() == [[0, np.inf]] * count


def test_an_edge_enters_no_earlier_than_its_vertices():
    """Dropout scales what it leaves up, to above 1."""
    field = Field("att", [[1.25], [0.5]], 0, [[0, 1], [1, 2]], kind="attention")
    assert tv.attention_complex(tokens(3), field)["birth1"].values.tolist() == [0, 0.5]


@pytest.mark.parametrize(
    ("field", "options", "error", "says"),
    [
        (([[np.inf]], [[0, 1]]), {}, InvalidInput, "given inf for the pair (0, 1) in head 0"),
        (([[0.5, -0.2]], [[0, 1]]), {}, InvalidInput, "-0.2 for the pair (0, 1) in head 1"),
        (([[np.nan]], [[0, 1]]), {}, InvalidInput, "given nan for the pair"),
        (([[0.5], [0.5]], [[0, 1], [0, 1]]), {}, InvalidInput, "(0, 1) in rows 0 and 1"),
        (([[0.5]], [[0, 9]]), {}, InvalidInput, "there are 5 of that rank"),
        (([[0.5]], [[0, 1]]), {"head": 1}, InvalidInput, "at most 0"),
        (([[0.5]], [[0, 1]]), {"symmetry": "sum"}, UnknownName, "one of max, min, mean"),
        (([[0.5]], [[0, 1]]), {"max_dim": 0}, InvalidInput, "at least 1"),
        (([[0.5]], [[0, 1]]), {"max_cells": 5}, TooLarge, "lower max_dim, keep fewer pairs"),
    ],
)
def test_refuses(field, options, error, says):
    field = Field("att", *np.broadcast_arrays(field[0]), 0, field[1], kind="attention")
    with pytest.raises(error, match=re.escape(says)):
        tv.attention_complex(tokens(5), field, **options)


def test_refuses_what_is_no_attention_on_pairs():
    triples = Field("t", [[1.0]], 0, [[0, 1, 2]], kind="triples")
    for given in (triples, tv.Tape()["a"], np.eye(3)):
        with pytest.raises(InvalidInput, match="kind attention is needed"):
            tv.attention_complex(tokens(3), given)


def test_too_many_cells_are_refused_with_their_number():
    with pytest.raises(TooLarge, match="4,590,853 cells"):
        tv.attention_complex(tokens(302), dense(np.full((1, 302, 302), 1 / 302)))
