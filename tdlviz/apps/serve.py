"""Serve a dashboard from this machine, with nothing asked of another."""

from __future__ import annotations

import os
from functools import partial

from tdlviz import data
from tdlviz.core.errors import InvalidInput, MissingPackage

LOOPBACK = ("127.0.0.1", "localhost")


def serve_explore(
    file: str | os.PathLike[str] | None = None,
    port: int = 5006,
    address: str = "127.0.0.1",
    show: bool = True,
    max_upload: int = 100,
) -> None:
    """Serve the explorer at http://address:port/explore until it is interrupted.

    file:       what it opens with; see `tdlviz.data.read`. None: built-in data.
    max_upload: largest file that a visitor may upload, in MB.
    Raises what `read` raises, before anything is served, and `MissingPackage` without Panel.
    """
    try:
        import panel
    except ImportError as error:
        raise MissingPackage("serve_explore", error, "pip install 'tdlviz[app]'") from error
    from tdlviz.apps.explore import CSS
    from tdlviz.apps.source import Source

    opened = None if file is None else Source(os.path.basename(file), data.read(file))
    panel.extension("filedropper", raw_css=[CSS])
    hosts = LOOPBACK if address in LOOPBACK else ("*",)
    try:
        panel.serve(
            {"explore": lambda: session(opened, max_upload)},
            port=port,
            address=address,
            show=show,
            title="tdlviz explore",
            websocket_origin=[host if host == "*" else f"{host}:{port}" for host in hosts],
        )
    except OSError as error:
        raise InvalidInput(f"serve on {address}:{port}", error, "choose another --port") from error


def session(opened: object, max_upload: int) -> object:
    """The page of one visitor; its views are freed when the visitor leaves."""
    import panel

    from tdlviz.apps.explore import Explorer
    from tdlviz.apps.source import Source

    assert opened is None or isinstance(opened, Source)
    explorer = Explorer(opened, max_upload)
    panel.state.onload(lambda: panel.state.execute(partial(explorer.run, explorer.open)))
    panel.state.on_session_destroyed(lambda _: explorer.close())
    return explorer.page()
