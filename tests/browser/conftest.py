"""One real JupyterLab and one real Chromium for all browser tests, with the network blocked.

A page may ask nothing of another machine and may not complain: the fixture `page` checks that at
the end of every test. Without Chromium the tests skip; with TDLVIZ_REQUIRE_BROWSER=1 they fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tdlviz.browser import find_browser

from . import chromium as browser
from . import lab as jupyterlab
from .notebook import one_cell
from .process import Server, free_port
from .watch import Watch

HERE = Path(__file__).parent
SHOTS = HERE / "shots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop running in the thread that it started in,
    in which nothing else could then run one."""
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, shared by all tests."""
    path = find_browser()
    if path is None:
        if os.environ.get("TDLVIZ_REQUIRE_BROWSER") == "1":
            pytest.fail(browser.MISSING)
        pytest.skip(browser.MISSING)
    with sync_playwright() as playwright:
        started = browser.launch(playwright, path)
        yield started
        started.close()


@contextmanager
def watched(chromium: Browser) -> Iterator[Page]:
    """A fresh page, which must have no complaint and no request to another machine at the end."""
    fresh = browser.fresh_page(chromium)
    fresh.watch = Watch(fresh)  # type: ignore[attr-defined]
    yield fresh
    fresh.context.close()
    problems = fresh.watch.problems()  # type: ignore[attr-defined]
    assert not problems, problems


@pytest.fixture
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A fresh page of the test's own; in a file with a `standing` notebook, the page of that."""
    if "standing" in request.fixturenames:
        yield request.getfixturevalue("standing").lab.page
    else:
        with watched(chromium) as fresh:
            yield fresh


@pytest.fixture
def watch(page: Page) -> Watch:
    """What the page has asked, sent and complained of so far."""
    watch: Watch = page.watch  # type: ignore[attr-defined]
    return watch


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[jupyterlab.LabServer]:
    """One JupyterLab for all tests, on an empty folder of its own."""
    pytest.importorskip("jupyterlab")
    server = jupyterlab.start(tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("home"))
    yield server
    server.stop()


@pytest.fixture
def lab(page: Page, jupyter: jupyterlab.LabServer) -> Iterator[jupyterlab.Lab]:
    """JupyterLab in a fresh page; its kernel ends with the test."""
    verbs = jupyterlab.Lab(page, jupyter)
    yield verbs
    verbs.close()


@pytest.fixture(scope="module")
def standing(
    request: pytest.FixtureRequest,
    chromium: Browser,
    jupyter: jupyterlab.LabServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Standing]:
    """A notebook of one cell, the `CODE` of the file, open for all of its tests: to open JupyterLab
    takes nine seconds, to run a cell again one."""
    name = request.path.stem
    with watched(chromium) as fresh:
        lab = jupyterlab.Lab(fresh, jupyter)
        path = one_cell(tmp_path_factory.mktemp(name) / f"{name}.ipynb", request.module.CODE)
        yield Standing(lab.open(path))
        lab.close()


class Standing(NamedTuple):
    """A notebook that stays open from test to test."""

    lab: jupyterlab.Lab

    def again(self) -> jupyterlab.Lab:
        """Run its cell once more, in the light theme."""
        return self.lab.theme("light").run_all()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """`serve("explore", …)`: `tdlviz serve explore …` on a free port, answering. Visitors share
    nothing, so the tests that ask for the same thing share one server."""
    pytest.importorskip("panel")
    servers: dict[tuple[str, ...], Server] = {}

    def begin(app: str, *arguments: str) -> Server:
        asked = (app, *arguments)
        if asked not in servers:
            port = free_port()
            command = ["tdlviz.cli", "serve", *asked, f"--port={port}", "--no-show"]
            log = tmp_path_factory.mktemp("serve") / "log"
            server = Server(command, f"http://127.0.0.1:{port}/{app}", log, {})
            servers[asked] = server.wait()
        return servers[asked]

    yield begin
    for server in servers.values():
        server.stop()
    logs = [server.log.read_text() for server in servers.values()]
    assert not [log for log in logs if "Traceback" in log]


@pytest.fixture
def shot(page: Page, request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """`shot("light")` saves the page as shots/<file>-<test>-light.png, to be looked at."""
    SHOTS.mkdir(exist_ok=True)

    def take(name: str) -> Path:
        path = SHOTS / f"{request.path.stem}-{request.node.name}-{name}.png"
        page.screenshot(path=path)
        return path

    return take
