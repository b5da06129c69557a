import numpy as np
import pytest

import tdlviz as tv
import tdlviz.lift.degree_size as module
from tdlviz.core.errors import InvalidInput, TooLarge

DEGREES, SIZES = [3, 3, 2, 2, 1, 1, 1, 1], [4, 3, 2, 2, 2, 1]


def facets_of(cx):
    """The simplices that are faces of no other."""
    facets = []
    for rank, cells in enumerate(cx.ranks):
        inside = set()
        if rank < cx.dim and cx.counts[rank + 1]:
            rows = np.asarray(cx.cells(rank + 1))
            inside = {tuple(np.delete(row, i).tolist()) for row in rows for i in range(rank + 2)}
        facets += [tuple(c.tolist()) for c in cells if tuple(c.tolist()) not in inside]
    return facets


def check(cx, degrees, sizes):
    facets = facets_of(cx)
    assert sorted(map(len, facets)) == sorted(sizes)
    assert [sum(v in facet for facet in facets) for v in range(len(degrees))] == list(degrees)


@pytest.mark.parametrize("steps", [0, 50])
def test_s065_exactly_the_degrees_and_sizes_of_the_paper(steps):
    pytest.importorskip("gudhi")
    cx = tv.degree_size(DEGREES, SIZES, steps)
    check(cx, DEGREES, SIZES)
    tree = tv.to_gudhi(cx)
    tree.compute_persistence(persistence_dim_max=True)
    assert tv.betti(cx) == (*tree.betti_numbers(), *[0] * cx.dim)[: cx.dim + 1]


@pytest.mark.parametrize("seed", range(3))
def test_large_random_sequences(seed):
    random = np.random.default_rng(seed)
    facets = {tuple(np.sort(random.choice(150, 4, replace=False)).tolist()) for _ in range(100)}
    facets |= {(2 * v, 2 * v + 1) for v in range(75)} - {f[:2] for f in facets}
    inside = [f for f in facets if len(f) == 2 and any(set(f) < set(g) for g in facets)]
    facets -= set(inside)
    degrees = np.bincount(np.concatenate([np.array(f) for f in facets]), minlength=150)
    degrees, sizes = degrees[degrees > 0], [len(f) for f in facets]
    cx = tv.degree_size(degrees, sizes, steps=100, seed=seed)
    check(cx, degrees, sizes)
    assert cx.counts[0] == tv.expect(tv.degree_size, degrees, sizes).counts[0]


def test_seeds():
    first, again, other = (tv.degree_size(DEGREES, SIZES, 30, seed) for seed in (1, 1, 2))
    assert facets_of(first) == facets_of(again) != facets_of(other)


@pytest.mark.parametrize(
    ("degrees", "sizes", "says"),
    [
        ([1, 1], [3], "sums are equal"),
        ([3, 1], [2, 2], "no vertex lies in more facets"),
        ([2, 2], [3, 1], "no facet has more vertices"),
        ([4, 4, 1, 1], [4, 4, 1, 1], "Gale and Ryser"),
        ([2, 2], [2, 2], "a hyperedge inside another"),
        ([2, 1], [2, 1], "a hyperedge inside another"),
        ([0, 1], [1], "integers from 1 to 2,000"),
        ([], [1], "integers from 1 to 2,000"),
        ([1.5], [1], "integers"),
    ],
)
def test_the_reason_why_there_is_none(degrees, sizes, says):
    with pytest.raises(InvalidInput, match=says):
        tv.degree_size(degrees, sizes)


def test_too_large(monkeypatch):
    with pytest.raises(TooLarge, match="1,073,741,823 cells or more"):
        tv.degree_size([1] * 30, [30])
    monkeypatch.setattr(module, "FEW", 0)
    monkeypatch.setattr(module, "CHOICES", 0)
    with pytest.raises(TooLarge, match="still open"):
        tv.degree_size([2, 2], [2, 2])
