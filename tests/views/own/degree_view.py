from pathlib import Path

import numpy as np

from tdlviz.views.show import VIEWS
from tdlviz.views.view import View


class DegreeView(View):
    """How many vertices have which label, as a bar chart."""

    module = str(Path(__file__).with_suffix(".js"))

    def __init__(self, cx, label):
        super().__init__()
        self.play({"label": label})

    def frame(self, fields):
        return {"heights": np.bincount(fields["label"].values).astype(np.float32)}, {}

    def draw(self, axes):
        axes.bar(*np.unique(self.fields(self.step)["label"].values, return_counts=True))


VIEWS["label"] = DegreeView
