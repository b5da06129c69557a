"""The attention page: a text or a graph, every head that sees it, and the barcode of one."""

from __future__ import annotations

import asyncio
from typing import Any

import panel

from tdlviz.apps.attention_controls import ALIKE, MATRICES, AttentionControls
from tdlviz.apps.bridge import pane, row
from tdlviz.apps.page import WIDE, Page, laid_out, said
from tdlviz.apps.study import Study, first_edges, order
from tdlviz.core.complex import Complex
from tdlviz.core.errors import MissingPackage, TdlvizError
from tdlviz.core.field import Field
from tdlviz.views.attention_view import AttentionView
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.diagram_view import DiagramView
from tdlviz.views.view import View

TALL = 430


class AttentionPage(Page):
    """One visitor's session: the heads of what is looked at, and the barcode of the opened one."""

    def __init__(self) -> None:
        super().__init__()
        self.study: Study | None = None
        self.heads: AttentionView | None = None
        self.views: list[View] = []  # of the opened head
        self.shown = [0, 0]  # which that is: layer and head
        self.left = False
        self.beside = panel.Column(margin=(10, 0), **WIDE)
        self.controls = AttentionControls(
            lambda: self.ask(self.open), lambda: self.ask(self.redraw)
        )

    def page(self) -> panel.FlexBox:
        """The whole page."""
        picture = [self.about, self.main, self.beside]
        return laid_out("What does attention attend to?", [self.controls.column()], picture)

    def excuse(self, error: TdlvizError) -> str:
        """Without the encoder there is more to look at."""
        more = ". Graphs can be looked at without." if isinstance(error, MissingPackage) else ""
        return f"{error}{more}"

    async def open(self) -> None:
        """Look at what is chosen."""
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
        heads.observe(lambda _: self.ask(self.turn), "opened")
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


def session() -> Any:
    """The page of one visitor; its views are freed when the visitor leaves."""
    page = AttentionPage()
    panel.state.onload(lambda: page.ask(page.open))
    panel.state.on_session_destroyed(lambda _: page.leave())
    return page.page()
