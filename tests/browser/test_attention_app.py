"""`tdlviz serve attention` as a visitor meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from .process import Server

SETTLED = 60_000


class Visit:
    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        page.goto(server.url)
        self.says("6 layers of 12 heads")

    def view(self, place: int) -> Locator:
        return self.page.locator(".tv-view").nth(place)

    def says(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=SETTLED)


@pytest.fixture
def visit(page: Page, serve: Callable[..., Server]) -> Visit:
    return Visit(page, serve("attention"))


@pytest.mark.parametrize("width", [1000, 1600])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_look(visit: Visit, shot: Callable[[str], Path], width, theme) -> None:
    visit.page.set_viewport_size({"width": width, "height": 1200})
    visit.page.emulate_media(color_scheme=theme)
    visit.page.wait_for_timeout(2500)
    shot("seen")
