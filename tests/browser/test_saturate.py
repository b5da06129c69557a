"""Faces that a flat picture leaves out lie under enough others, at every filtration value."""

from __future__ import annotations

from urllib.parse import quote

import numpy as np
from playwright.sync_api import Page

import tdlviz as tv
from tdlviz.views.assets import HERE
from tdlviz.views.layout import layout

MODULE = "data:text/javascript," + quote((HERE / "shared" / "saturate.js").read_text())
CALL = f"""async ([positions, triangles, births]) => {{
  const {{ unsaturated, LAYERS, GRID }} = await import("{MODULE}");
  const kept = unsaturated(Float64Array.from(positions), triangles, births);
  return [Array.from(kept), LAYERS, GRID];
}}"""


def inside(places: np.ndarray, triangles: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Whether each point (p, 2) lies in each triangle: (p, t)."""
    a, b, c = (places[column][None] for column in triangles.T)
    sides = [
        (v[..., 0] - u[..., 0]) * (points[:, None, 1] - u[..., 1])
        - (v[..., 1] - u[..., 1]) * (points[:, None, 0] - u[..., 0])
        for u, v in ((a, b), (b, c), (c, a))
    ]
    return (np.stack(sides) >= 0).all(axis=0) | (np.stack(sides) <= 0).all(axis=0)


def test_the_first_layers_at_every_grid_centre_are_kept(
    page: Page, rng: np.random.Generator
) -> None:
    cx = tv.rips(tv.data.circle(40, noise=0.1), max_edge=1.7)
    places = layout(cx).places.astype(float)
    triangles, births = np.asarray(cx.cells(2)), cx.births[2]
    given = [places.ravel().tolist(), triangles.ravel().tolist(), births.tolist()]
    kept, layers, grid = page.evaluate(CALL, given)
    assert 0 < len(kept) < 0.6 * len(triangles)
    assert (np.diff(births[kept]) >= 0).all()
    centres = (rng.integers(0, grid, size=(200, 2)) + 0.5) / grid * 2 - 1
    covers, drawn = inside(places[:, :2], triangles, centres), np.isin(np.arange(len(births)), kept)
    for threshold in np.quantile(births, [0.1, 0.4, 0.7, 1]):
        there = covers & (births <= threshold)
        wanted = np.minimum(there.sum(axis=1), layers)
        assert ((there & drawn).sum(axis=1) >= wanted).all()


THIN = f"""async ([positions, triangles, births]) => {{
  const {{ thinned }} = await import("{MODULE}");
  return Array.from(thinned(Float64Array.from(positions), triangles, births));
}}"""


def test_in_space_early_faces_stay_and_late_ones_thin_out(page: Page) -> None:
    cx = tv.rips(tv.data.sphere(60))
    triangles, births = np.asarray(cx.cells(2)), cx.births[2]
    places = layout(cx).places.astype(float)
    given = [places.ravel().tolist(), triangles.ravel().tolist(), births.tolist()]
    kept = np.array(page.evaluate(THIN, given))
    order = np.argsort(births, kind="stable")
    a, b, c = (places[column] for column in triangles.T)
    layers = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 4 / np.pi
    early = order[np.cumsum(layers[order]) <= 30]
    assert layers.sum() > 300
    assert set(early) <= set(kept)
    assert 45 < layers[kept].sum() < 75
    few = [places.ravel().tolist(), triangles[:40].ravel().tolist(), births[:40].tolist()]
    assert len(page.evaluate(THIN, few)) == 40
