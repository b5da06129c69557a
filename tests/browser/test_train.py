"""`tdlviz serve train` as visitors meet it: a run each, seen live, and a seat for so many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from . import chromium as browser
from .pixels import difference, drawn
from .process import Server

SETTLED = 30_000


class Visit:
    """The trainer in a page, as verbs."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        page.goto(server.url)
        while not page.get_by_text("Press Train").count():  # the seat of the last visitor
            page.wait_for_timeout(2000)
            page.reload()
            page.wait_for_timeout(3000)
        self.graph, self.maps, self.curves, self.run = (self.view(i) for i in range(4))
        self.phase("Ready")

    def view(self, place: int) -> Locator:
        return self.page.locator(".tv-view").nth(place)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def says(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=SETTLED)

    def phase(self, name: str) -> None:
        self.run.locator("strong").get_by_text(name, exact=True).wait_for(timeout=SETTLED)

    def step(self) -> int:
        return int(self.curves.get_by_label("step", exact=True).get_attribute("max") or 0)

    def until(self, step: int) -> None:
        while self.step() < step:
            self.page.wait_for_timeout(100)


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    return serve("train", "--most=1")


@pytest.fixture
def visit(page: Page, server: Server) -> Visit:
    return Visit(page, server)


def test_a_visitor_trains_scrubs_and_goes_back(visit: Visit, shot: Callable[[str], Path]) -> None:
    before = drawn(visit.maps.locator("canvas"))
    visit.press("Train")
    visit.phase("Playing")
    visit.until(13)
    shot("playing")
    visit.press("Pause")
    visit.phase("Paused")
    after = drawn(visit.maps.locator("canvas"))
    assert difference(before, after) > 0.01  # the restriction maps have moved
    last = visit.step()
    assert last > 12
    visit.curves.get_by_label("step", exact=True).fill("10")
    visit.press("Rewind to step 10")
    visit.run.get_by_text("rewound to step 10", exact=True).wait_for(timeout=SETTLED)
    visit.curves.get_by_text("live, step 10").wait_for()


def test_there_are_so_many_seats_and_one_is_free_again_soon(
    visit: Visit, chromium: Browser, server: Server
) -> None:
    other = browser.fresh_page(chromium)
    other.goto(server.url)
    other.get_by_text("1 people are training here already").wait_for(timeout=SETTLED)
    visit.page.goto("about:blank")
    while not other.get_by_text("Press Train").count():
        other.wait_for_timeout(1000)
        other.reload()
        other.wait_for_timeout(2000)
    other.context.close()
    visit.page.wait_for_timeout(5000)


def test_another_network_and_the_dark(visit: Visit, shot: Callable[[str], Path]) -> None:
    visit.page.get_by_label("Network").select_option("GCN")
    visit.press("Light or dark")
    visit.press("Begin anew")
    while visit.page.locator(".tv-view").count() != 3:  # as it has no maps
        visit.page.wait_for_timeout(200)
    visit.press("Train")
    visit.view(2).get_by_text("val loss was lowest").first.wait_for(timeout=SETTLED)
    shot("dark")  # it has learned the training part by heart, and its patience is over
