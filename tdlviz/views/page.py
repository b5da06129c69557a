"""A page of linked views in one file that needs neither a kernel nor a network."""

from __future__ import annotations

import base64
import html
import json
from typing import TYPE_CHECKING

from tdlviz.views.assets import HERE, rendering, style
from tdlviz.views.picture import png

if TYPE_CHECKING:
    from tdlviz.views.view import View


def page(views: list[View], title: str) -> str:
    """The views as HTML, with all that they need in it: what links them goes on without Python.

    Where no script runs, the static pictures stand in.
    """
    modules = list(dict.fromkeys(view.module for view in views))
    frame = (HERE / "page.html").read_text(encoding="utf-8")
    return frame.format(
        title=html.escape(title),
        style=style(),
        figures="\n".join(_figure(view, modules.index(view.module)) for view in views),
        runtime=(HERE / "shared" / "page.js").read_text(encoding="utf-8"),
        modules="\n".join(_module(number, name) for number, name in enumerate(modules)),
    )


def _figure(view: View, module: int) -> str:
    values = {name: getattr(view, name) for name in view.synced()}
    buffers = [name for name, value in values.items() if isinstance(value, bytes)]
    traits = values | {name: base64.b64encode(values[name]).decode() for name in buffers}
    traits["options"] = {**view.options, "saved": True}
    data = json.dumps({"traits": traits, "buffers": buffers}).replace("</", "<\\/")
    image = base64.b64encode(png([view])).decode()
    words = html.escape(view.describe(), quote=True)
    return (
        f'<figure data-module="{module}">'
        f'<img src="data:image/png;base64,{image}" alt="{words}">'
        f'<script type="application/json">{data}</script></figure>'
    )


def _module(number: int, name: str) -> str:
    drawn = f"tdlvizDraw({number}, render);"
    return f'<script type="module">\n{rendering(name)}\n{drawn}\n</script>'
