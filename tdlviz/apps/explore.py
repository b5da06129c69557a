"""The explorer: data, a complex of your choice, and its barcode, linked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import panel

from tdlviz.apps.controls import Controls
from tdlviz.apps.page import WIDE, Job, Page, laid_out, said
from tdlviz.apps.plan import MESH, Plan, suggested_edge
from tdlviz.apps.source import CLOUDS, OwnFile, Source
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.views.link import Linked, link
from tdlviz.views.show import show

CSS = (Path(__file__).parent / "explore.css").read_text(encoding="utf-8")
HEIGHT = 520


class Explorer(Page):
    """One visitor's session. Visitors share nothing but the file that was opened at the start."""

    def __init__(self, opened: Source | None = None, max_upload: int = 100) -> None:
        self.opened = opened
        self.source: Source | None = None
        self.uploaded: OwnFile | None = None
        self.views: Linked | None = None
        super().__init__()
        self.counts, self._quiet = panel.Column(**WIDE), False
        self.controls = Controls(opened, max_upload, self._on_upload)
        self._listen(self.controls)

    def page(self) -> panel.FlexBox:
        """The whole page."""
        side = [self.controls.column(self.counts)]
        return laid_out("What shape is this data?", side, [self.about, self.main])

    async def open(self) -> None:
        """Take the chosen data, and show them by the likeliest lifting."""
        self.source = source = await asyncio.to_thread(self._read)
        edge = await asyncio.to_thread(
            suggested_edge, source.values, self.controls.likeliest(source)
        )
        with self._unheard():
            self.controls.offer(source, edge)
        await self.count()
        await self.build()

    async def fit(self) -> None:
        """Another lifting is chosen: suggest its scale."""
        if self.source is not None:
            lifting = self.controls.lifting.value
            edge = await asyncio.to_thread(suggested_edge, self.source.values, lifting)
            with self._unheard():
                self.controls.fit(edge)
            await self.count()

    async def count(self) -> None:
        """Say how many cells there will be."""
        if self.source is not None:
            self.counts[:] = []
            plan = self.controls.plan(self.source)
            expected = await asyncio.to_thread(plan.expected)
            self.counts[:] = [said("status", f"Expected: {expected}.")]
            self.about[:] = [said("status", f"{self.source.name}: {self.source.describe()}.")]

    async def build(self) -> None:
        """Make the complex and its diagrams, and show them."""
        if self.source is None:
            return
        plan = self.controls.plan(self.source)
        cx, diagrams = await asyncio.to_thread(self._computed, plan)
        views = link(show(cx, color=colour(plan), tall=HEIGHT), show(cx, *diagrams, tall=HEIGHT))
        self.close()
        self.views = views
        self.main[:] = [views]
        made = "" if plan.lifting == MESH else f", as {cx.summary()}"
        words = f"{self.source.name}: {self.source.describe()}{made}."
        self.about[:] = [said("status", words)]

    def close(self) -> None:
        """Free the views of this session."""
        if self.views is not None:
            self.views.close()
            self.views = None

    def _read(self) -> Source:
        return self._given().tidy()

    def _given(self) -> Source:
        if self.uploaded is not None:
            return self.uploaded.source(self.controls.array.value)
        if self.opened is not None and self.controls.data.value == self.opened.name:
            return self.opened
        return self.controls.chosen()

    @staticmethod
    def _computed(plan: Plan) -> tuple[Complex, list[Field]]:
        cx = plan.build()
        return cx, plan.diagrams(cx)

    def _listen(self, controls: Controls) -> None:
        jobs: list[tuple[Any, Callable[[Any], Job]]] = [
            (controls.data, self._on_data),
            (controls.lifting, lambda _: self.fit),
            *((w, lambda _: self.open) for w in (controls.points, controls.noise, controls.digit)),
            *((w, lambda _: self.open) for w in (controls.array,)),
            *((w, lambda _: self.count) for w in controls.parameters[1:]),
        ]
        for widget, job in jobs:
            widget.param.watch(partial(self._heard, job), "value")
        controls.build.on_click(lambda _: self.ask(self.build))

    def _heard(self, job: Callable[[Any], Job], event: Any) -> None:
        if not self._quiet:
            self.ask(job(event))

    def _on_data(self, event: Any) -> Job:
        self.uploaded = None
        with self._unheard():
            self.controls.array.param.update(options=[], value=None, visible=False)
            if event.new in CLOUDS:
                self.controls.points.value = CLOUDS[event.new][1]
        return self.open

    def _on_upload(self, name: str, content: bytes) -> None:
        async def take() -> None:
            self.uploaded = OwnFile(name, content)
            arrays = self.uploaded.arrays
            with self._unheard():
                choice = {"options": arrays, "value": arrays[0] if arrays else None}
                self.controls.array.param.update(**choice, visible=len(arrays) > 1)
            await self.open()

        self.ask(take)

    @contextmanager
    def _unheard(self) -> Iterator[None]:
        """Choices that the program makes are no wish of the visitor's."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False


def colour(plan: Plan) -> str | None:
    """Surfaces by height, which is when their vertices come; clouds as they are."""
    return "birth0" if plan.lifting == MESH else None
