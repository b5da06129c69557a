"""JupyterLab in Chromium as the stage of a benchmark: from a call in a cell to painted pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import WebSocket, sync_playwright

from tdlviz.browser import find_browser
from tests.browser import chromium, lab
from tests.browser.notebook import one_cell

PROBE = Path(__file__).with_name("probe.js")
CARRIERS = {b"comm_open", b"comm_msg", b"display_data", b"execute_result"}
WAIT = "([how, wanted]) => { window.tdlvizPainted = tdlvizProbe[how](wanted); }"
SLIDE = """async ([wanted, value]) => {
  const slider = document.querySelector(`${wanted.place} input[type=range]`);
  const painted = tdlvizProbe.webgl(wanted), start = performance.now();
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  return { ...await painted, seconds: ((await painted).at - start) / 1000 };
}"""


class Stage:
    """A notebook of one cell. Times go from the call in the kernel to the pixels on the page.

    Every verb returns the `seconds`, what the probe saw, and the number and bytes of the widgets'
    messages, both ways, until the picture stood.
    """

    def __init__(self, opened: lab.Lab) -> None:
        self.lab, self.page = opened, opened.page
        self.traffic: list[int] = []
        self.page.on("websocket", self._listen)

    def show(self, code: str, how: str, **wanted: Any) -> dict[str, Any]:
        """Run the cell with this code until its picture is painted. What it shows is `shown`."""
        self.lab.rewrite("if 'shown' in globals(): shown.close()").run_all()
        self._wait(how, wanted)
        self.lab.rewrite(f"start = time.time()\n{code}").run_all()
        return self._painted()

    def update(self, code: str, how: str, **wanted: Any) -> dict[str, Any]:
        """Run code beside the notebook until the picture there has changed."""
        self._wait(how, wanted)
        self.lab.run(f"start = time.time()\n{code}")
        return self._painted()

    def stream(self, code: str, **wanted: Any) -> dict[str, Any]:
        """Run code that updates a picture again and again; `seconds` are those of a painted one."""
        found = self.update(code, "counted", **wanted)
        each = found["seconds"] / found["painted"]
        rate = {"painted_a_second": round(1 / each, 1), "until_last": round(found["seconds"], 1)}
        return {**found, **rate, "seconds": each}

    def slide(self, value: int, **wanted: Any) -> dict[str, Any]:
        """Move the slider of a view until the picture has changed."""
        self._quiet()
        found = self.page.evaluate(SLIDE, [wanted, value])
        return {**found, **self._sent()}

    def _quiet(self) -> None:
        # What an earlier picture still has to say is not this one's traffic.
        self.page.wait_for_timeout(500)
        self.traffic.clear()

    def _sent(self) -> dict[str, int]:
        return {"messages": len(self.traffic), "bytes": sum(self.traffic)}

    def _wait(self, how: str, wanted: dict[str, Any]) -> None:
        self._quiet()
        self.page.evaluate(WAIT, [how, wanted])

    def _painted(self) -> dict[str, Any]:
        found = self.page.evaluate("() => window.tdlvizPainted")
        seconds = found["clock"] / 1000 - float(self.lab.run("start"))
        return {**found, **self._sent(), "seconds": seconds}

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)
        socket.on("framesent", self._count)

    def _count(self, data: str | bytes) -> None:
        head = data[:1000].encode() if isinstance(data, str) else data[:1000]
        kind = re.search(rb'"msg_type": ?"(\w+)"', head)
        if kind and kind[1] in CARRIERS:
            self.traffic.append(len(data))


@contextmanager
def stage(setup: str) -> Iterator[Stage]:
    """A fresh JupyterLab, browser and kernel in which `setup` has run."""
    path = find_browser()
    if path is None:
        raise RuntimeError(chromium.MISSING)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        root, home = Path(folder, "root"), Path(folder, "home")
        root.mkdir(), home.mkdir()
        server, browser = lab.start(root, home), chromium.launch(playwright, path)
        try:
            page = chromium.fresh_page(browser)
            page.add_init_script(path=PROBE)
            opened = Stage(lab.Lab(page, server))
            opened.lab.open(one_cell(root / "bench.ipynb", ""))
            opened.lab.run(f"import time\n{setup}")
            yield opened
            opened.lab.close()
        finally:
            browser.close()
            server.stop()
