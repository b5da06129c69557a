"""The attention page: a text or a graph, every head that sees it, and the barcode of one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import panel

from tdlviz.apps.attention_controls import ALIKE, MATRICES, AttentionControls
from tdlviz.apps.bridge import pane, row
from tdlviz.apps.explore import WIDE, said
from tdlviz.apps.study import Study, first_edges, order
from tdlviz.core.complex import Complex
from tdlviz.core.errors import MissingPackage, TdlvizError
from tdlviz.core.field import Field
from tdlviz.views.attention_view import AttentionView
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.diagram_view import DiagramView
from tdlviz.views.view import View

TALL = 430


class AttentionPage:
    """One visitor's session: the heads of what is looked at, and the barcode of the opened one."""

    def __init__(self) -> None:
        self.study: Study | None = None
        self.heads: AttentionView | None = None
        self.views: list[View] = []  # of the opened head
        self.shown = [0, 0]  # which that is: layer and head
        self.left = False
        self._lock = asyncio.Lock()
        self.about, self.main, self.beside = (panel.Column(**WIDE) for _ in range(3))
        self.beside.margin = (10, 0)
        self.controls = AttentionControls(
            lambda: self._ask(self.open), lambda: self._ask(self.redraw)
        )

    def page(self) -> panel.FlexBox:
        """The whole page."""
        title = panel.pane.HTML("<h1>What does attention attend to?</h1>")
        side = panel.Column(title, self.controls.column(), styles={"flex": "0 1 314px"})
        style = {"flex": "1 1 500px"}
        picture = panel.Column(
            self.about, self.main, self.beside, sizing_mode="stretch_width", styles=style
        )
        return panel.FlexBox(side, picture, sizing_mode="stretch_width", gap="12px")

    async def run(self, job: Callable[[], Awaitable[None]]) -> None:
        """Do one job with the controls shut; what it raises is said in the page, and what was shown
        stays."""
        async with self._lock:
            self.controls.disable(True)
            try:
                await job()
            except MissingPackage as error:
                self.about[:] = [said("alert", f"{error}. Graphs can be looked at without.")]
            except TdlvizError as error:
                self.about[:] = [said("alert", str(error))]
            except Exception as error:
                words = f"tdlviz itself failed: {type(error).__name__}: {error}"
                self.about[:] = [said("alert", words)]
                raise
            finally:
                self.controls.disable(False)

    async def open(self) -> None:
        """Look at what is chosen."""
        self.about[:] = [said("status", "Looking …")]
        study = await asyncio.to_thread(self.controls.study)
        await self.draw(study, [0, 0])
        self.about[:] = [said("status", study.about)]

    async def redraw(self) -> None:
        """Show the heads in another way."""
        if self.study is not None:
            await self.draw(self.study, self.shown)

    async def draw(self, study: Study, shown: list[int]) -> None:
        """Show all heads, and of one its complex and its barcode."""
        bars, places = await asyncio.to_thread(self._overview, study)
        cx, diagrams = await asyncio.to_thread(study.barcode, *shown)
        if self.left:
            return
        layer, head = shown
        heads = AttentionView(
            cx,
            *study.layers,
            labels=study.labels,
            layer=layer,
            head=head,
            bars=bars,
            order=places,
            filtered=True,
            tall=TALL,
        )
        kept = self.heads if study is self.study else None
        heads.filtration = first_edges(cx) if kept is None else kept.filtration
        heads.observe(lambda _: self._ask(self.turn), "opened")
        self.close()
        self.study, self.shown, self.heads = study, shown, heads
        self.main[:] = [pane(heads)]
        self._show_head(study, heads, cx, diagrams)

    async def turn(self) -> None:
        """Show the barcode of the head that is opened now, with the threshold where it is."""
        study, heads = self.study, self.heads
        if study is None or heads is None or heads.opened == self.shown:
            return
        self.shown = [int(place) for place in heads.opened]
        cx, diagrams = await asyncio.to_thread(study.barcode, *self.shown)
        if not self.left:
            heads.selection = []
            self._show_head(study, heads, cx, diagrams)

    def leave(self) -> None:
        """The visitor is gone: free the views, and make no more."""
        self.left = True
        self.close()

    def close(self) -> None:
        """Free the views."""
        for view in (*self.views, *([self.heads] if self.heads else [])):
            view.close()
        self.views, self.heads = [], None

    def _overview(self, study: Study) -> tuple[Any, Any]:
        """The barcodes of all heads, where they are asked for, and the order of heads."""
        if self.controls.small.value == MATRICES:
            return None, None
        barcodes = study.barcodes()
        both = [h0 + h1 for h0, h1 in zip(*barcodes, strict=True)]
        return both, order(barcodes) if self.controls.small.value == ALIKE else None

    def _show_head(
        self, study: Study, heads: AttentionView, cx: Complex, diagrams: list[Field]
    ) -> None:
        for view in self.views:
            view.close()
        color, labels = "y" if "y" in cx.fields else None, study.labels or True
        shown = ComplexView(cx, color=color, labels=labels, tall=TALL)
        self.views = [shown, DiagramView(cx, *diagrams, tall=TALL)]
        for view in self.views:  # linked without taking the heads out of their group
            view.group, view.filtration = heads.group, heads.filtration
        self.beside[:] = [row(self.views)]

    def _ask(self, job: Callable[[], Awaitable[None]]) -> None:
        panel.state.execute(partial(self.run, job))


def session() -> Any:
    """The page of one visitor; its views are freed when the visitor leaves."""
    page = AttentionPage()
    panel.state.onload(lambda: panel.state.execute(partial(page.run, page.open)))
    panel.state.on_session_destroyed(lambda _: page.leave())
    return page.page()
