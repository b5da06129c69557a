import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.batch import batch
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.unbatch import unbatch
from tdlviz.topology.boundary import boundary

CLOUDS = [np.random.default_rng(seed).random((4 + seed, 2)) for seed in range(4)]
POINT = Complex.from_facets([[0]])


def same(a: Complex, b: Complex) -> None:
    assert a.counts == b.counts
    for ours, theirs in zip(a.ranks, b.ranks, strict=True):
        assert ours.flat.tolist() == theirs.flat.tolist()
        assert ours.offsets.tolist() == theirs.offsets.tolist()
    assert (a.positions is None) == (b.positions is None)
    assert a.positions is None or np.array_equal(a.positions, b.positions)
    assert set(a.fields) == set(b.fields)
    for name, field in a.fields.items():
        assert (field.kind, field.rank) == (b[name].kind, b[name].rank)
        assert np.array_equal(field.values, b[name].values)
        assert (field.index is None) == (b[name].index is None)
        assert field.index is None or np.array_equal(field.index, b[name].index)


@given(seeds=st.lists(st.integers(0, 20), min_size=1, max_size=4))
def test_taken_apart_is_as_before(seeds):
    clouds = [np.random.default_rng(seed).random((3 + seed, 2)) for seed in seeds]
    complexes = [
        tv.alpha(cloud).with_fields(Field("y", float(i), kind="number"))
        for i, cloud in enumerate(clouds)
    ]
    with_bars = [cx.with_fields(tv.persistence(cx, 0)) for cx in complexes]
    union = batch(with_bars)
    assert union["y"].kind == "numbers"
    for before, after in zip(with_bars, unbatch(union), strict=True):
        same(before, after)


@pytest.mark.parametrize("dim", [0, 1, 2])
def test_diagrams_of_many_are_those_of_each(dim):
    complexes = [tv.rips(cloud, max_dim=3) for cloud in CLOUDS]
    union = batch(complexes)
    together = tv.persistence(union, dim)
    labels = np.asarray(union[f"batch{dim}"])[together.index[:, 0]]
    for place, cx in enumerate(complexes):
        assert together.values[labels == place].tolist() == tv.persistence(cx, dim).values.tolist()


def test_operators_are_block_diagonal():
    complexes = [
        tv.cubical(np.random.default_rng(n).random((3, n)), periodic=[True, False]) for n in (2, 4)
    ]
    union = batch(complexes)
    for rank in (1, 2):
        blocks = [boundary(cx, rank).toarray() for cx in complexes]
        whole = boundary(union, rank).toarray()
        (a, b), (c, d) = blocks[0].shape, blocks[1].shape
        assert whole.shape == (a + c, b + d)
        assert np.array_equal(whole[:a, :b], blocks[0])
        assert np.array_equal(whole[a:, b:], blocks[1])
        assert abs(whole[:a, b:]).sum() == abs(whole[a:, :b]).sum() == 0
    for before, after in zip(complexes, unbatch(union), strict=True):
        same(before, after)
        for ours, theirs in zip(before.incidence[1:], after.incidence[1:], strict=True):
            assert all(map(np.array_equal, ours, theirs))


def test_ranks_that_one_does_not_have_are_empty_there():
    point, triangle = Complex.from_facets([[0]]), Complex.from_facets([[0, 1, 2]])
    union = batch([point, triangle, point])
    assert union.counts == (5, 3, 1)
    assert union["batch1"].values.tolist() == [1, 1, 1]
    assert [cx.counts for cx in unbatch(union)] == [(1, 0, 0), (3, 3, 1), (1, 0, 0)]
    assert tv.betti(union) == (3, 0, 0)


def test_a_batch_in_a_batch_is_flat():
    edge = Complex.from_facets([[0, 1]])
    union = batch([batch([edge, edge]), edge])
    assert union["batch0"].values.tolist() == [0, 0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("complexes", "rule"),
    [
        ([], "at least one"),
        ([Complex.from_polygons([], 0)], "one at least"),
        (3, "a list is needed"),
        ([3], "a Complex is needed"),
        ([tv.rips(CLOUDS[0]), tv.alpha(CLOUDS[0]).with_positions(None)], "the same in all"),
        ([tv.rips(CLOUDS[0]), tv.clique([[0], [1]])], "fields .* the same in all"),
        (
            [POINT.with_fields(Field("a", x, 0, kind="vector")) for x in ([[1]], [[1, 2]])],
            "in complex 0",
        ),
        ([POINT.with_fields(Field("a", [1], kind="numbers"))], "leave the field out"),
    ],
)  # fmt: skip
def test_what_is_refused(complexes, rule):
    with pytest.raises(InvalidInput, match=rule):
        batch(complexes)


def test_what_is_no_batch_is_refused():
    with pytest.raises(InvalidInput, match="made by batch"):
        unbatch(Complex.from_facets([[0]]))
