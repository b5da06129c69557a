import gudhi
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

GRIDS = st.tuples(st.integers(1, 10), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 2).map(float))
)


def diagram(cx, dim):
    tree = tv.to_gudhi(cx)
    tree.compute_persistence(persistence_dim_max=True)
    bars = tree.persistence_intervals_in_dimension(dim)
    bars = bars[bars[:, 1] - bars[:, 0] > 1e-9]
    return bars[np.lexsort(bars.T[::-1])]


@pytest.mark.parametrize("d", [2, 3, 4])
def test_births_are_gudhis_filtration_under_the_root(d):
    points = np.random.default_rng(d).random((40, d))
    cx = tv.alpha(points)
    tree = gudhi.AlphaComplex(points=points).create_simplex_tree()
    assert sum(cx.counts) == tree.num_simplices()
    for cells, births in zip(cx.ranks, cx.births, strict=True):
        theirs = [tree.filtration(list(simplex)) for simplex in cells]
        assert np.allclose(births**2, theirs, atol=1e-9)


def test_births_are_radii():
    cx = tv.alpha([[0, 0], [2, 0], [1, 1.5]])
    assert cx["birth1"].values.max() == pytest.approx(1)
    triangle = np.array([[0, 0], [6, 0], [0, 8]])
    assert tv.alpha(triangle)["birth2"].values == pytest.approx([5])


@settings(max_examples=60, deadline=None)
@given(GRIDS)
def test_grids_with_repeated_points_have_the_homology_of_the_set(points):
    cx = tv.alpha(points)
    assert cx.counts[0] == len(points)
    assert np.array_equal(cx.positions, points)
    tree, distinct = tv.to_gudhi(cx), np.unique(points, axis=0)
    tree.compute_persistence(persistence_dim_max=True)
    other = gudhi.AlphaComplex(points=distinct).create_simplex_tree()
    other.compute_persistence(persistence_dim_max=True)
    assert tree.betti_numbers()[0] == 1
    for dim in range(points.shape[1]):
        theirs = np.sqrt(other.persistence_intervals_in_dimension(dim).reshape(-1, 2))
        theirs = theirs[theirs[:, 1] - theirs[:, 0] > 1e-9]
        assert np.allclose(diagram(cx, dim), theirs[np.lexsort(theirs.T[::-1])], atol=1e-9)


@pytest.mark.parametrize(
    ("points", "counts"),
    [
        ([[3.0, 4.0]], (1,)),
        ([[0, 0], [1, 1]], (2, 1)),
        ([[0, 0], [1, 0], [0, 1]], (3, 3, 1)),
        ([[0, 0, 0], [1, 1, 1], [2, 2, 2], [4, 4, 4]], (4, 3)),
        ([[0.0], [3], [1]], (3, 2)),
        (np.ones((4, 3)), (4, 3)),
        ([[0, 0], [0, 0], [1, 0], [0, 1], [1, 0]], (5, 5, 1)),
    ],
)
def test_degenerate(points, counts):
    assert tv.alpha(points).counts == counts


def test_a_twin_hangs_on_the_first_of_its_kind_at_zero():
    cx = tv.alpha([[5, 5], [0, 0], [1, 0], [0, 0], [0, 0]])
    twins = cx.find([[1, 3], [1, 4]])
    assert (twins >= 0).all()
    assert cx["birth1"].values[twins].tolist() == [0, 0]
    assert cx.find([[3, 4]]).tolist() == [-1]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([[0, 0], [np.nan, 0]], "row 1"),
        ([[0, 0], [0]], "alike"),
        ([], "shape"),
        ([["a"]], "real numbers"),
        (np.zeros((3, 7)), "6 dimensions.*rips"),
    ],
)
def test_bad_input(points, words):
    with pytest.raises(InvalidInput, match=words):
        tv.alpha(points)


def test_too_many_cells_are_foreseen():
    with pytest.raises(TooLarge, match=r"about .*tetrahedra.*take fewer points"):
        tv.alpha(np.random.default_rng(0).random((100_000, 3)))


def test_the_bunny_of_gudhi(data_dir):
    files = sorted((data_dir / "gudhi-data").rglob("*sphere3D*.off.gz"))
    cloud = tv.read_mesh(data_dir / "meshes-common/topodatax-bunny.obj.gz").positions
    assert files
    cx = tv.alpha(cloud)
    assert cx.counts[0] == 2503
    # A Delaunay triangulation fills a convex body.
    assert sum((-1) ** k * n for k, n in enumerate(cx.counts)) == 1
