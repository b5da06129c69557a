"""Figures in a page of their own from disk, with plotly.js inside and no network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

import tdlviz as tv
from tdlviz.views.colours import OKABE_ITO

from .pixels import drawn, ink


@pytest.fixture(scope="module")
def cx() -> tv.Complex:
    return tv.rips(tv.data.circle(40, noise=0.08), max_edge=0.7)


def opened(page: Page, figure: object, path: Path) -> np.ndarray:
    """The pixels of a figure that has been written to disk and opened from there."""
    figure.write_html(path, include_plotlyjs=True, auto_play=False)  # type: ignore[attr-defined]
    page.goto(path.as_uri())
    page.locator(".main-svg").first.wait_for()
    return drawn(page.locator(".plotly-graph-div"), 0.01)


def hex_to_rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_kinds_side_by_side_in_both_themes(
    page: Page, cx: tv.Complex, theme: str, tmp_path: Path, shot: Callable[[str], Path]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 460})
    pairs = np.asarray(cx.cells(1))
    scores = np.random.default_rng(0).random((len(pairs), 4))
    attention = tv.Field("attention", scores, 0, pairs, kind="attention")
    bars = [tv.persistence(cx, dim) for dim in (0, 1)]
    figure = tv.figure(cx, *bars, attention, mode="diagram", theme=theme)
    image = opened(page, figure, tmp_path / "a.html")
    assert (image[2, 2].mean() < 100) == (theme == "dark")
    assert page.get_by_text("head 3").count() == 1
    shot(theme)


def test_the_slider_moves_the_filtration(page: Page, cx: tv.Complex, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 760, "height": 440})
    whole = opened(page, tv.figure(cx, slider=True), tmp_path / "a.html")
    page.get_by_text(cx.summary()).first.wait_for()
    rail = page.locator(".slider-rail-touch-rect").first.bounding_box()
    assert rail is not None
    page.mouse.click(rail["x"] + 2, rail["y"] + rail["height"] / 2)
    page.get_by_text("40 vertices, 0 edges, 0 faces of 40").first.wait_for()
    dust = drawn(page.locator(".plotly-graph-div"), 0.002)
    assert ink(dust) < 0.7 * ink(whole)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_arrows_run_along_the_edges_and_names_stand_beside(
    page: Page, theme: str, tmp_path: Path, shot: Callable[[str], Path]
) -> None:
    page.set_viewport_size({"width": 760, "height": 440})
    cx = tv.Complex.from_facets([[0, 1], [1, 2], [0, 2]], np.array([[0, 0], [4, 0], [2, 3.0]]))
    flow = tv.Field("flow", [1.0, -0.5, 0.25], 1, kind="scalar")
    figure = tv.figure(cx, edge=flow, labels=["here", "there", "up"], theme=theme)
    image = opened(page, figure, tmp_path / "a.html")
    assert (image == hex_to_rgb(OKABE_ITO[5])).all(axis=2).sum() > 200  # the strongest, opaque
    heads = page.locator(".scatterlayer .trace:nth-last-child(2) path.point")
    assert heads.count() == 3
    assert page.locator(".textpoint").all_text_contents() == [
        "\u00a0\u00a0here\u00a0\u00a0",
        "\u00a0\u00a0there\u00a0\u00a0",
        "\u00a0\u00a0up\u00a0\u00a0",
    ]
    shot(theme)


def test_a_landscape_with_a_flow_rises_in_space(
    page: Page, tmp_path: Path, shot: Callable[[str], Path]
) -> None:
    page.set_viewport_size({"width": 760, "height": 440})
    cx = tv.cubical(np.zeros((5, 6)))
    height = tv.Field("height", np.sin(cx.positions[:, 0]), 0, kind="scalar")
    flow = tv.Field("flow", np.ones(cx.counts[1]), 1, kind="scalar")
    figure = tv.figure(cx, height=height, color=height, edge=flow)
    image = opened(page, figure, tmp_path / "a.html").astype(int)
    shot("landscape")
    red, green, blue = image[100:400, 150:600].reshape(-1, 3).T
    assert ((red > 120) & (green < 0.7 * red) & (blue < 0.35 * red)).sum() > 300  # lit cones
    assert ((green > red + 30) & (green > blue)).sum() > 300  # the middle of viridis


def test_hulls_lie_over_each_other(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 760, "height": 440})
    cx = tv.hypergraph([[0, 1, 2], [2, 3], [3, 4, 0]])
    image = opened(page, tv.figure(cx), tmp_path / "a.html")
    for hue in OKABE_ITO[:3]:
        assert (image == hex_to_rgb(hue)).all(axis=2).sum() > 50  # the outline


def test_cells_are_told_under_the_pointer(page: Page, cx: tv.Complex, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 760, "height": 440})
    opened(page, tv.figure(cx, color="birth1"), tmp_path / "a.html")
    middle = page.evaluate(
        """() => {
          const plot = document.querySelector('.plotly-graph-div'), layout = plot._fullLayout;
          const named = plot._fullData.find((t) => (t.hovertemplate ?? '').startsWith('edge'));
          const box = plot.getBoundingClientRect(), { xaxis, yaxis } = layout;
          return [box.x + xaxis._offset + xaxis.l2p(named.x[7]),
            box.y + yaxis._offset + yaxis.l2p(named.y[7])];
        }"""
    )
    page.mouse.move(*middle, steps=3)
    tip = page.locator(".hovertext")
    tip.first.wait_for()
    assert tip.first.text_content().startswith(f"edge 7, enters at {cx.births[1][7]:.4g}")


def test_a_surface_in_space_is_painted_and_lit(
    page: Page, tmp_path: Path, shot: Callable[[str], Path]
) -> None:
    page.set_viewport_size({"width": 760, "height": 440})
    rows, columns = np.indices((20, 20)).reshape(2, -1) / 4
    places = np.column_stack([rows, columns, np.sin(rows) * np.cos(columns)])
    corner = np.arange(400).reshape(20, 20)
    a, b, c, d = corner[:-1, :-1], corner[1:, :-1], corner[1:, 1:], corner[:-1, 1:]
    faces = [np.stack(half, -1).reshape(-1, 3) for half in ((a, b, c), (a, c, d))]
    cx = tv.mesh(places, np.concatenate(faces))
    height = tv.Field("height", places[:, 2], 0, kind="scalar")
    image = opened(page, tv.figure(cx, color=height), tmp_path / "a.html").astype(int)
    shot("space")
    middle = image[120:380, 250:500]
    assert (np.ptp(middle, axis=2) > 60).mean() > 0.2  # the hues of viridis, not a grey or a blot
    assert len(np.unique(middle.reshape(-1, 3), axis=0)) > 500
