"""Restriction maps in a saved page: both pictures, selection, transport and holonomy."""

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
