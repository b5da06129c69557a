"""The views as front-end modules of anywidget, in a host that gives what these are promised and no
more: the contract of VS Code's notebooks, which cannot be run here, and of marimo."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

import tdlviz as tv
from tdlviz.views.view import View

from .pixels import difference, drawn

HOST = Path(__file__).with_name("front_end_module.html")
SAVED = "place => window.mounted[place].model.saved.flatMap(Object.keys)"
FOCUSED = "() => document.activeElement.shadowRoot.activeElement.className"
BESIDE = """() => {
  const { widget, model } = mounted[0], el = document.createElement("div");
  const remove = widget.render({ model, el });
  const dark = el.querySelector(".tv-view").classList.contains("tv-dark");
  remove();
  return dark;
}"""
LEFT = "() => mounted.map(({ el, model }) => [el.childElementCount, model.listeners.length])"


def widget(view: View) -> dict[str, object]:
    """What a host knows of a view."""
    traits = {name: getattr(view, name) for name in view.synced()}
    buffers = [name for name, value in traits.items() if isinstance(value, bytes)]
    coded = {name: base64.b64encode(traits[name]).decode() for name in buffers}
    return {"esm": view._esm, "css": view._css, "traits": traits | coded, "buffers": buffers}


@pytest.fixture
def hosted(page: Page, tmp_path: Path) -> Page:
    """A page with a complex and its bars, linked, each in a shadow tree."""
    cx = tv.rips(tv.data.circle(40, noise=0.08), max_edge=1.7)
    views = tv.link(tv.show(cx, color="birth1"), tv.show(cx, tv.persistence(cx, 1)))
    widgets = json.dumps([widget(view) for view in views]).replace("</", "<\\/")
    host = tmp_path / "host.html"
    host.write_text(HOST.read_text().replace("WIDGETS", widgets))
    page.goto(host.as_uri())
    page.wait_for_function("() => window.mounted")
    return page


def test_the_module_has_the_shape_that_hosts_expect(hosted: Page) -> None:
    shape = (
        "() => mounted.map(({ widget }) => Object.entries(widget).map(([k, v]) => [k, typeof v]))"
    )
    assert hosted.evaluate(shape) == [[["render", "function"], ["initialize", "function"]]] * 2


def test_a_bar_lights_its_cycle_and_python_is_told(hosted: Page) -> None:
    cells, bars = (hosted.locator(".tv-canvas").nth(place) for place in (0, 1))
    before, _ = drawn(cells), drawn(bars)
    bars.press("ArrowDown")
    assert hosted.evaluate(FOCUSED) == "tv-canvas"
    hosted.locator(".tv-note").nth(0).get_by_text("a representative cycle of").wait_for()
    assert difference(before, drawn(cells)) > 0.002
    assert [hosted.evaluate(SAVED, place) for place in (0, 1)] == [["selection"]] * 2


@pytest.mark.parametrize(
    ("style", "dark"),
    [
        ("background: color(srgb 1 1 1); color: white", False),
        ("background: oklch(0.2 0 0); color: black", True),
        ("background: transparent; color: #cccccc", True),
        ("background: transparent; color: #333333", False),
    ],
)
def test_the_theme_of_the_page_is_followed_out_of_the_shadow(
    hosted: Page, style: str, dark: bool, shot: Callable[[str], Path]
) -> None:
    drawn(hosted.locator(".tv-canvas").nth(0))
    hosted.evaluate("style => document.body.setAttribute('style', style)", style)
    hosted.wait_for_timeout(800)
    assert hosted.locator(".tv-view.tv-dark").count() == (2 if dark else 0)
    assert (drawn(hosted.locator(".tv-canvas").nth(0))[2, 2].mean() < 60) == dark


@pytest.mark.parametrize(("ground", "dark"), [("white", False), ("rgb(17, 17, 17)", True)])
def test_a_view_that_is_not_on_the_page_yet_has_its_theme(
    hosted: Page, ground: str, dark: bool
) -> None:
    hosted.evaluate("ground => { document.body.style.background = ground; }", ground)
    assert hosted.evaluate(BESIDE) == dark


@pytest.mark.parametrize("order", [["remove", "forget"], ["forget", "remove"]])
def test_a_closed_view_leaves_nothing(hosted: Page, order: list[str]) -> None:
    drawn(hosted.locator(".tv-canvas").nth(0))
    hosted.evaluate(
        "order => mounted.forEach((one) => order.forEach((name) => one[name]()))", order
    )
    assert hosted.evaluate(LEFT) == [[0, 0], [0, 0]]
    assert hosted.evaluate(
        "() => mounted.map(({ model }) => model.get('geometry').byteLength)"
    ) == [
        0,
        0,
    ]
