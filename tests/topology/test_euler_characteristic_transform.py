import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput

TURN = np.linspace(0, 2 * np.pi, 8, endpoint=False)
CIRCLE = np.column_stack([np.cos(TURN), np.sin(TURN)])
TRANSFORM = tv.euler_characteristic_transform


def plain(cx: Complex, directions: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """The sum of Heaviside functions over all cells, which dect's sigmoids approach."""
    along = cx.positions @ directions.T
    total = np.zeros((len(directions), len(heights)), int)
    for rank, cells in enumerate(cx.ranks):
        for cell in cells:
            total += (-1) ** rank * (along[cell].max(axis=0)[:, None] <= heights)
    return total


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_s075_the_sum_over_cells_and_the_euler_characteristic(simplicial, polygonal, seed):
    rng = np.random.default_rng(seed)
    for cx in (simplicial(seed), polygonal(seed)):
        cx = cx.with_positions(rng.integers(-3, 4, (cx.counts[0], 2)))
        directions, heights = rng.integers(-2, 3, (4, 2)), np.arange(-13, 14, 2)
        transform = TRANSFORM(cx, directions, heights)
        np.testing.assert_array_equal(transform, plain(cx, directions, heights))
        euler = (-1) ** np.arange(cx.dim + 1) @ cx.counts
        assert (transform[:, -1] == euler).all()


def test_s075_turning_the_shape_permutes_the_directions():
    square = tv.mesh([[0.3, 0.1], [1, 0.2], [0.8, 0.9], [0.1, 1]], [[0, 1, 2], [0, 2, 3]])
    heights = np.linspace(-1.6, 1.6, 12) + 0.01
    eighth = np.array([[1, 1], [-1, 1]]) / np.sqrt(2)
    turned = TRANSFORM(square.with_positions(square.positions @ eighth), CIRCLE, heights)
    np.testing.assert_array_equal(np.roll(TRANSFORM(square, CIRCLE, heights), 1, 0), turned)


def test_each_column_is_an_euler_curve(rng):
    cx = tv.alpha(rng.random((30, 3)))
    directions, heights = rng.normal(size=(5, 3)), np.linspace(-3, 3, 20)
    curves = [tv.euler_curve(tv.lower_star(cx, cx.positions @ v), heights) for v in directions]
    np.testing.assert_array_equal(TRANSFORM(cx, directions, heights), curves)


def test_a_batch_has_a_transform_for_each_complex(rng):
    parts = [tv.alpha(rng.random((n, 2))) for n in (3, 9, 20)]
    heights = np.linspace(-1, 1, 5)
    transforms = [TRANSFORM(cx, CIRCLE, heights) for cx in parts]
    np.testing.assert_array_equal(TRANSFORM(tv.batch(parts), CIRCLE, heights), transforms)


def test_cubes_of_a_picture():
    cx = tv.cubical(np.array([[0, 1, 2], [3, 4, 5]]))
    cx = cx.with_positions(np.argwhere(np.ones((3, 4)))) if cx.positions is None else cx
    directions, heights = CIRCLE[:, : cx.positions.shape[1]], np.linspace(-4, 4, 9)
    transform = TRANSFORM(cx, directions, heights)
    np.testing.assert_array_equal(transform, plain(cx, directions, heights))
    assert (transform[:, -1] == 1).all()


@settings(max_examples=3)
@given(seed=st.integers(0, 10**6))
def test_s075_the_bunny_has_five_holes(data_dir, seed):
    bunny = tv.read_mesh(data_dir / "meshes-common/stanford-bunny.obj.gz")
    bunny = tv.without_unused_vertices(bunny)
    directions = np.random.default_rng(seed).normal(size=(3, 3))
    heights = np.append(np.linspace(-0.5, 0.5, 8), 10)
    transform = TRANSFORM(bunny, directions, heights)
    assert (transform[:, -1] == 2 - 5).all()
    along = bunny.positions @ directions.T
    for rank, cells in enumerate(bunny.ranks):
        highest = along[np.asarray(cells)].max(axis=1)
        transform -= (-1) ** rank * (highest[:, :, None] <= heights).sum(axis=0)
    assert not transform.any()


@pytest.mark.parametrize(
    ("cx", "directions", "heights", "says"),
    [
        (tv.Complex.from_facets([[0, 1]]), CIRCLE, [0], r"positions in R\^2"),
        (tv.alpha(np.eye(3)), CIRCLE, [0], r"positions in R\^2"),
        (tv.alpha(CIRCLE), CIRCLE[0], [0], r"\(n, d\)"),
        (tv.alpha(CIRCLE), CIRCLE, [1, 0], "increasing"),
        (tv.alpha(CIRCLE), np.full((1, 2), 1.7e308), [0], "float64 holds"),
        (CIRCLE, CIRCLE, [0], "a Complex is needed"),
    ],
)
def test_refused(cx, directions, heights, says):
    with pytest.raises(InvalidInput, match=says):
        TRANSFORM(cx, directions, heights)
