"""Chromium as all tests and benchmarks start it: no screen, software GL, no other machine."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Playwright

# Compositing by software GL takes 0.1 s a frame, and is what no reader has: without a GPU a browser
# composites on the processor, and draws WebGL alone by software GL.
FLAGS = (
    "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --use-gl=angle --use-angle=swiftshader "
    "--enable-unsafe-swiftshader --disable-gpu-compositing"
).split()
BLOCKED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
MISSING = "no Chromium found: install it (apt-get install chromium) or set TDLVIZ_BROWSER"


def launch(playwright: Playwright, path: str) -> Browser:
    """Start the browser at `path`."""
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, BLOCKED])


def fresh_page(browser: Browser) -> Page:
    """A page in a context of its own, one device pixel a CSS pixel."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(30_000)
    return context.new_page()
