import plotly.graph_objects as go

from tdlviz.figures.panes import Step
from tdlviz.figures.slider import add_slider


def test_each_notch_has_a_frame_of_all_traces():
    figure = go.Figure(go.Scatter(x=[1, 2]))
    # Two births may look the same in four digits: frames go by their place.
    steps = [Step("0.1", "1 <vertex>", [go.Scatter(x=[n])]) for n in range(3)]
    add_slider(figure, steps, "light")
    assert [frame.name for frame in figure.frames] == ["0", "1", "2"]
    assert [frame.data[0].x for frame in figure.frames] == [(0,), (1,), (2,)]
    assert figure.frames[0].traces == (0,)
    assert figure.frames[0].layout.title.text == "<b>1 &lt;vertex&gt;</b>"
    (slider,) = figure.layout.sliders
    assert slider.active == 2
    assert [step.label for step in slider.steps] == ["0.1"] * 3
    assert [step.args[0] for step in slider.steps] == [("0",), ("1",), ("2",)]
