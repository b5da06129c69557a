"""The bridge: the very same ES module of a view, in a Panel page instead of a notebook.

Panel's own pane for ipywidgets loads scripts from elsewhere and React; a `JSComponent` is served
from here and is several times quicker: a few lines of JavaScript give it a widget's `model`.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import panel
import param
import traitlets

from tdlviz.views.assets import HERE, rendering, style
from tdlviz.views.view import View

# Not joined by `script`, which would declare the palette of the view a second time.
SHIM = (HERE / "shared" / "panel.js").read_text(encoding="utf-8")
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
    traits = {name: type(view.traits()[name]) for name in view.synced()}
    names = list(traits)
    component = component_class(view.module, tuple(traits.items()))(
        **{name: getattr(view, name) for name in names},
        sizing_mode="stretch_width",
        min_width=280,
        min_height=view.options["tall"] + 110,
    )
    # Either side may speak; each tells the other only what is new, so no echo goes round.
    view.observe(lambda change: component.param.update(**{change.name: change.new}), names)
    component.param.watch(partial(_hear, view), names)
    return component


def _hear(view: View, *events: param.parameterized.Event) -> None:
    """Take over what the page has said: everything that came together comes in one call."""
    for event in events:
        view.set_trait(event.name, event.new)


def row(views: list[View]) -> panel.FlexBox:
    """Linked views side by side, below each other where the page is narrow."""
    boxes = [
        panel.Column(pane(view), sizing_mode="stretch_width", styles={"flex": "1 1 340px"})
        for view in views
    ]
    return panel.FlexBox(*boxes, sizing_mode="stretch_width", flex_wrap="wrap", gap="10px")


@cache
def component_class(
    module: str, traits: tuple[tuple[str, type[traitlets.TraitType]], ...]
) -> type[panel.custom.JSComponent]:
    """The Panel component of the views with this ES module and these traits."""
    parameters = {name: PARAMETERS[trait](default=None, allow_None=True) for name, trait in traits}
    esm = rendering(module) + SHIM
    body = {"_esm": esm, "_stylesheets": [style()], **parameters}
    return type(f"Panel_{Path(module).stem}", (panel.custom.JSComponent,), body)
