"""The browser on this machine, and what it draws WebGL with."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SOFTWARE = ("SwiftShader", "llvmpipe", "softpipe", "Software")
PAGE = """<!doctype html><p id="gl"></p><script>
const gl = document.createElement("canvas").getContext("webgl2");
const names = gl?.getExtension("WEBGL_debug_renderer_info");
document.getElementById("gl").textContent =
  gl ? gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER) : "none";
</script>"""


def find_browser() -> str | None:
    """The path of Chromium or Chrome; the environment variable TDLVIZ_BROWSER comes first."""
    named = os.environ.get("TDLVIZ_BROWSER")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def renderer(path: str) -> str | None:
    """Who draws WebGL2 in the browser at `path`, or None where nobody does. It shows no window.

    Raises `OSError` or `subprocess.SubprocessError` where the browser does not start.
    """
    # Without a GPU browsers refuse software WebGL unless they are asked; readers are asked, too.
    flags = ["--headless=new", "--no-sandbox", "--no-first-run", "--enable-unsafe-swiftshader"]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "gl.html"
        page.write_text(PAGE)
        command = [path, *flags, f"--user-data-dir={folder}/profile", "--dump-dom", page.as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found = re.search(r'<p id="gl">(.+?)</p>', done.stdout)
    if found is None:
        raise subprocess.SubprocessError("it shows no page")
    return None if found[1] == "none" else html.unescape(found[1])


def software(drawer: str) -> bool:
    """Whether a renderer's name says that it computes on the CPU."""
    return any(name in drawer for name in SOFTWARE)
