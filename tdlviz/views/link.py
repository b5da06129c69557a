"""Views that share selection, hover and filtration value, in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any
from uuid import uuid4

import ipywidgets

from tdlviz.core.errors import InvalidInput
from tdlviz.views.save import save
from tdlviz.views.view import View, with_picture


class Linked(ipywidgets.HBox):
    """Linked views side by side, below each other where the page is narrow."""

    def __init__(self, views: list[View]) -> None:
        for view in views:
            view.layout.flex = "1 1 340px"
        super().__init__(children=views, layout={"flex_flow": "row wrap", "width": "100%"})

    @property
    def views(self) -> list[View]:
        """The views in the order in which they were given."""
        return list(self.children)

    def __iter__(self) -> Iterator[View]:
        return iter(self.views)

    def __getitem__(self, place: int) -> View:
        return self.views[place]

    def describe(self) -> str:
        """What is drawn, in words."""
        return "; linked with: ".join(view.describe() for view in self.views)

    def picture(self) -> bytes:
        """The static pictures of all views in one PNG."""
        from tdlviz.views.picture import png

        return png(self.views)

    def save(self, path: str | PathLike[str] | Any) -> Path:
        """Write all views to one file, linked: .html (alive), .png or .svg."""
        return save(self.views, path)

    def close(self) -> None:
        """Close every view and the box around them."""
        for view in self.views:
            view.close()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data = super()._repr_mimebundle_(**kwargs)
        return with_picture(data, {}, self.describe(), self.picture())

    def _display_(self) -> Any:
        """What marimo shows: it knows the views, and no box of ipywidgets around them."""
        from marimo import hstack

        return hstack(self.views, widths="equal", wrap=True)

    def __panel__(self) -> Any:
        from tdlviz.apps.bridge import row

        return row(self.views)


def link(*views: Any) -> Linked:
    """Let views, or links of views, share selection, hover and filtration value; side by side.

    What one view selects, the others light up: in the browser, with no message to Python needed,
    so it works while the kernel is busy and after it is gone. A view belongs to one group: linked
    anew, it leaves its old partners. A `Run` is linked by its buttons. Raises `InvalidInput` for
    anything that is not a view.
    """
    flat: list[View] = []
    for given in views:
        flat += given.views if isinstance(given, Linked) else [_its_view(given)]
    for view in flat:
        if not isinstance(view, View):
            raise InvalidInput("link", type(view).__name__, "views made by show are needed")
    if not flat:
        raise InvalidInput("link", "no views", "at least one is needed")
    group = uuid4().hex
    for view in flat:
        view.group = group
    return Linked(flat)


def _its_view(given: Any) -> Any:
    """The view of something that has one, such as a run; all else as it is."""
    view = getattr(given, "view", None)
    return view if isinstance(view, View) else given
