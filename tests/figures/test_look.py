"""One look for all figures: the colours of the views, nothing of plotly's template."""

import plotly.graph_objects as go
import pytest

from tdlviz.figures.look import DASHES, SHAPES, axis, hue, layout_of, plotly_scale, seen_through
from tdlviz.views.colours import DIMENSIONS, DIVERGING, THEMES


@pytest.mark.parametrize("theme", THEMES)
def test_ground_and_letters_are_those_of_the_views(theme):
    layout = go.Figure(layout=layout_of(theme, 300, None)).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == THEMES[theme]["ground"]
    assert layout.font.color == layout.hoverlabel.bgcolor == THEMES[theme]["ink"]
    assert (layout.height, layout.width) == (300, None)
    assert layout.template.layout.colorway is None
    assert axis(theme, "birth")["tickfont"]["color"] == THEMES[theme]["faint"]


def test_a_scale_holds_every_stop_at_its_place():
    scale = plotly_scale(DIVERGING)
    assert [stop for _, stop in scale] == list(DIVERGING)
    assert (scale[0][0], scale[8][0], scale[-1][0]) == (0, 0.5, 1)


def test_dimensions_have_a_hue_a_shape_and_a_dash_of_their_own():
    assert len(set(SHAPES)) == len(set(DASHES)) == len(DIMENSIONS["light"]) == 4
    assert hue("dark", 5) == DIMENSIONS["dark"][1]


def test_a_colour_that_is_looked_through():
    assert seen_through("#0072B2", 0.35) == "rgba(0, 114, 178, 0.35)"
