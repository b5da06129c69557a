"""Restriction maps in a saved page: both pictures, pointer, selection, transport and holonomy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv
from tdlviz.core.field import Field
from tdlviz.topology.faces import faces

from .pixels import difference, drawn

ANGLES = np.linspace(0.1, 0.5, 6)


def turn(angle: float) -> np.ndarray:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def bundle(turns: dict[tuple[int, int], np.ndarray], d: int) -> tuple[tv.Complex, Field]:
    """A cycle of 6 vertices; all maps are the identity, but for those given by (vertex, edge)."""
    cx = tv.rips(tv.data.circle(6), max_edge=1.1)
    found = faces(cx, 1)
    index = np.column_stack([found.names, found.owner])
    values = np.array([turns.get((v, e), np.eye(d)) for v, e in index.tolist()])
    return cx, Field("F", values, 0, index, kind="maps")


def walked(page: Page, path: Path, cx: tv.Complex, field: Field) -> Locator:
    """The view after a walk from vertex 0 to 1 and around."""
    page.goto(tv.show(cx, field, mode="glyphs").save(path).as_uri())
    view = page.locator(".tv-view")
    drawn(view.locator("canvas"))
    view.locator("canvas").focus()
    for key in (".", "Enter", ".", "Enter", "c"):
        view.locator("canvas").press(key)
    view.get_by_text("Holonomy").first.wait_for()
    return view


def test_the_angles_of_rotations_add_up(page: Page, tmp_path: Path) -> None:
    cx, _ = bundle({}, 2)
    edges = np.asarray(cx.ranks[1]).tolist()
    turns = {(min(ends), e): turn(ANGLES[e]) for e, ends in enumerate(edges)}
    total = sum(ANGLES[e] * (-1 if ends == [0, 5] else 1) for e, ends in enumerate(edges))
    view = walked(page, tmp_path / "turn.html", *bundle(turns, 2))
    said = view.locator(".tv-note").inner_text()
    angle = float(said.split("angle ")[1].split("°")[0])
    away = float(said.split("‖H − I‖ = ")[1].split()[0].rstrip("."))
    assert abs(angle) == pytest.approx(np.degrees(total), abs=1e-3)
    assert away == pytest.approx(np.linalg.norm(turn(total) - np.eye(2)), abs=1e-5)


def test_a_flat_bundle_has_no_holonomy(page: Page, tmp_path: Path) -> None:
    view = walked(page, tmp_path / "flat.html", *bundle({}, 2))
    assert "‖H − I‖ = 0." in view.locator(".tv-note").inner_text()


def test_the_moebius_bundle_changes_the_sign(page: Page, tmp_path: Path) -> None:
    view = walked(page, tmp_path / "moebius.html", *bundle({(0, 0): -np.eye(1)}, 1))
    assert "Holonomy [-1], determinant -1" in view.locator(".tv-note").inner_text()


def test_a_map_that_is_not_invertible_is_named(page: Page, tmp_path: Path) -> None:
    flat = {(v, 0): np.diag([1.0, 0.0]) for v in (0, 1)}
    view = walked(page, tmp_path / "flat.html", *bundle(flat, 2))
    assert "Not invertible on edge 0" in view.locator(".tv-note").inner_text()


def test_the_colours_of_energies_begin_at_zero(page: Page, tmp_path: Path) -> None:
    cx, field = bundle({}, 1)
    x = Field("x", (-1.0) ** np.arange(6)[:, None] / 2, 0, kind="vector")
    page.goto(tv.show(cx, field, mode="glyphs", section=x).save(tmp_path / "x.html").as_uri())
    legend = page.locator(".tv-legend span")
    place = legend.get_by_text("energy", exact=True).bounding_box()
    assert place is not None
    seen = "([x, y]) => document.elementFromPoint(x, y).textContent"
    assert page.evaluate(seen, [place["x"] + 3, place["y"] + 3]) == "energy"  # nothing lies on it
    assert legend.all_inner_texts() == ["positive", "negative", "energy", "0", "1"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_pictures_in_both_themes(
    page: Page, tmp_path: Path, theme: str, shot: Callable[[str], Path]
) -> None:
    page.emulate_media(color_scheme=theme)
    cx, field = bundle({(0, 0): np.diag([1.0, -0.5])}, 2)
    page.goto(tv.show(cx, field).save(tmp_path / "both.html").as_uri())
    view = page.locator(".tv-view")
    canvas = view.locator("canvas")
    strip = drawn(canvas)
    shot(f"strip-{theme}")
    canvas.focus()
    canvas.press("n")
    view.get_by_text("Selected vertex 0 → edge 0").first.wait_for()
    assert difference(strip, drawn(canvas)) > 0.001
    view.get_by_role("button", name="glyphs").click()
    assert difference(strip, drawn(canvas)) > 0.02
    shot(f"glyphs-{theme}")


class Pointed:
    """The glyphs of a flat bundle beside its complex, and where they are."""

    def __init__(self, page: Page, path: Path) -> None:
        cx, field = bundle({(0, 0): turn(0.5)}, 2)
        maps = tv.show(cx, field, mode="glyphs")
        page.goto(tv.link(maps, tv.show(cx)).save(path).as_uri())
        self.view, self.complex = (page.locator(".tv-view").nth(i) for i in (0, 1))
        self.canvas, self.mouse = self.view.locator("canvas"), page.mouse
        self.places, self.spots, self.extent = maps.drawing.places, maps.spots, maps.drawing.extent
        self.edges = np.asarray(cx.ranks[1])
        drawn(self.canvas)

    def at(self, place: np.ndarray) -> dict[str, float]:
        """Where a place of the drawing is on the canvas."""
        box, (wide, high) = self.canvas.bounding_box(), self.extent
        assert box is not None
        fit = 0.9 * min(box["width"] / wide, box["height"] / high) / 2
        return {"x": box["width"] / 2 + fit * place[0], "y": box["height"] / 2 - fit * place[1]}

    def told(self, words: str) -> None:
        self.view.locator(".tv-tip", has_text=words).wait_for()

    def noted(self, words: str) -> None:
        self.view.locator(".tv-note", has_text=words).wait_for()


@pytest.fixture
def pointed(page: Page, tmp_path: Path) -> Pointed:
    return Pointed(page, tmp_path / "pointed.html")


def test_hover_tells_glyphs_vertices_and_edges_and_lights_the_complex(pointed: Pointed) -> None:
    before, middle = drawn(pointed.complex.locator("canvas")), pointed.places[pointed.edges[0]]
    for place, words in [
        (pointed.spots[0], "vertex 0 → edge 0\nσ 1\nturns by 28.65°"),
        (middle.mean(axis=0), "edge 0"),
        (pointed.places[3], "vertex 3"),
    ]:
        pointed.canvas.hover(position=pointed.at(place))
        pointed.told(words)
        assert difference(before, drawn(pointed.complex.locator("canvas"))) > 0.0005
    pointed.mouse.move(1, 1)
    assert difference(before, drawn(pointed.complex.locator("canvas"))) == 0


def test_clicks_select_carry_around_and_let_go(pointed: Pointed) -> None:
    ends = pointed.places[pointed.edges[0]]
    pointed.canvas.click(position=pointed.at(pointed.spots[0]))
    pointed.noted("Selected vertex 0 → edge 0, σ 1")
    pointed.complex.locator(".tv-note", has_text="Selected vertex 0 → edge 0").wait_for()
    pointed.canvas.click(position=pointed.at(ends.mean(axis=0)))
    pointed.noted("Selected edge 0.")
    for vertex in (0, 1, 2, 3, 4, 5):
        pointed.canvas.click(position=pointed.at(pointed.places[vertex]))
    pointed.noted("Path of 5 edges: 0 → 1 → 2 → 3 → 4 → 5. Carried vector: (")
    pointed.canvas.click(position=pointed.at(pointed.places[0]))
    pointed.noted("angle 28.6479°")
    pointed.canvas.click(position={"x": 3, "y": 3})
    pointed.view.locator(".tv-note", has_text="Selected").wait_for(state="detached")


def test_a_drag_moves_the_glyphs_and_the_wheel_enlarges_them(pointed: Pointed) -> None:
    canvas, start = pointed.canvas, pointed.at(pointed.places[2])
    box = canvas.bounding_box()
    assert box is not None
    pointed.mouse.move(box["x"] + 5, box["y"] + 5)
    pointed.mouse.down()
    pointed.mouse.move(box["x"] + 45, box["y"] + 25)
    pointed.mouse.up()
    canvas.hover(position={"x": start["x"] + 40, "y": start["y"] + 20})
    pointed.told("vertex 2")
    before = drawn(canvas)
    pointed.mouse.wheel(0, -300)
    assert difference(before, drawn(canvas)) > 0.01
    pointed.told("vertex 2")


def test_a_matrix_of_the_strip_tells_its_entries_and_is_selected(pointed: Pointed) -> None:
    pointed.view.get_by_role("button", name="strip").click()
    drawn(pointed.canvas)
    # Six tiles of two maps: the first begins at the left end of what is centred.
    box = pointed.canvas.bounding_box()
    assert box is not None
    columns = int((box["width"] - 22) // 118) // 2 * 2
    place = {"x": (box["width"] - 8 - columns * 118 + 14) / 2 + 10, "y": 34 + 22 + 10}
    pointed.canvas.hover(position=place)
    pointed.told("vertex 0 → edge 0")
    pointed.told("row 0, column 0: 0.8776")
    pointed.canvas.click(position=place)
    pointed.noted("Selected vertex 0 → edge 0")
    pointed.mouse.move(1, 1)
    pointed.view.page.locator(".tv-view[data-lit='0']").wait_for()
