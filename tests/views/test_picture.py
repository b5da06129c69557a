"""The static pictures: what they draw, and that a crowd of cells does not blot them out."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

import tdlviz as tv
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.picture import DRAWN_CELLS, kept, thinner


def grid(side: int) -> tv.Complex:
    """A flat square sheet of triangles in space."""
    here = np.arange(side * side).reshape(side, side)
    a, b, c, d = here[:-1, :-1], here[1:, :-1], here[1:, 1:], here[:-1, 1:]
    halves = [np.stack(corners, -1).reshape(-1, 3) for corners in ((a, b, c), (a, c, d))]
    places = np.column_stack([*np.indices((side, side)).reshape(2, -1), np.zeros(side * side)])
    return tv.mesh(places, np.concatenate(halves))


def pixels(view: ComplexView) -> np.ndarray:
    """The picture as (high, wide, 3) int."""
    return np.asarray(Image.open(io.BytesIO(view.picture())).convert("RGB")).astype(int)


def dark(picture: np.ndarray) -> float:
    """The share of pixels in the colour of marks."""
    return float((picture.sum(axis=2) < 350).mean())


@pytest.mark.parametrize("count", [0, 1, DRAWN_CELLS, DRAWN_CELLS + 1, 3 * DRAWN_CELLS])
def test_kept_is_all_or_an_even_sample(count):
    chosen = kept(count)
    assert len(chosen) == min(count, DRAWN_CELLS)
    assert len(np.unique(chosen)) == len(chosen)
    assert set(chosen[[0, -1]]) == {0, count - 1} if count else not len(chosen)


@pytest.mark.parametrize(("count", "expected"), [(0, 1.0), (1000, 1.0), (2000, 0.5), (10**6, 0.1)])
def test_marks_shrink_where_they_crowd(count, expected):
    assert thinner(count, 1000) == expected


def test_a_crowd_is_a_surface_and_no_blot():
    few, many = (pixels(ComplexView(grid(side), opacity=0.35)) for side in (10, 100))
    assert few.shape == many.shape == (384, 480, 3)
    assert 0.005 < dark(few) < 0.1
    assert dark(many) < 0.25


def test_edges_of_one_colour_cover_the_same_pixels_as_edges_of_many():
    cx = tv.rips(tv.data.circle(12), max_edge=1.2, max_dim=1)
    value = tv.Field("x", np.arange(cx.counts[1]), 1, kind="scalar")
    plain, painted = pixels(ComplexView(cx)), pixels(ComplexView(cx, color=value))
    strong, faint = [
        [(picture < limit).any(axis=2) for picture in (plain, painted)] for limit in (170, 250)
    ]
    assert min(found.mean() for found in strong) > 0.005
    assert not (strong[0] & ~faint[1]).any()
    assert not (strong[1] & ~faint[0]).any()
    assert (np.abs(plain - painted).sum(axis=2) > 60).mean() > 0.3 * strong[1].mean()


def test_the_picture_is_cut_where_the_slider_stands():
    cx = tv.rips(tv.data.circle(30), max_edge=1.9)
    whole, ring, dust = (pixels(ComplexView(cx, filtration=t)) for t in (None, 0.4, 0.0))
    assert dark(dust) < dark(ring) < dark(whole)
    blue = [(picture[:, :, 2] - picture[:, :, 0] > 20).mean() for picture in (whole, ring, dust)]
    assert blue[0] > 3 * blue[1] > 0
    assert pixels(ComplexView(cx, color="birth1", filtration=0.4)).shape == ring.shape


@pytest.mark.parametrize("opacity", [0.35, 1.0])
def test_a_polygon_of_the_plane_has_no_seams_between_its_triangles(opacity):
    turn = np.linspace(0, 2 * np.pi, 7, endpoint=False)
    corners = np.column_stack([np.cos(turn), np.sin(turn)])
    cx = tv.Complex.from_polygons([range(7)], 7, corners)
    middle = pixels(ComplexView(cx, opacity=opacity))[142:242, 190:290]
    assert (middle == middle[0, 0]).all()
    assert middle[0, 0].min() < 240


def test_pixels_side_by_side_have_no_seams_between_them():
    image = tv.cubical(np.zeros((20, 30)))
    middle = pixels(ComplexView(image, color="birth2", opacity=1.0))[100:284, 100:380]
    assert (np.ptp(middle, axis=(0, 1)) < 100).all()  # squares, edges and corners, but no ground
