from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

HYPEREDGES = st.lists(
    st.tuples(st.frozensets(st.integers(0, 7), min_size=1, max_size=5), st.integers(0, 9)),
    min_size=1,
    max_size=9,
)


def with_births(hyperedges, births, **options):
    cx = tv.hypergraph(hyperedges, **options)
    return cx.with_fields(tv.Field("birth1", births, 1, kind="scalar"))


@settings(max_examples=60)
@given(HYPEREDGES, st.integers(0, 4))
def test_all_subsets_are_born_with_the_first_that_has_them(pairs, max_dim):
    hyperedges, births = map(list, zip(*pairs, strict=True))
    cx = tv.simplicial_closure(with_births(hyperedges, births), max_dim)
    labels = cx["vertex"].values if "vertex" in cx.fields else np.arange(8)
    times = Counter(hyperedges)
    for rank in range(max_dim + 1):
        first = {}
        for hyperedge, birth in pairs:
            for face in combinations(sorted(hyperedge), rank + 1):
                first[face] = min(birth, first.get(face, np.inf))
        faces = [tuple(labels[cell].tolist()) for cell in cx.cells(rank)]
        assert faces == sorted(first)
        assert cx[f"birth{rank}"].values.tolist() == [first[face] for face in faces]
        own = [times[frozenset(face)] for face in faces]
        assert cx[f"multiplicity{rank}"].values.tolist() == own
    # Closed under faces and monotone, or this would be refused.
    tv.filtration(cx, cx.births)
    if cx.dim:
        tv.boundary(cx, 1)


def test_equals_the_complex_of_its_facets(rng):
    hyperedges = [rng.choice(30, size, replace=False) for size in rng.integers(2, 7, 40)]
    ours = tv.simplicial_closure(tv.hypergraph(hyperedges), max_dim=5)
    theirs = tv.Complex.from_facets(hyperedges)
    assert ours.counts == (*theirs.counts, *[0] * (6 - len(theirs.counts)))
    for rank, cells in enumerate(theirs.ranks):
        assert np.array_equal(ours.cells(rank).flat, cells.flat)


@pytest.mark.parametrize(
    ("name", "edges"),
    [("email-Enron", 1_800), ("NDC-classes", 6_222), ("contact-high-school", 5_818)],
)
def test_real_hypergraphs_have_their_projected_edges(simplices, name, edges):
    index, times = simplices(name)
    hypergraph = tv.hypergraph(index=index)
    born = hypergraph.with_fields(tv.Field("birth1", times, 1, kind="scalar"))
    cx = tv.simplicial_closure(born)
    assert cx.counts[1] == edges
    expected = tv.expect(tv.simplicial_closure, hypergraph)
    assert np.allclose(expected.counts, cx.counts, rtol=0.15)
    sizes = hypergraph.cells(1).sizes
    for rank in range(3):
        assert cx[f"multiplicity{rank}"].values.sum() == (sizes == rank + 1).sum()
    # Nobody is seen before the first pair met, and everybody by the time of some hyperedge.
    assert cx["birth0"].values.max() >= times.min() == cx["birth1"].values.min()
    h0 = tv.persistence(cx, 0)
    assert np.isinf(h0.values[:, 1]).sum() == tv.betti(cx)[0]


def test_other_complexes_close_their_cells():
    square = tv.rings([[0, 1, 2, 3], [1, 2, 3, 0]])
    assert tv.simplicial_closure(square, 3).counts == (4, 6, 4, 1)
    ranked = tv.combinatorial([[0, 1], [0, 1, 2, 3]], [1, 4])
    assert tv.simplicial_closure(ranked, 3).counts == (4, 6, 4, 1)
    two = tv.batch([tv.hypergraph([[0, 1, 2]]), tv.hypergraph([[0, 1]])])
    parts = tv.unbatch(tv.simplicial_closure(two))
    assert [part.counts for part in parts] == [(3, 3, 1), (2, 1, 0)]


def test_vertices_without_a_birth():
    lone = with_births([[0, 1]], [5.0], vertices=3)
    with pytest.raises(InvalidInput, match="vertex 2 in no hyperedge"):
        tv.simplicial_closure(lone)
    own = lone.with_fields(tv.Field("birth0", [1.0, 5.0, 9.0], 0, kind="scalar"))
    assert tv.simplicial_closure(own, 1)["birth0"].values.tolist() == [1, 5, 9]
    late = lone.with_fields(tv.Field("birth0", [6.0, 5.0, 9.0], 0, kind="scalar"))
    with pytest.raises(InvalidInput, match="monotone"):
        tv.simplicial_closure(late)


def test_too_large():
    wide = tv.hypergraph([np.arange(60)])
    with pytest.raises(TooLarge, match="lower max_dim"):
        tv.simplicial_closure(wide, max_dim=20)
    assert tv.simplicial_closure(wide).counts == (60, 1770, 34220)


def test_the_papers_of_coauthors_close_to_the_published_complex(data_dir):
    with np.load(data_dir / "semantic-scholar-complex" / "complex_150250.npz") as file:
        given = [np.sort(file[f"simplices_{k}"], axis=1) for k in range(11)]
    groups = [row.tolist() for rows in given for row in rows]
    cx = tv.simplicial_closure(tv.hypergraph(groups), max_dim=10)
    assert cx.counts == (352, 1474, 3285, 5019, 5559, 4547, 2732, 1175, 343, 61, 5)
    assert all((cx[f"multiplicity{rank}"].values == 1).all() for rank in range(11))
