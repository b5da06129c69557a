import pytest

import tdlviz as tv
from tdlviz.views.words import in_words, rank_names


@pytest.mark.parametrize(
    ("cx", "words"),
    [
        (tv.Complex.from_facets([[0, 1, 2]]), "Complex of 3 vertices, 3 edges, 1 faces"),
        (tv.hypergraph([[0, 1, 2]]), "Hypergraph of 3 vertices, 1 hyperedges"),
        (
            tv.combinatorial([[0, 1], [0, 1, 2]], [1, 2]),
            "Ranked complex of 3 vertices, 1 cells of rank 1, 1 cells of rank 2",
        ),
    ],
)
def test_a_complex_is_called_what_it_is(cx, words):
    assert in_words(cx) == words


def test_every_rank_has_a_name():
    assert rank_names(tv.Complex.from_facets([[0, 1, 2, 3, 4]]))[3:] == [
        "solids",
        "cells of rank 4",
    ]
