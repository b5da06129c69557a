import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.complex_figure import complex_figure
from tdlviz.figures.staging import Look, pixel_of, staged
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.guise import HULL_OPACITY
from tdlviz.views.layout import layout

NOTHING = {"color": None, "size": None, "edge": None, "height": None}
LOOK = Look("auto", False, None, "light", 700, 420)


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(20, noise=0.1), max_edge=0.9)


def test_sizes_are_those_of_the_view(cx):
    field = tv.Field("s", np.arange(20.0), 0, kind="scalar")
    points = complex_figure(cx, size=field).panes[0].traces[2]
    np.testing.assert_allclose(points.marker.size, 6 * (0.5 + 2.5 * np.sqrt(np.arange(20) / 19)))


def test_a_landscape_stands_where_the_view_lets_it_stand(cx):
    field = tv.Field("h", np.arange(20.0), 0, kind="scalar")
    scene, _ = staged(cx, {**NOTHING, "height": field}, LOOK)
    places = layout(cx).places
    assert not scene.drawing.flat
    np.testing.assert_allclose(scene.drawing.places[:, 1], np.arange(20) / 19 - 0.5, atol=1e-6)
    np.testing.assert_array_equal(scene.drawing.places[:, [0, 2]], places[:, :2] * [1, -1])
    assert scene.opacity == ComplexView(cx, height=field).opacity


def test_hulls_are_as_light_as_in_the_view():
    scene, _ = staged(tv.hypergraph([[0, 1, 2]]), NOTHING, LOOK)
    assert scene.opacity == HULL_OPACITY


def test_labels_are_words_of_vertices_or_numbers_of_all_cells(cx):
    words = [f"v{i}" for i in range(20)]
    scene, _ = staged(cx, NOTHING, LOOK._replace(labels=words))
    assert scene.labels.words == scene.words == words
    layers, _ = staged(cx, NOTHING, LOOK._replace(labels=True, layout="layered"))
    assert layers.labels.words[18:23] == ["18", "19", "0", "1", "2"]
    assert len(layers.labels.words) == sum(cx.counts)
    assert staged(cx, NOTHING, LOOK)[0].labels is None


def test_a_pixel_is_as_long_as_the_tighter_side_allows(cx):
    across, up = layout(cx).extent
    assert pixel_of(layout(cx), LOOK) == pytest.approx(2 * up / (420 - 74))
    assert pixel_of(layout(cx), LOOK._replace(width=124)) == pytest.approx(2 * across / 100)
