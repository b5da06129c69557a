"""The bridge: the very same ES module of a view, in a Panel page instead of a notebook.

Panel's own pane for ipywidgets loads scripts from elsewhere and React; a `JSComponent` is served
from here and is several times quicker, so a few lines of JavaScript give it the `model` of a widget.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import panel
import param
import traitlets

from tdlviz.views.assets import script, style
from tdlviz.views.view import View

PARAMETERS = {
    traitlets.Bytes: param.Bytes,
    traitlets.Dict: param.Dict,
    traitlets.List: param.List,
    traitlets.Float: param.Number,
    traitlets.Int: param.Integer,
    traitlets.Unicode: param.String,
    traitlets.Enum: param.String,
}


def pane(view: View) -> panel.custom.JSComponent:
    """`view` as a Panel component; its traits and the component's parameters follow each other."""
    names = synced(type(view))
    height = view.options["height"] + 110
    component = component_class(type(view))(
        **{name: getattr(view, name) for name in names},
        sizing_mode="stretch_width",
        min_width=280,
        min_height=height,
    )
    # Either side may speak; each tells the other only what is new, so no echo goes round.
    view.observe(lambda change: component.param.update(**{change.name: change.new}), names)
    component.param.watch(lambda event: view.set_trait(event.name, event.new), names)
    return component


def row(views: list[View]) -> panel.FlexBox:
    """Linked views side by side, below each other where the page is narrow."""
    boxes = [panel.Column(pane(view), sizing_mode="stretch_width", styles={"flex": "1 1 340px"}) for view in views]
    return panel.FlexBox(*boxes, sizing_mode="stretch_width", flex_wrap="wrap", gap="10px")


def synced(view: type[View]) -> list[str]:
    """The traits of a view that cross to the browser, without those of every widget."""
    import anywidget

    inherited = anywidget.AnyWidget.class_traits()
    return [name for name, trait in view.class_traits(sync=True).items() if name not in inherited and name[0] != "_"]


@cache
def component_class(view: type[View]) -> type[panel.custom.JSComponent]:
    """The Panel component of a view class."""
    traits = view.class_traits()
    parameters = {name: PARAMETERS[type(traits[name])](default=None, allow_None=True) for name in synced(view)}
    esm = script(view.module).replace("export default { render };", "") + script("shared/panel.js")
    return type(f"{view.__name__}Pane", (panel.custom.JSComponent,), {"_esm": esm, "_stylesheets": [style()], **parameters})
