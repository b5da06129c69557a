import plotly.graph_objects as go

from tdlviz.figures.assemble import assemble
from tdlviz.figures.panes import Pane, Part


def heat(values):
    trace = go.Heatmap(z=values, colorbar={"thickness": 10})
    return trace, trace.colorbar


def test_panes_get_axes_and_scenes_of_their_own():
    space = Pane([go.Scatter3d(x=[0], y=[0], z=[0])], space={"dragmode": "orbit"})
    flat = Pane([go.Scatter(x=[0]), go.Scatter(x=[1])], {"range": [0, 1]}, {"scaleanchor": True})
    figure = assemble([Part([space, flat], "a", columns=2), Part([flat], "b")], "light", 300, 900)
    assert [trace["scene"] for trace in figure.select_traces("scatter3d")] == ["scene"]
    assert [t.xaxis for t in figure.select_traces("scatter")] == ["x2", "x2", "x3", "x3"]
    assert figure.layout.yaxis2.scaleanchor == "x2"
    assert figure.layout.xaxis2.anchor == "y2"
    assert figure.layout.scene.dragmode == "orbit"
    assert figure.layout.scene.domain.x[1] < figure.layout.xaxis2.domain[0]
    assert figure.layout.xaxis2.domain[1] < figure.layout.xaxis3.domain[0]
    assert (figure.layout.height, figure.layout.width) == (300, 900)


def test_bars_of_panes_and_of_parts_stand_beside_them():
    one, own = heat([[1]])
    two, shared = heat([[2]])
    parts = [Part([Pane([one], bar=own)], ""), Part([Pane([two])], "", bar=shared)]
    figure = assemble(parts, "dark", 300)
    first, second = (trace.colorbar.x for trace in figure.data)
    assert figure.layout.xaxis.domain[1] < first < figure.layout.xaxis2.domain[0]
    assert figure.layout.xaxis2.domain[1] < second < 1


def test_what_is_narrower_than_its_place_stays_under_its_name():
    named = Pane([go.Scatter(x=[0])], {"constrain": "domain"}, {}, "F")
    figure = assemble([Part([named], "")], "light", 300)
    assert figure.layout.xaxis.constraintoward == "left"
    assert figure.layout.yaxis.constraintoward == "top"
    assert figure.layout.annotations[0].text == "F"
