from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz.lift.expansion as expansion
from tdlviz.core.errors import TooLarge
from tdlviz.lift.expected import Limit
from tdlviz.lift.ordered_expansion import expand_ordered

LIMIT = Limit(10**6, "directed_flag", "lower max_dim")


@settings(max_examples=60)
@given(st.integers(1, 7), st.floats(0, 1), st.integers(0, 1000))
def test_equals_all_ordered_cliques(n, probability, seed):
    random = np.random.default_rng(seed)
    joined = random.random((n, n)) < probability
    np.fill_diagonal(joined, False)
    arcs = np.argwhere(joined)
    births = random.random(len(arcs))
    length = {tuple(arc): birth for arc, birth in zip(arcs.tolist(), births, strict=True)}
    ranks, values = expand_ordered(n, arcs, births, 4, LIMIT)
    for width, cells, entered in zip((3, 4, 5), ranks, values, strict=True):
        theirs = {}
        for row in permutations(range(n), width):
            pairs = [(row[i], row[j]) for i in range(width) for j in range(i + 1, width)]
            if all(pair in length for pair in pairs):
                theirs[row] = max(length[pair] for pair in pairs)
        assert [tuple(row.tolist()) for row in cells] == list(theirs)
        assert np.array_equal(entered, list(theirs.values()))
    bare = expand_ordered(n, arcs, None, 4, LIMIT)[0]
    assert all(np.array_equal(a.flat, b.flat) for a, b in zip(bare, ranks, strict=True))


def test_stops_at_the_limit():
    arcs = np.argwhere(~np.eye(9, dtype=bool))
    with pytest.raises(TooLarge, match="585 cells or more"):
        expand_ordered(9, arcs, None, 3, Limit(584, "directed_flag", "lower max_dim"))
    assert expansion.BLOCK > 9 * 8 * 7
