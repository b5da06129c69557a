from itertools import combinations, combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.lift.facet_search import any_hyperedges, find_facets, hypergraph_exists


def sequences(facets, n):
    """The degrees, decreasing, and the sizes, decreasing."""
    degrees = [sum(v in facet for facet in facets) for v in range(n)]
    return tuple(sorted(degrees, reverse=True)), tuple(sorted(map(len, facets), reverse=True))


def every_complex(n):
    """The facet lists of all complexes on n vertices."""
    sets = [frozenset(c) for k in range(1, n + 1) for c in combinations(range(n), k)]
    grown = [([], 0)]
    for facets, start in grown:
        if facets and len(frozenset.union(*facets)) == n:
            yield facets
        grown += [
            ([*facets, sets[i]], i + 1)
            for i in range(start, len(sets))
            if not any(sets[i] < f or f < sets[i] for f in facets)
        ]


@pytest.mark.parametrize(("n", "most"), [(1, 3), (2, 4), (3, 5), (4, 6)])
def test_s065_feasible_as_by_brute_force(n, most):
    realisable = {sequences(facets, n) for facets in every_complex(n)}
    for m in range(1, most + 1):
        for sizes in combinations_with_replacement(range(n, 0, -1), m):
            for degrees in combinations_with_replacement(range(m, 0, -1), n):
                if sum(sizes) != sum(degrees):
                    continue
                facets, sure = find_facets(list(degrees), list(sizes), 10_000)
                assert sure
                assert (facets is not None) == ((degrees, sizes) in realisable)
                if facets is not None:
                    assert sequences(facets, n) == (degrees, sizes)
                    assert not any(set(a) <= set(b) for a in facets for b in facets if a is not b)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.randoms())
def test_gale_and_ryser_say_when_there_is_any_hypergraph(sizes, random):
    hyperedges = [random.sample(range(5), size) for size in sizes]
    degrees = np.bincount(np.concatenate(hyperedges), minlength=5)
    assert hypergraph_exists(degrees, np.array(sizes))
    made = any_hyperedges(degrees.tolist(), sizes)
    assert np.array_equal(np.bincount(np.concatenate(made), minlength=5), degrees)
    assert sorted(map(len, made)) == sorted(sizes)
    assert all(len(set(edge)) == len(edge) for edge in made)


def test_there_may_be_no_hypergraph():
    assert not hypergraph_exists(np.array([4, 4, 1, 1]), np.array([4, 4, 1, 1]))
    assert hypergraph_exists(np.array([3, 2, 2, 1]), np.array([4, 2, 2]))


def test_gives_up_after_so_many_tries():
    assert find_facets([2, 2, 1, 1], [2, 2, 2], 1) == (None, False)
    assert find_facets([2, 2, 1, 1], [2, 2, 2], 100)[1]
