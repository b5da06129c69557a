from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

SETS = st.lists(
    st.tuples(st.frozensets(st.integers(0, 6), min_size=2, max_size=5), st.integers(1, 3)),
    min_size=1, max_size=8, unique_by=lambda pair: pair[0],
)  # fmt: skip


@settings(max_examples=80)
@given(SETS)
def test_the_rule_is_that_of_all_pairs(pairs):
    cells, ranks = map(list, zip(*pairs, strict=True))
    broken = any(
        (a < b and i > j) or (b < a and j > i) for (a, i), (b, j) in combinations(pairs, 2)
    )
    if broken:
        with pytest.raises(InvalidInput, match="no set in another has the higher rank"):
            tv.combinatorial(cells, ranks, vertices=7)
        return
    cx = tv.combinatorial(cells, ranks, vertices=7)
    assert cx.counts == (7, *(ranks.count(k) for k in range(1, max(ranks) + 1)))
    assert cx.counts == tv.expect(tv.combinatorial, cells, ranks, vertices=7).counts
    for rank in range(1, cx.dim + 1):
        wanted = [sorted(cell) for cell, own in pairs if own == rank]
        assert [cell.tolist() for cell in cx.cells(rank)] == wanted


@settings(max_examples=10)
@given(SETS)
def test_toponetx_takes_what_we_take(pairs):
    toponetx = pytest.importorskip("toponetx")
    cells, ranks = map(list, zip(*pairs, strict=True))
    try:
        ours = tv.combinatorial(cells, ranks)
    except InvalidInput:
        assume(False)
    theirs = toponetx.CombinatorialComplex()
    for cell, rank in pairs:
        theirs.add_cell(sorted(cell), rank=rank)
    for rank in set(ranks):
        assert len(theirs.skeleton(rank)) == ours.counts[rank]


def test_vertices_may_be_given_and_names_are_kept():
    cx = tv.combinatorial([[4], [4, 8], [8, 4, 6]], [0, 1, 5])
    assert cx.counts == (3, 1, 0, 0, 0, 1)
    assert cx["vertex"].values.tolist() == [4, 6, 8]
    assert not cx.oriented


@pytest.mark.parametrize(
    ("cells", "ranks", "says"),
    [
        ([[0, 1], [1, 0]], [1, 1], "each set comes once"),
        ([[0, 1], [0, 1, 2]], [2, 1], r"\[0, 1\] of rank 2 in \[0, 1, 2\] of rank 1"),
        ([[0, 1]], [0], "rank 0 is that of single vertices"),
        ([[0]], [1], "rank 0 is that of single vertices"),
        ([[0, 1]], [1, 2], "1 ranks"),
        ([[0, 1]], [101], "0 to 100"),
    ],
)
def test_bad_input(cells, ranks, says):
    with pytest.raises(InvalidInput, match=says):
        tv.combinatorial(cells, ranks)


def test_too_large():
    pairs = np.array(list(combinations(range(10), 2)))
    with pytest.raises(TooLarge, match="55 cells"):
        tv.combinatorial(pairs, np.ones(45, int), max_cells=54)
