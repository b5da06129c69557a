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
    r"^console: Could not restore the debugger state: Canceled future",
    # Notebook 7 hears of some settings before it has those of its shortcuts, in any notebook.
    r"^page error: Cannot read properties of undefined \(reading 'schema'\)$",
)
# What hosts ask of another machine by themselves, and do without.
FOREIGN = (
    # Voila's page always wants the icons of Font Awesome.
    r"^https://cdn\.jsdelivr\.net/npm/@fortawesome/",
)


class Watch:
    """Collects from `page` until the test ends; `problems()` must then be empty."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.outside: list[str] = []
        self.frames: list[tuple[str, bytes]] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._complain(f"page error: {error}"))
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
        url = message.location.get("url", "")
        if message.type == "error" and not _matches(FOREIGN, url):
            self._complain(f"console: {message.text} ({url})")

    def _complain(self, text: str) -> None:
        if not _matches(HARMLESS, text):
            self.complaints.append(text)

    def _request(self, request: Request) -> None:
        self._visit(request.url)

    def _failed(self, request: Request) -> None:
        # A page that is left aborts what it still asked for.
        if request.failure != "net::ERR_ABORTED" and not _matches(FOREIGN, request.url):
            self.complaints.append(f"request failed: {request.url} ({request.failure})")

    def _websocket(self, socket: WebSocket) -> None:
        self._visit(socket.url)
        socket.on("framesent", lambda data: self.frames.append((socket.url, _bytes(data))))

    def _visit(self, url: str) -> None:
        parts = urlsplit(url)
        inside = parts.scheme in INSIDE or parts.hostname in LOCAL
        if not inside and not _matches(FOREIGN, url):
            self.outside.append(url)


def _matches(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data
