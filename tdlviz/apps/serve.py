"""Serve a dashboard from this machine, with nothing asked of another."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from socket import socket
from time import monotonic, sleep
from typing import Any

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
    values = None if file is None else data.read(file)
    page = explore_page("" if file is None else os.path.basename(file), values, max_upload)
    try:
        _serve("explore", page, port, address, show=show)
    except OSError as error:
        raise _taken(address, port, error) from error


def serve_train(
    port: int = 5006, address: str = "127.0.0.1", show: bool = True, most: int = 4
) -> None:
    """Serve the trainer at http://address:port/train until it is interrupted.

    most: how many visitors may train at once; each has one run, which ends as he leaves.
    Raises `MissingPackage` without Panel or torch.
    """
    _need("the trainer", "panel", "app")
    _need("the trainer", "torch", "nn")
    from tdlviz.apps.seats import Seats

    seats = Seats(most)
    try:
        # Panel takes a function for a page, and a partial for something to be printed.
        _serve("train", lambda: _train_session(seats), port, address, show=show)
    except OSError as error:
        raise _taken(address, port, error) from error


def serve_attention(port: int = 5006, address: str = "127.0.0.1", show: bool = True) -> None:
    """Serve the attention page at http://address:port/attention until it is interrupted.

    Without the extra `text` it serves graphs alone, and says what a text needs.
    Raises `MissingPackage` without Panel or torch.
    """
    _need("the attention page", "panel", "app")
    _need("the attention page", "torch_geometric", "nn")
    import torch

    torch.set_num_threads(1)  # all here is small: threads would wait for each other
    try:
        _serve("attention", lambda: _attention_session(), port, address, show=show)
    except OSError as error:
        raise _taken(address, port, error) from error


def _attention_session() -> Any:
    from tdlviz.apps.attention import session as begin

    _dress()
    asyncio.get_running_loop().set_exception_handler(_hear)
    return begin()


def _train_session(seats: Any) -> Any:
    from tdlviz.apps.train import session as begin

    _dress()
    asyncio.get_running_loop().set_exception_handler(_hear)
    return begin(seats)


def _hear(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a run still has to say to a visitor who has just left is no error."""
    if type(context.get("exception")).__name__ != "WebSocketClosedError":
        loop.default_exception_handler(context)


def _taken(address: str, port: int, error: OSError) -> InvalidInput:
    return InvalidInput(f"serve on {address}:{port}", error, "choose another --port")


class Served:
    """A page that this kernel serves, framed below the cell. `address` opens it in a tab."""

    def __init__(self, address: str, height: int) -> None:
        self.address, self.height = address, height

    def __repr__(self) -> str:
        return f"Served at {self.address} while this kernel lives"

    def _repr_html_(self) -> str:
        style = f"width: 100%; height: {self.height}px; border: 0"
        return f'<iframe src="{self.address}" title="The explorer" style="{style}"></iframe>'


def explore(values: Any = None, height: int = 820) -> Served:
    """The explorer below a notebook cell, served to this machine alone while the kernel lives.

    values: points (n, d), a distance matrix (n, n), a networkx graph, or a mesh as a `Complex`;
            None for built-in data.
    height: pixels.
    Raises `MissingPackage` without Panel.
    """
    page = explore_page("your data", values, max_upload=100)
    with socket() as probe:
        probe.bind((LOOPBACK[0], 0))
        port = probe.getsockname()[1]
    _serve("explore", page, port, LOOPBACK[0], show=False, threaded=True)
    _wait_for(port)
    return Served(f"http://{LOOPBACK[0]}:{port}/explore", height)


def _wait_for(port: int, seconds: float = 20.0) -> None:
    # The thread listens a little later than it is started, and a frame asks only once.
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        with socket() as probe:
            if probe.connect_ex((LOOPBACK[0], port)) == 0:
                return
        sleep(0.05)
    raise InvalidInput("explore", f"port {port}", f"the server did not answer in {seconds:.0f} s")


def explore_page(name: str, values: Any, max_upload: int) -> Callable[[], Any]:
    """What makes the explorer's page for each visitor, opened with `values` unless None."""
    _need("the explorer", "panel", "app")
    from tdlviz.apps.source import Source

    opened = None if values is None else Source(name, values)
    return lambda: session(opened, max_upload)


def _need(asked: str, package: str, extra: str) -> None:
    try:
        import_module(package)
    except ImportError as error:
        raise MissingPackage(asked, error, f"pip install 'tdlviz[{extra}]'") from error


def _dress() -> None:
    """The style of a page. panel.extension() would load Panel's scripts into a notebook too, and
    from elsewhere."""
    import panel
    from panel.io.resources import LOCAL_DIST

    from tdlviz.apps.explore import CSS

    panel.config.raw_css = [CSS]
    document = panel.state.curdoc
    assert document is not None  # as a page is made for a visitor
    # Else the request for a page sets it, and a page that loads slowly gets another session later.
    document.template_variables["dist_url"] = LOCAL_DIST


def _serve(name: str, page: Callable[[], Any], port: int, address: str, **options: Any) -> None:
    import panel

    hosts = LOOPBACK if address in LOOPBACK else ("*",)
    panel.serve(
        {name: page},
        port=port,
        address=address,
        title=f"tdlviz {name}",
        # Who has left needs no memory and no seat. Bokeh would wait half a minute.
        unused_session_lifetime_milliseconds=2000,
        check_unused_sessions_milliseconds=1000,
        websocket_origin=[host if host == "*" else f"{host}:{port}" for host in hosts],
        **options,
    )


def session(opened: object, max_upload: int) -> object:
    """The page of one visitor; its views are freed when the visitor leaves."""
    import panel

    from tdlviz.apps.explore import Explorer
    from tdlviz.apps.source import Source

    _dress()
    assert opened is None or isinstance(opened, Source)
    explorer = Explorer(opened, max_upload)
    panel.state.onload(lambda: panel.state.execute(partial(explorer.run, explorer.open)))
    panel.state.on_session_destroyed(lambda _: explorer.close())
    return explorer.page()
