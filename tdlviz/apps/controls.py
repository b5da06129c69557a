"""The choices of the explorer, as Panel widgets, and which of them matter now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import panel

from tdlviz.apps.plan import CLIQUE, MESH, SCALED, Plan, axes, liftings
from tdlviz.apps.source import CLOUDS, DIGITS, Source, built_in
from tdlviz.apps.upload import Upload
from tdlviz.data.read import ENDINGS

TOGGLE = """
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
root.dataset.theme = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
"""


# Panel draws arrows in black; these follow the page.
ARROWS = """
select.bk-input { appearance: auto; background-image: none; }
.bk-spin-btn-up:before { border-bottom-color: currentColor !important; }
.bk-spin-btn-down:before { border-top-color: currentColor !important; }
"""


class Controls:
    """Data above, lifting below. `opened` is the file to begin with, if any;
    `taken(name, content)` is called with a visitor's own."""

    def __init__(
        self, opened: Source | None, max_upload: int, taken: Callable[[str, bytes], None]
    ) -> None:
        widgets = panel.widgets
        wide: dict[str, Any] = {"sizing_mode": "stretch_width", "stylesheets": [ARROWS]}
        names = [*([opened.name] if opened else []), *CLOUDS, DIGITS]
        self.data = widgets.Select(label="Data", options=names, **wide)
        self.points: Any = widgets.IntInput(
            label="Points", value=60, start=1, end=20_000, step=20, **wide
        )
        self.noise: Any = widgets.FloatInput(
            label="Noise", value=0.05, start=0, end=10, step=0.05, **wide
        )
        self.digit = widgets.Select(label="Digit", options=list(range(10)), **wide)
        accept = ",".join((*ENDINGS, ".gz"))
        self.upload = Upload(
            taken, limit=max_upload * 1_000_000, accept=accept, sizing_mode="stretch_width"
        )
        self.array = widgets.Select(label="Array in the file", options=[], visible=False, **wide)
        self.lifting = widgets.Select(label="Complex", options=[], **wide)
        self.max_edge: Any = widgets.FloatInput(
            label="Longest edge", value=1.0, start=0, step=0.1, **wide
        )
        self.max_dim: Any = widgets.IntSlider(
            label="Highest rank of cells", value=2, start=1, end=3, **wide
        )
        self.axis = widgets.Select(label="Height along", options=["z"], **wide)
        self.build = widgets.Button(label="Build", color="primary", **wide)
        self.theme = widgets.Button(label="Light or dark", **wide)
        self.theme.js_on_click(code=TOGGLE)

    @property
    def parameters(self) -> list[Any]:
        """What changes the plan but not the data."""
        return [self.lifting, self.max_edge, self.max_dim, self.axis]

    def column(self, *more: Any) -> panel.Column:
        """All of it, in the order in which it is used."""
        data = [self.data, self.points, self.noise, self.digit, self.upload, self.array]
        plan = [self.lifting, self.max_edge, self.max_dim, self.axis, *more, self.build, self.theme]
        return panel.Column(*data, *plan, width=290, margin=(0, 12))

    def disable(self, busy: bool) -> None:
        """While something is computed nothing can be asked."""
        for widget in (self.data, self.points, self.noise, self.digit, self.array):
            widget.disabled = busy
        for widget in (*self.parameters, self.build):
            widget.disabled = busy
        self.build.label = "Building …" if busy else "Build"

    def chosen(self) -> Source:
        """The built-in data that are chosen."""
        return built_in(self.data.value, self.points.value, self.noise.value, self.digit.value)

    def offer(self, source: Source, edge: float | None) -> None:
        """Offer what can be made of these data, with a longest edge that fits them."""
        cloud = source.name in CLOUDS
        self.points.visible = self.noise.visible = cloud
        self.digit.visible = self.data.value == DIGITS
        options = liftings(source.values)
        self.lifting.param.update(options=options, value=self.likeliest(source))
        if self.lifting.value == MESH:
            known = axes(source.values)
            self.axis.param.update(options=known, value="y" if "y" in known else known[0])
        self.fit(edge)

    def fit(self, edge: float | None) -> None:
        """Show what the chosen lifting needs, and no more."""
        lifting = self.lifting.value
        if edge is not None:
            self.max_edge.param.update(value=edge, step=float(f"{edge / 20:.1g}"))
        self.max_edge.visible = lifting in SCALED
        self.max_dim.visible = lifting in (*SCALED, CLIQUE)
        self.axis.visible = lifting == MESH

    def likeliest(self, source: Source) -> str:
        """The lifting that stays chosen where it can, and the first that can be otherwise."""
        options = liftings(source.values)
        return self.lifting.value if self.lifting.value in options else options[0]

    def plan(self, source: Source) -> Plan:
        """What the choices say. No longest edge: up to where nothing more is born or dies."""
        choices = (self.lifting.value, self.max_edge.value, self.max_dim.value, self.axis.value)
        return Plan(source.values, *choices)
