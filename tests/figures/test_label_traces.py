import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.complex_figure import complex_figure
from tdlviz.views.colours import THEMES
from tdlviz.views.layout import layout

PLACES = np.array([[0, 0], [4, 0], [0, 4]], dtype=float)


@pytest.fixture(scope="module")
def cx():
    births = tv.Field("birth0", [0.0, 1, 2], 0, kind="scalar")
    return tv.Complex.from_facets([[0], [1], [2]], PLACES).with_fields(births)


def words(part):
    return [trace for trace in part.panes[0].traces if trace.mode == "text"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_at_their_vertices_in_the_ink_of_the_theme(cx, theme):
    (named,) = words(complex_figure(cx, labels=["a", "<b>", "c"], theme=theme))
    assert {text.strip("\u00a0") for text in named.text} == {"a", "&lt;b&gt;", "c"}
    order = [["a", "&lt;b&gt;", "c"].index(text.strip("\u00a0")) for text in named.text]
    np.testing.assert_array_equal(named.x, layout(cx).places[order, 0])
    assert named.textfont.color == THEMES[theme]["ink"]
    assert THEMES[theme]["ground"] in named.textfont.shadow
    assert named.textposition[order.index(1)] == "middle left"


def test_names_of_what_has_not_entered_are_not_written(cx):
    (named,) = words(complex_figure(cx, labels=True, filtration=1))
    assert {text.strip("\u00a0") for text in named.text} == {"0", "1"}


def test_no_labels_are_no_trace(cx):
    assert words(complex_figure(cx)) == []


def test_in_space_words_are_nearer_to_the_eye_than_their_vertices():
    cx = tv.Complex.from_facets([[0, 1]], np.eye(3)[:2])
    (named,) = words(complex_figure(cx, labels=True))
    assert named.type == "scatter3d"
    assert (np.array(named.z) > layout(cx).places[:, 2].max()).all()


def test_layers_carry_the_names_of_their_ranks():
    cx = tv.hypergraph([[0, 1, 2], [1, 2]])
    (ranks,) = words(complex_figure(cx, layout="layered"))
    assert list(ranks.text) == ["vertices", "hyperedges"]
    drawing = layout(cx, "layered")
    np.testing.assert_allclose(ranks.y, drawing.places[[0, 3], 1])
    np.testing.assert_allclose(ranks.x, -drawing.extent[0])
