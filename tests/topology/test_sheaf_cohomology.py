import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.sheaf_cohomology import sheaf_cohomology


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_ranks_of_dense_coboundaries(
    random_sheaf, random_functor, simplicial, polygonal, dense_coboundary, seed: int
) -> None:
    for made in (
        random_sheaf(seed),
        random_functor(simplicial(seed), 2, seed),
        random_functor(polygonal(seed), 2, seed),
    ):
        deltas = [dense_coboundary(made, rank) for rank in range(made.dim)]
        ranks = [0, *(np.linalg.matrix_rank(d, tol=1e-7) if d.size else 0 for d in deltas), 0]
        sizes = [n * e for n, e in zip(made.counts, made.stalks, strict=True)]
        wanted = [n - ranks[k] - ranks[k + 1] for k, n in enumerate(sizes)]
        assert list(sheaf_cohomology(made)) == wanted


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_the_constant_sheaf_has_the_betti_numbers(simplicial, random_functor, seed: int) -> None:
    cx = simplicial(seed)
    wanted = tuple(3 * holes for holes in tv.betti(cx))
    if cx.dim:
        assert sheaf_cohomology(tv.constant_sheaf(cx, 3)) == wanted
        assert sheaf_cohomology(random_functor(cx, 3, seed)) == wanted


@pytest.mark.parametrize("stalk", [1, 2, 5])
def test_cycle_tree_and_point(stalk: int) -> None:
    cycle = tv.Complex.from_facets([[k, (k + 1) % 7] for k in range(7)])
    tree = tv.Complex.from_facets([[0, 1], [0, 2], [2, 3], [2, 4]])
    point = tv.Complex.from_facets([[0]])
    for cx, holes in ((cycle, (1, 1)), (tree, (1, 0)), (point, (1, 0))):
        found = sheaf_cohomology(tv.constant_sheaf(cx, stalk))
        assert found == tuple(stalk * h for h in holes)


def test_a_twist_around_a_cycle_leaves_nothing() -> None:
    """The Möbius sheaf: one map of the cycle is −1, and a section would be its own negative."""
    cx = tv.Complex.from_facets([[0, 1], [1, 2], [0, 2]])
    constant = tv.constant_sheaf(cx).maps[0]
    values = constant.values.copy()
    values[0] = -1
    twisted = tv.sheaf(cx, tv.Field("F", values, 0, constant.index, kind="maps"))
    assert sheaf_cohomology(twisted) == (0, 0)


def test_a_large_torus() -> None:
    cx = tv.cubical(np.zeros((16, 18)), periodic=True)
    assert sheaf_cohomology(tv.constant_sheaf(cx, 2)) == (2, 4, 2)


def test_refuses() -> None:
    with pytest.raises(InvalidInput, match="a Sheaf is needed"):
        sheaf_cohomology(None)
