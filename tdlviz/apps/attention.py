"""The attention page: a text or a graph, every head that sees it, and the barcode of one."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import panel

from tdlviz.apps.bridge import pane, row
from tdlviz.apps.controls import ARROWS, TOGGLE
from tdlviz.apps.explore import WIDE, said
from tdlviz.apps.study import GRAPHS, MOST_STEPS, NETWORKS, Study, first_edges, of_graph, of_text
from tdlviz.core.complex import Complex
from tdlviz.core.errors import MissingPackage, TdlvizError
from tdlviz.core.field import Field
from tdlviz.views.attention_view import AttentionView
from tdlviz.views.show import show
from tdlviz.views.view import View

TEXT, GRAPH = "a text", "a graph"
EXAMPLES = (
    "The cat sat on the mat, because it was tired.",
    "It was the best of times, it was the worst of times.",
    "Row, row, row your boat, gently down the stream.",
    "The keys that the old man lost were found by his dog.",
)
LONGEST = 2000  # letters; what is shorter is counted in tokens
TALL = {"heads": 460, "head": 420}


class AttentionPage:
    """One visitor's session: the heads of what is looked at, and the barcode of the opened one."""

    def __init__(self) -> None:
        self.study: Study | None = None
        self.heads: AttentionView | None = None
        self.views: list[View] = []  # of the opened head
        self.shown: list[int] = []  # which that is: layer and head
        self._lock = asyncio.Lock()
        self.about, self.main, self.beside = (panel.Column(**WIDE) for _ in range(3))
        wide: dict[str, Any] = {"sizing_mode": "stretch_width", "stylesheets": [ARROWS]}
        widgets = panel.widgets
        self.what: Any = widgets.Select(label="Look at", options=[TEXT, GRAPH], **wide)
        self.example: Any = widgets.Select(label="Example", options=[*EXAMPLES], **wide)
        self.text: Any = widgets.TextAreaInput(
            label="Text", value=EXAMPLES[0], rows=4, max_length=LONGEST, **wide
        )
        self.graph: Any = widgets.Select(label="Graph", options=[*GRAPHS], **wide)
        self.network: Any = widgets.Select(label="Network", options=[*NETWORKS], **wide)
        self.steps: Any = widgets.IntSlider(
            label="Steps of training", value=50, start=0, end=MOST_STEPS, step=10, **wide
        )
        self.look = widgets.Button(label="Look", color="primary", **wide)
        self.theme = widgets.Button(label="Light or dark", **wide)
        self.theme.js_on_click(code=TOGGLE)
        self.what.param.watch(lambda _: self._fit(), "value")
        self.example.param.watch(self._take, "value")
        self.look.on_click(lambda _: panel.state.execute(self.open))
        self._fit()

    @property
    def choices(self) -> list[Any]:
        """What a visitor can choose."""
        return [self.what, self.example, self.text, self.graph, self.network, self.steps]

    def page(self) -> panel.FlexBox:
        """The whole page."""
        title = panel.pane.HTML("<h1>What does attention attend to?</h1>")
        controls = panel.Column(*self.choices, self.look, self.theme, width=290, margin=(0, 12))
        side = panel.Column(title, controls, styles={"flex": "0 1 314px"})
        style = {"flex": "1 1 500px"}
        picture = panel.Column(
            self.about, self.main, self.beside, sizing_mode="stretch_width", styles=style
        )
        return panel.FlexBox(side, picture, sizing_mode="stretch_width", gap="12px")

    async def open(self) -> None:
        """Look at what is chosen; what fails is said in the page, and what was shown stays."""
        async with self._lock:
            self._disable(True)
            self.about[:] = [said("status", "Looking …")]
            try:
                study = await asyncio.to_thread(self._study)
                await self._show(study)
                self.about[:] = [said("status", study.about)]
            except MissingPackage as error:
                words = f"{error}. Graphs can be looked at without."
                self.about[:] = [said("alert", words)]
            except TdlvizError as error:
                self.about[:] = [said("alert", str(error))]
            finally:
                self._disable(False)

    async def turn(self) -> None:
        """Show the barcode of the head that is opened now."""
        async with self._lock:
            if self.study is not None and self.heads is not None:
                opened = [int(place) for place in self.heads.opened]
                if opened != self.shown:
                    cx, bars = await asyncio.to_thread(self.study.barcode, *opened)
                    self.heads.selection = []
                    self._show_head(self.study, opened, cx, bars)

    def close(self) -> None:
        """Free the views."""
        for view in (*self.views, *([self.heads] if self.heads else [])):
            view.close()
        self.views, self.heads, self.study, self.shown = [], None, None, []

    def _study(self) -> Study:
        if self.what.value == TEXT:
            return of_text(self.text.value)
        return of_graph(self.graph.value, self.network.value, self.steps.value)

    async def _show(self, study: Study) -> None:
        cx, bars = await asyncio.to_thread(study.barcode, 0, 0)
        heads = AttentionView(cx, *study.layers, labels=study.labels, tall=TALL["heads"])
        self.close()
        self.study, self.heads = study, heads
        heads.observe(lambda _: panel.state.execute(self.turn), "opened")
        self.main[:] = [pane(heads)]
        self._show_head(study, [0, 0], cx, bars)

    def _show_head(self, study: Study, opened: list[int], cx: Complex, bars: list[Field]) -> None:
        assert self.heads is not None
        options: dict[str, Any] = {"labels": study.labels or True, "tall": TALL["head"]}
        if "y" in cx.fields:
            options["color"] = "y"
        complex_view: Any = show(cx, filtration=first_edges(cx), **options)
        barcode: Any = show(cx, *bars, tall=TALL["head"])
        for view in self.views:
            view.close()
        self.views, self.shown = [complex_view, barcode], opened
        for view in self.views:
            view.group = self.heads.group
        self.beside[:] = [row(self.views)]

    def _take(self, event: Any) -> None:
        self.text.value = event.new
        panel.state.execute(self.open)

    def _fit(self) -> None:
        text = self.what.value == TEXT
        self.example.visible = self.text.visible = text
        self.graph.visible = self.network.visible = self.steps.visible = not text

    def _disable(self, busy: bool) -> None:
        for widget in (*self.choices, self.look):
            widget.disabled = busy


def session() -> Any:
    """The page of one visitor; its views are freed when the visitor leaves."""
    page = AttentionPage()
    panel.state.onload(partial(panel.state.execute, page.open))
    panel.state.on_session_destroyed(lambda _: page.close())
    return page.page()
