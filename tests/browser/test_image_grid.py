"""Where the page finds every cell of a cubical complex, held against the complex itself."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from playwright.sync_api import Page

import tdlviz as tv
from tdlviz.views.assets import script
from tdlviz.views.image_grid import image_grid

SHAPES = [(4,), (1, 4), (3, 4), (5, 3), (3, 3, 4), (1, 2, 3)]
ASK = """(given) => {
  SCRIPT
  const grid = new ImageGrid(given);
  return given.counts.map((count, rank) => Array.from({ length: count }, (_, cell) => {
    const place = grid.placeOf(rank, cell);
    return { place, found: grid.cellAt(place), pixels: grid.pixelsAt(place) };
  }));
}""".replace("SCRIPT", script("image_grid.js"))


@pytest.mark.parametrize("pixels", ["cells", "vertices"])
@pytest.mark.parametrize("wrap", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_places_are_those_of_the_complex(
    page: Page, shape: tuple[int, ...], wrap: bool, pixels: str
) -> None:
    values = np.random.default_rng(1).permutation(int(np.prod(shape))).astype(float)
    wraps = tuple(wrap and n >= 3 for n in shape)
    cx = tv.cubical(values.reshape(shape), pixels=pixels, periodic=wraps)
    grid = image_grid(cx)
    given = {"shape": shape, "wraps": wraps, "cells": grid.cells, "counts": cx.counts}
    corners = [n + (grid.cells and not w) for n, w in zip(shape, wraps, strict=True)]
    enters = min if grid.cells else max
    for rank, cells in enumerate(page.evaluate(ASK, given)):
        for name, cell in enumerate(cells):
            assert cell["found"] == {"rank": rank, "cell": name}
            assert vertices(cell["place"], corners) == sorted(cx.ranks[rank][name].tolist())
            born = enters(values[pixel] for pixel in cell["pixels"])
            assert born == cx[f"birth{rank}"].values[name]
            if rank == 0:
                middle = (np.array(cell["place"]) - grid.cells) / 2
                assert middle.tolist() == unturned(cx.positions[name]).tolist()


def vertices(place: list[int], corners: list[int]) -> list[int]:
    """The vertices of the cube at a doubled place, by name."""
    ends = [{x // 2 % n, (x + 1) // 2 % n} for x, n in zip(place, corners, strict=True)]
    return sorted(int(np.ravel_multi_index(corner, corners)) for corner in product(*ends))


def unturned(position: np.ndarray) -> np.ndarray:
    """A position in the order of the axes of the array."""
    return (position * [1, -1] if len(position) == 2 else position)[::-1] + 0.0
