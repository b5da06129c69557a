"""Every example of the gallery as a page from disk: how it looks in both themes, and that everybody
can use it.

With TDLVIZ_NEW_SCREENSHOTS=1 the pictures are written instead of compared: look at them before you
commit them.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from tdlviz.apps.examples import EXAMPLES

from .pixels import drawn, pixels

PICTURES = Path(__file__).parent / "gallery"
BLOCK = 8  # fonts and drivers differ by pixels, and hardly by blocks of them
NAMELESS = """() => [...document.querySelectorAll("button, input, select, .tv-stage > canvas")]
  .filter(node => node.getClientRects().length)
  .filter(node => !(node.getAttribute("aria-label") || node.textContent || node.labels?.length))
  .map(node => node.outerHTML)"""
FOCUSED = """() => { const { activeElement: node } = document, look = getComputedStyle(node);
  return [node.tagName, look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0]; }"""


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda example: example.name)
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example as a file."""
    made = request.param.make()
    path = made.save(tmp_path_factory.mktemp("gallery") / f"{request.param.name}.html")
    made.close()
    return path


def test_both_themes_look_as_they_did(saved: Path, page: Page) -> None:
    page.goto(saved.as_uri())
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        dark = ".tv-dark" if theme == "dark" else ":not(.tv-dark)"
        views = page.locator(f".tv-view{dark}")
        views.nth(page.locator("figure").count() - 1).wait_for()
        for canvas in page.locator(".tv-view > .tv-stage > canvas").all():
            drawn(canvas)
        assert page.locator(".tv-error:visible").count() == 0
        compare(pixels(page.locator("main")), PICTURES / f"{saved.stem}-{theme}.png")


def test_every_control_has_a_name_and_shows_its_focus(saved: Path, page: Page) -> None:
    page.goto(saved.as_uri())
    canvases = page.locator(".tv-view > .tv-stage > canvas")
    drawn(canvases.first)
    assert page.evaluate(NAMELESS) == []
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outlined = page.evaluate(FOCUSED)
        if name == "BODY":
            break
        assert outlined, f"{name} does not show that it has the focus"
        reached.append(name)
    assert reached.count("CANVAS") >= canvases.count()
    for label in canvases.evaluate_all("all => all.map(c => c.getAttribute('aria-label'))"):
        assert "Keys: " in label


def compare(picture: np.ndarray, path: Path) -> None:
    """A picture with the one that was committed, both in blocks."""
    height, width = (n - n % BLOCK for n in picture.shape[:2])
    parts = picture[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3)
    blocks = parts.mean(axis=(1, 3)).round().astype(np.uint8)
    if os.environ.get("TDLVIZ_NEW_SCREENSHOTS") == "1":
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(blocks).save(path, optimize=True)
    before = np.asarray(Image.open(path)).astype(int)
    assert before.shape == blocks.shape
    change = np.abs(before - blocks).max(axis=2)
    assert change.mean() < 3
    assert (change > 40).mean() < 0.02
