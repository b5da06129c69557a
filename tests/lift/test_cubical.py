from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.topology.boundary import boundary
from tdlviz.topology.filtration import check_monotone

SHAPES = [(5,), (1, 4), (4, 5), (3, 4, 3)]


def by_gudhi(image: np.ndarray, pixels: str, wraps: list[bool], dim: int) -> np.ndarray:
    from gudhi import CubicalComplex, PeriodicCubicalComplex

    given = {"top_dimensional_cells" if pixels == "cells" else "vertices": image}
    cubes = (
        PeriodicCubicalComplex(**given, periodic_dimensions=wraps)
        if any(wraps)
        else CubicalComplex(**given)
    )
    cubes.compute_persistence(min_persistence=0)
    return np.reshape(cubes.persistence_intervals_in_dimension(dim), (-1, 2))


def sorted_rows(values: np.ndarray) -> np.ndarray:
    return values[np.lexsort(values.T[::-1])]


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    shape=st.sampled_from(SHAPES),
    pixels=st.sampled_from(["cells", "vertices"]),
    wrap=st.booleans(),
)
def test_diagrams_are_those_of_gudhi(seed, shape, pixels, wrap):
    image = np.random.default_rng(seed).integers(0, 9, shape).astype(float)
    wraps = [wrap and n >= 3 for n in shape]
    cx = tv.cubical(image, pixels=pixels, periodic=wraps)
    check_monotone(cx, cx.births)
    assert cx.counts == tv.expect(tv.cubical, image, pixels=pixels, periodic=wraps).counts
    for k in range(1, cx.dim):
        assert abs(boundary(cx, k) @ boundary(cx, k + 1)).sum() == 0
    for dim in range(cx.dim + 1):
        theirs = sorted_rows(by_gudhi(image, pixels, wraps, dim))
        assert np.array_equal(sorted_rows(tv.persistence(cx, dim).values), theirs)


@pytest.mark.parametrize("pixels", ["cells", "vertices"])
@pytest.mark.parametrize(
    ("shape", "numbers"), [((3,), (1, 1)), ((3, 5), (1, 2, 1)), ((3, 4, 5), (1, 3, 3, 1))]
)
def test_periodic_boxes_are_tori(shape, numbers, pixels):
    cx = tv.cubical(np.zeros(shape), pixels=pixels, periodic=True)
    assert tv.betti(cx) == tv.betti(cx, 2) == numbers


def test_pixels_have_their_value_and_their_place():
    image = np.array([[3.0, 1.0, 2.0], [0.0, 5.0, 4.0]])
    cells, vertices = tv.cubical(image), tv.cubical(image, pixels="vertices")
    assert cells["birth2"].values.tolist() == image.ravel().tolist()
    assert vertices["birth0"].values.tolist() == image.ravel().tolist()
    assert cells["pixel"].rank == 2
    assert vertices["pixel"].values.tolist() == [0, 1, 2, 3, 4, 5]
    middle = [cells.positions[square].mean(axis=0).tolist() for square in cells.ranks[2]]
    assert middle == [[0, 0], [1, 0], [2, 0], [0, -1], [1, -1], [2, -1]]
    line = tv.cubical([3.0, 1.0, 2.0], periodic=True)
    assert line["birth1"].values.tolist() == [[3.0, 1.0, 2.0][i] for i in line["pixel"].values]
    for cx in (cells, vertices, line):
        births = cx[f"birth{cx['pixel'].rank}"]
        assert (cx["image"].kind, cx["image"].rank) == ("image", births.rank)
        assert cx["image"].values.tolist() == births.values.tolist()


def test_touching_corners_join_pixels_that_are_cells_only():
    image = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert len(tv.persistence(tv.cubical(image), 0)) == 1
    assert len(tv.persistence(tv.cubical(image, pixels="vertices"), 0)) == 2


def test_edges_are_sorted_and_found():
    cx = tv.cubical(np.zeros((3, 4)), periodic=True)
    ends = np.asarray(cx.ranks[1])
    assert np.array_equal(cx.find(ends[:, ::-1]), np.arange(len(ends)))


def test_labels_of_real_images(data_dir: Path):
    """Components and holes of real segmentations, against scipy's labelling."""
    from PIL import Image

    folder = data_dir / "betti-matching-images"
    files = sorted(folder.glob("*/labels/*.png"))
    assert len(files) >= 5
    eight = np.ones((3, 3))
    for file in files:
        picture = np.asarray(Image.open(file).convert("L")) > 127
        cx = tv.cubical(np.where(picture, 0.0, 1.0))
        bars = [tv.persistence(cx, dim).values for dim in (0, 1)]
        alive = [int(((b <= 0) & (d > 0)).sum()) for b, d in (bar.T for bar in bars)]
        holes = ndimage.label(np.pad(~picture, 1, constant_values=True))[1] - 1
        assert alive == [ndimage.label(picture, eight)[1], holes], file.name


@pytest.mark.parametrize(
    ("image", "options", "error", "rule"),
    [
        (3.0, {}, InvalidInput, "1 to 3 axes"),
        (np.zeros((2, 2, 2, 2)), {}, InvalidInput, "1 to 3 axes"),
        (np.zeros((0, 2)), {}, InvalidInput, "a pixel or more"),
        ([[1.0, np.nan]], {}, InvalidInput, r"pixel \(0, 1\) = nan"),
        ([[1.0, 2.0]], {"pixels": "corners"}, UnknownName, "cells, vertices"),
        ([[1.0, 2.0]], {"periodic": True}, InvalidInput, "3 pixels or more"),
        ([[1.0, 2.0]], {"periodic": [True]}, InvalidInput, "each of 2 axes"),
        (np.zeros((100, 100)), {"max_cells": 1000}, TooLarge, "40,401 cells .*10,000 squares"),
    ],
)
def test_what_is_refused(image, options, error, rule):
    with pytest.raises(error, match=rule):
        tv.cubical(image, **options)


def test_enormous_images_are_refused_at_once():
    huge = np.broadcast_to(0.0, (3000, 3000, 30))
    with pytest.raises(TooLarge, match="give fewer pixels"):
        tv.cubical(huge)
