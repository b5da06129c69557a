"""The other hosts of notebooks: Voila and marimo, each a server for one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .process import Server, free_port

# Voila's own copies of JupyterLab's parts are older than those that other extensions ask for.
EXTENSIONS = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]


def voila(notebook: Path, theme: str) -> Server:
    """Voila, which runs this notebook for each visitor, in a "light" or "dark" theme."""
    return _begin(
        lambda port: [
            "voila",
            str(notebook),
            "--no-browser",
            f"--port={port}",
            f"--theme={theme}",
            *(f"--VoilaConfiguration.extension_allowlist={name}" for name in EXTENSIONS),
        ],
        "voila/static/voila.js",
        notebook.parent,
    )


def marimo(app: Path) -> Server:
    """marimo, which runs this app for each visitor."""
    return _begin(
        lambda port: ["marimo", "run", str(app), "--headless", f"--port={port}"],
        "health",
        app.parent,
    )


def _begin(command: Callable[[int], list[str]], ready: str, home: Path) -> Server:
    """A server on a free port that keeps what it writes in `home`, once `ready` is answered."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    own = ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"]
    env = {name: str(home / "settings") for name in own}
    server = Server(command(port), url + ready, home / "log", env)
    server.wait()
    server.url = url
    return server
