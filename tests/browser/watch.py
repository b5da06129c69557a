"""What a page says and asks while a test runs: its requests, its complaints, its messages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

LOCAL = {"127.0.0.1", "localhost"}
INSIDE = {"file", "data", "blob", "about"}
# What the hosts themselves log when all is well.
HARMLESS = (
    # JupyterLab's debugger asks every new kernel for its state; a test may end before the answer.
    r"^Could not restore the debugger state: Canceled future",
)


class Watch:
    """Collects from `page` until the test ends; `problems()` must then be empty."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.outside: list[str] = []
        self.frames: list[tuple[str, bytes]] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("websocket", self._websocket)

    def problems(self) -> list[str]:
        """Requests to other machines, console errors and page errors, as sentences."""
        return [*(f"asks outside: {url}" for url in self.outside), *self.complaints]

    def messages(self, kind: str = "comm_msg") -> int:
        """How many websocket messages of one Jupyter kind the page has sent to a kernel."""
        return sum(
            b"/channels" in url.encode() and kind.encode() in data for url, data in self.frames
        )

    def patches(self) -> int:
        """How many messages the page has sent to a Panel server."""
        return sum(urlsplit(url).path.endswith("/ws") for url, _ in self.frames)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(re.search(h, message.text) for h in HARMLESS):
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self._visit(request.url)

    def _failed(self, request: Request) -> None:
        # A page that is left aborts what it still asked for.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"request failed: {request.url} ({request.failure})")

    def _websocket(self, socket: WebSocket) -> None:
        self._visit(socket.url)
        socket.on("framesent", lambda data: self.frames.append((socket.url, _bytes(data))))

    def _visit(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in INSIDE and parts.hostname not in LOCAL:
            self.outside.append(url)


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data
