from pathlib import Path

import numpy as np

from tdlviz.views.assets import script
from tdlviz.views.show import VIEWS
from tdlviz.views.view import View


class DegreeView(View):
    """A label of vertices as a bar chart: how many vertices have which."""

    module = str(Path(__file__).with_suffix(".js"))
    _esm = script(module)

    def __init__(self, cx, label, *, tall=200, theme="auto"):
        super().__init__(tall=tall, theme=theme)
        self.cx = cx
        self.play({"label": label})

    def frame(self, fields):
        values = fields["label"].values
        return {"heights": np.bincount(values).astype(np.float32)}, {"words": self.describe()}

    def describe(self):
        return f"How many vertices of {self.cx.summary()} have which label"

    def draw(self, axes):
        values = self.fields(self.step)["label"].values
        axes.bar(*np.unique(values, return_counts=True))


VIEWS["label"] = DegreeView
