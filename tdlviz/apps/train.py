"""The trainer: a graph, a network of your choice, and all that it learns, live."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import panel

from tdlviz.apps.controls import ARROWS, TOGGLE
from tdlviz.apps.lesson import BASELINES, SHEAVES, Lesson
from tdlviz.apps.page import WIDE, laid_out, said
from tdlviz.core.errors import TdlvizError
from tdlviz.live.run import Run
from tdlviz.views.link import Linked


class TrainPage:
    """One visitor's session: one run, which ends when the visitor leaves or begins another."""

    def __init__(self) -> None:
        self.run: Run | None = None
        self.views: Linked | None = None
        self._lock = asyncio.Lock()
        self.about, self.main = (panel.Column(**WIDE) for _ in range(2))
        wide: dict[str, Any] = {"sizing_mode": "stretch_width", "stylesheets": [ARROWS]}
        widgets, usual = panel.widgets, Lesson()
        networks = [*SHEAVES, *BASELINES]
        self.network: Any = widgets.Select(label="Network", options=networks, **wide)
        self.homophily: Any = widgets.FloatSlider(
            label="Edges within a class", value=usual.homophily, start=0, end=1, step=0.05, **wide
        )
        self.stalk: Any = widgets.IntSlider(
            label="Stalk dimension", value=usual.stalk, start=2, end=4, **wide
        )
        self.layers: Any = widgets.IntSlider(
            label="Layers", value=usual.layers, start=1, end=8, **wide
        )
        self.seed: Any = widgets.IntInput(label="Seed", value=0, start=0, end=2**31 - 1, **wide)
        self.begin = widgets.Button(label="Begin anew", color="primary", **wide)
        self.theme = widgets.Button(label="Light or dark", **wide)
        self.theme.js_on_click(code=TOGGLE)
        self.begin.on_click(lambda _: panel.state.execute(self.open))
        self.network.param.watch(lambda _: self._fit(), "value")

    @property
    def choices(self) -> list[Any]:
        """What a lesson is made of."""
        return [self.homophily, self.network, self.stalk, self.layers, self.seed]

    def page(self) -> panel.FlexBox:
        """The whole page."""
        controls = panel.Column(*self.choices, self.begin, self.theme, width=290, margin=(0, 12))
        return laid_out(
            "What does a network learn of a graph?", [controls], [self.about, self.main]
        )

    async def open(self) -> None:
        """Make graph, network and views as chosen; what fails is said in the page."""
        async with self._lock:
            self._disable(True)
            self.about[:] = [said("status", "Making graph and network …")]
            try:
                lesson = Lesson(*(choice.value for choice in self.choices))
                run, views = await asyncio.to_thread(lesson.begin)
                self.close()
                self.run, self.views = run, views
                self.main[:] = [views]
                self.about[:] = [said("status", lesson.describe())]
            except TdlvizError as error:
                self.about[:] = [said("alert", str(error))]
            finally:
                self._disable(False)

    def close(self) -> None:
        """End the run and free its views."""
        if self.run is not None and self.views is not None:
            self.run.close()
            self.views.close()
            self.run.tape.close()
            self.run = self.views = None

    def _fit(self) -> None:
        self.stalk.visible = self.network.value in SHEAVES

    def _disable(self, busy: bool) -> None:
        for widget in (*self.choices, self.begin):
            widget.disabled = busy


def session(seats: Any) -> Any:
    """The page of one visitor, or words where there is no seat left."""
    visitor = object()
    if not seats.take(visitor):
        words = f"{seats.most} people are training here already. Try again once one has left."
        return said("alert", words)
    page = TrainPage()

    def leave(_: Any) -> None:
        page.close()
        seats.leave(visitor)

    panel.state.onload(partial(panel.state.execute, page.open))
    panel.state.on_session_destroyed(leave)
    return page.page()
