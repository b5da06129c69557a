from io import BytesIO

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from tdlviz.views.triangle_picture import Triangles


def painted(collection) -> np.ndarray:
    figure = Figure(figsize=(3, 3))
    axes = figure.subplots()
    axes.add_collection(collection, autolim=False)
    axes.set(xlim=(-0.2, 1.2), ylim=(-0.2, 1.2))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


@pytest.mark.parametrize("count", [0, 1, 300])
@pytest.mark.parametrize("alpha", [0.3, 1.0])
def test_they_are_painted_as_polygons_are_one_over_the_other(count, alpha):
    rng = np.random.default_rng(0)
    corners, shades = rng.random((count, 3, 2)), rng.random((count, 4))
    look = {"facecolors": shades, "alpha": alpha, "linewidths": 0}
    found, wanted = painted(Triangles(corners, **look)), painted(PolyCollection(corners, **look))
    assert np.array_equal(found, wanted)
    assert count == 0 or np.ptp(found[..., :3]) > 100


def test_in_a_drawing_of_lines_each_is_there():
    figure, out = Figure(), BytesIO()
    axes = figure.subplots()
    axes.set_axis_off()
    axes.add_collection(Triangles(np.random.default_rng(1).random((7, 3, 2))), autolim=False)
    FigureCanvasSVG(figure).print_svg(out)
    text = out.getvalue().decode()
    assert text.split("PatchCollection")[-1].count("<path") + text.count("<use") >= 7
