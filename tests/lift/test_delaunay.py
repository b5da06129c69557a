import gudhi
import numpy as np
import pytest
from compare import as_dict, bars, same, sound, tree_dict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName

GRIDS = st.tuples(st.integers(1, 10), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 2).map(float))
)


@pytest.mark.parametrize("d", [1, 2, 3, 4])
def test_equals_gudhi(d):
    points = np.random.default_rng(d).random((40, d))
    tree = gudhi.DelaunayCechComplex(points=points).create_simplex_tree(output_squared_values=False)
    assert same(as_dict(tv.delaunay(points)), tree_dict(tree))


@pytest.mark.parametrize("d", [2, 3])
def test_cells_are_those_of_alpha_born_no_later(d):
    points = np.random.default_rng(d).random((50, d))
    ours, alpha = as_dict(tv.delaunay(points)), as_dict(tv.alpha(points))
    assert ours.keys() == alpha.keys()
    assert all(ours[cell] <= alpha[cell] + 1e-9 for cell in ours)
    assert any(ours[cell] < alpha[cell] - 1e-3 for cell in ours)


@settings(max_examples=15, deadline=None)
@given(GRIDS)
def test_grids_with_repeated_points_have_the_diagram_of_alpha(points):
    cx, alpha = tv.delaunay(points), tv.alpha(points)
    assert np.array_equal(cx.positions, points)
    assert sound(cx)
    for dim in range(cx.dim + 1):
        assert same(bars(cx, dim), bars(alpha, dim), 1e-8)


def test_without_a_filtration_the_triangulation_alone():
    points = np.random.default_rng(0).random((30, 2)).astype(np.float32)
    cx = tv.delaunay(points, filtration=None)
    assert cx.births is None
    assert as_dict(cx).keys() == as_dict(tv.delaunay(points)).keys()


def test_bad_input():
    for wrong in ("alpha", "", 1, ["cech"]):
        with pytest.raises(UnknownName, match=r"filtration=….*tv\.alpha"):
            tv.delaunay([[0, 0]], filtration=wrong)
    with pytest.raises(InvalidInput, match="6 dimensions"):
        tv.delaunay(np.zeros((3, 7)))
    with pytest.raises(TooLarge, match="delaunay"):
        tv.delaunay(np.random.default_rng(0).random((100_000, 3)))


def test_the_bunny(data_dir):
    cloud = tv.read_mesh(data_dir / "meshes-common/topodatax-bunny.obj.gz").positions[:300]
    cx, alpha = tv.delaunay(cloud), tv.alpha(cloud)
    for dim in range(3):
        assert same(bars(cx, dim), bars(alpha, dim))
