"""Views as files: a page that stays alive, pictures, and the numbers that are drawn."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tdlviz.core.errors import InvalidInput, UnknownName, UnwritableFile

if TYPE_CHECKING:
    from tdlviz.views.view import View

DOTS = 200  # an inch, of saved pictures


def save(views: list[View], path: str | PathLike[str] | Any) -> Path:
    """Write views to one file; its ending says as what.

    .html: one page without kernel or network, where sliders, hover, selection and links go on.
    .png .svg: the static pictures, side by side.
    .csv:  the numbers of one view, a line a cell or bar.

    Returns the path. Raises `UnknownName` for another ending, `InvalidInput` for a table of several
    views and `UnwritableFile` where nothing can be written.
    """
    if not isinstance(path, (str, PathLike)):
        raise InvalidInput("save", type(path).__name__, 'a path is needed, as "x.html"')
    target = Path(fspath(path))
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise UnknownName("save", repr(target.name), f"endings: {', '.join(WRITERS)}")
    content = write(views)
    try:
        target.write_bytes(content)
    except OSError as error:
        rule = "a folder that exists and may be written to is needed"
        raise UnwritableFile("save", f"{target}: {error.strerror}", rule) from error
    return target


def _html(views: list[View]) -> bytes:
    from tdlviz.views.page import page

    for view in views:
        view.complete()
    return page(views, "; ".join(view.describe() for view in views)).encode()


def _png(views: list[View]) -> bytes:
    from tdlviz.views.picture import png

    return png(views, DOTS)


def _svg(views: list[View]) -> bytes:
    from tdlviz.views.picture import svg

    return svg(views, DOTS)


def _csv(views: list[View]) -> bytes:
    if len(views) != 1:
        rule = 'a table has the numbers of one view: views[0].save("x.csv")'
        raise InvalidInput("save", f"{len(views)} views", rule)
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(views[0].table())
    return text.getvalue().encode()


WRITERS: dict[str, Callable[[list[View]], bytes]] = {
    ".html": _html,
    ".png": _png,
    ".svg": _svg,
    ".csv": _csv,
}
