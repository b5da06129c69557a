"""Hypergraphs and layers in a saved page: drawn in both themes, told by pointer and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.payload import unpack

from .pixels import difference, drawn, pixels

GROUPS = [[0, 1, 2, 3], [3, 4], [4, 5, 6], [6], [6, 7, 8, 9, 0], [2, 10, 11], [10, 11], [12, 13]]


class Saved:
    """One view in a page from disk."""

    def __init__(self, page: Page, path: Path, view: ComplexView) -> None:
        page.goto(view.save(path).as_uri())
        self.page, self.view = page, view
        self.figure = page.locator(".tv-view")
        self.canvas: Locator = self.figure.locator("canvas")
        drawn(self.canvas)

    def at(self, place: np.ndarray) -> tuple[float, float]:
        """Where the canvas shows a place of the drawing, in pixels from its upper left corner."""
        box = self.canvas.bounding_box()
        assert box is not None
        wide, high = self.view.drawing.extent
        fit = 0.9 * min(box["width"] / wide, box["height"] / high) / 2
        return box["width"] / 2 + fit * place[0], box["height"] / 2 - fit * place[1]

    def middle_of(self, cell: int) -> tuple[float, float]:
        """A point inside the hull of a hyperedge, between its first two vertices."""
        places = unpack(self.view.geometry)[0]["positions"]
        return self.at(places[self.view.cx.cells(1)[cell][:2], :2].mean(axis=0))


@pytest.fixture
def hypergraph(page: Page, tmp_path: Path) -> Saved:
    return Saved(page, tmp_path / "hypergraph.html", tv.show(tv.hypergraph(GROUPS)))


def test_a_hull_is_named_under_the_pointer_and_selected_by_a_click(hypergraph: Saved) -> None:
    before = pixels(hypergraph.canvas)
    x, y = hypergraph.middle_of(7)
    hypergraph.canvas.hover(position={"x": x, "y": y})
    hypergraph.figure.locator(".tv-tip", has_text="hyperedge 7, 2 vertices").wait_for()
    hypergraph.canvas.click(position={"x": x, "y": y})
    note = hypergraph.figure.locator(".tv-note", has_text="Selected hyperedge 7, 2 vertices.")
    note.wait_for()
    hypergraph.page.mouse.move(1, 1)
    assert 0.001 < difference(before, drawn(hypergraph.canvas)) < 0.2


def test_the_smallest_of_the_hulls_under_the_pointer_is_meant(hypergraph: Saved) -> None:
    # Hyperedge 6 lies within 5.
    x, y = hypergraph.middle_of(6)
    hypergraph.canvas.hover(position={"x": x, "y": y})
    hypergraph.figure.locator(".tv-tip", has_text="hyperedge 6, 2 vertices").wait_for()


def test_the_keyboard_walks_the_hyperedges(hypergraph: Saved) -> None:
    hypergraph.canvas.focus()
    for key in "rnn":
        hypergraph.canvas.press(key)
    hypergraph.figure.get_by_text("Selected hyperedge 1, 2 vertices.").first.wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hulls_are_seen_in_both_themes(
    hypergraph: Saved, theme: str, shot: Callable[[str], Path]
) -> None:
    hypergraph.page.emulate_media(color_scheme=theme)
    dark = hypergraph.page.locator(".tv-view.tv-dark")
    dark.wait_for(state="attached" if theme == "dark" else "detached")
    x, y = hypergraph.middle_of(7)
    image = drawn(hypergraph.canvas).astype(int)
    inside, outside = image[round(y), round(x)], image[2, 2]
    assert (outside.mean() < 100) == (theme == "dark")
    assert np.abs(inside - outside).max() > 20
    hypergraph.figure.get_by_text("14 vertices, 8 hyperedges").wait_for()
    shot(theme)


def test_the_slider_takes_hulls_away(page: Page, tmp_path: Path) -> None:
    births = tv.Field("birth1", np.arange(8.0), 1, kind="scalar")
    cx = tv.hypergraph(GROUPS).with_fields(
        births, tv.Field("birth0", np.zeros(14), 0, kind="scalar")
    )
    saved = Saved(page, tmp_path / "filtered.html", tv.show(cx))
    whole = pixels(saved.canvas)
    saved.figure.get_by_label("filtration", exact=True).fill("500")
    saved.figure.get_by_text("14 vertices, 4 hyperedges").wait_for()
    assert difference(whole, drawn(saved.canvas)) > 0.01
    x, y = saved.middle_of(7)
    saved.canvas.click(position={"x": x, "y": y})
    saved.figure.get_by_text("Selection cleared.").wait_for(state="attached")


def test_a_cell_of_a_layer_lights_what_it_covers(
    page: Page, tmp_path: Path, shot: Callable[[str], Path]
) -> None:
    view = tv.show(tv.Complex.from_facets([[0, 1, 2, 3]]), layout="layered")
    saved = Saved(page, tmp_path / "layers.html", view)
    before = pixels(saved.canvas)
    x, y = saved.at(view.drawing.places[4 + 6 + 4])  # after vertices, edges and faces: the solid
    saved.canvas.click(position={"x": x, "y": y})
    saved.figure.locator(".tv-note", has_text="Selected solid 0.").wait_for()
    saved.page.mouse.move(1, 1)
    assert difference(before, drawn(saved.canvas)) > 0.005
    shot("layers")


@pytest.mark.parametrize("layout", ["spring", "layered"])
def test_a_lasso_around_all_takes_every_cell_of_a_rank(
    page: Page, tmp_path: Path, layout: str
) -> None:
    saved = Saved(page, tmp_path / "lasso.html", tv.show(tv.hypergraph(GROUPS), layout=layout))
    saved.canvas.focus()
    for key in "rs":
        saved.canvas.press(key)
    box = saved.canvas.bounding_box()
    assert box is not None
    corners = [(0.01, 0.01), (0.99, 0.01), (0.99, 0.5), (0.99, 0.99), (0.01, 0.99), (0.01, 0.5)]
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    page.mouse.move(*points[0])
    page.mouse.down()
    for x, y in points[1:]:
        page.mouse.move(x, y, steps=4)
    page.mouse.up()
    saved.figure.get_by_text("8 hyperedges selected.").first.wait_for()
