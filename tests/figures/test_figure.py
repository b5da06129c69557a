"""`figure` picks by kind, checks at the door, and gives figures that plotly can write."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

import numpy as np
import plotly.graph_objects as go
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.figures.complex_figure import complex_figure
from tdlviz.figures.figure import EACH, FIGURES
from tdlviz.figures.panes import Pane, Part
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.show import VIEWS

HEAVY = {"plotly", "anywidget", "ipywidgets", "matplotlib", "networkx", "torch", "panel", "gudhi"}


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(12), max_edge=1.2)


@pytest.fixture(scope="module")
def image():
    return tv.cubical(np.eye(4))


@pytest.fixture(scope="module")
def fields(cx, image):
    pairs = np.asarray(cx.cells(1))
    incident = np.column_stack([pairs[:, 0], np.arange(len(pairs))])
    return {
        "diagram": tv.persistence(cx, 1),
        "extended": tv.Field("E", [[0.0, 1.0]], 0, [[0, 1]], kind="extended"),
        "maps": tv.Field("F", np.ones((len(pairs), 2, 2)), 0, incident, kind="maps"),
        "attention": tv.Field("a", np.ones((len(pairs), 2)), 0, pairs, kind="attention"),
        "triples": tv.Field("t", np.ones((1, 2)), 0, [[0, 1, 2]], kind="triples"),
        "image": image["image"],
        "vector": tv.Field("h", np.eye(12), 0, kind="vector"),
        "matrix": tv.Field("A", np.eye(3), kind="matrix"),
        "number": tv.Field("loss", 1.0, kind="number"),
        "numbers": tv.Field("betti", [1, 1], kind="numbers"),
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", FIGURES)
def test_every_kind_gives_a_figure_that_can_be_written(cx, image, fields, kind, theme, tmp_path):
    figure = tv.figure(image if kind == "image" else cx, fields[kind], theme=theme)
    assert isinstance(figure, go.Figure)
    assert json.loads(figure.to_json())["data"]
    assert figure.layout.title.text.startswith(f"<b>{fields[kind].name}")
    figure.write_html(tmp_path / "a.html", include_plotlyjs="directory")
    assert figure.layout.paper_bgcolor in (tmp_path / "a.html").read_text()


def test_without_fields_the_complex_is_drawn_with_the_channels_of_its_view(cx):
    figure = tv.figure(cx, color="birth1", size="birth0", opacity=0.5, filtration=1.0, tall=300)
    assert figure.layout.height == 300
    assert "at 1" in figure.layout.title.text
    own = {*inspect.signature(complex_figure).parameters} - {"slider", "width"}
    assert own == {*inspect.signature(ComplexView).parameters}


def test_the_slider_is_written_with_its_frames(cx, tmp_path):
    figure = tv.figure(cx, slider=True)
    assert len(figure.frames) == len(figure.layout.sliders[0].steps) > 2
    assert len(json.loads(figure.to_json())["frames"]) == len(figure.frames)


def test_kinds_stand_side_by_side_and_options_go_to_those_that_know_them(cx, fields):
    figure = tv.figure(cx, fields["diagram"], fields["matrix"], mode="diagram")
    assert [trace.type for trace in figure.data] == ["scatter"] * 3 + ["heatmap"]
    assert figure.layout.xaxis.domain[1] < figure.layout.xaxis2.domain[0]
    assert [a.text.split(":")[0] for a in figure.layout.annotations] == ["<b>H1", "<b>A"]
    assert figure.layout.width is None
    several = [field for kind, field in fields.items() if kind != "image"]
    parts = {*FIGURES.values()} - {FIGURES["image"]}  # some draw two kinds together
    assert tv.figure(cx, *several).layout.width == EACH * len(parts)
    assert tv.figure(cx, *several, width=900).layout.width == 900


def test_a_track_stands_for_its_latest_field(cx, fields):
    tape = tv.Tape()
    track = tape.declare("H1", "diagram", 1)
    assert tv.figure(cx, track).layout.title.text == "<b>H1: nothing logged yet</b>"
    tape.log(H1=fields["diagram"], loss=1.0)
    assert tv.figure(cx, track).to_json() == tv.figure(cx, fields["diagram"]).to_json()
    tape.log(loss=0.5)
    assert list(tv.figure(cx, tape["loss"]).data[0].y) == [1, 0.5]


def test_a_user_registers_a_kind_of_his_own_with_one_row(cx, monkeypatch):
    def label_figure(cx, *fields, theme="light"):
        return Part([Pane([go.Bar(y=fields[0].values)], {}, {})], "label")

    monkeypatch.setitem(FIGURES, "label", label_figure)
    field = tv.Field("t", np.arange(12) % 2, 0, kind="label")
    assert list(tv.figure(cx, field).data[0].y) == [0, 1] * 6


def test_every_kind_with_a_view_has_a_figure():
    assert {*VIEWS} == {*FIGURES}


@pytest.mark.parametrize(
    ("names", "options", "error", "says"),
    [
        (
            [],
            {"colour": "birth0"},
            UnknownName,
            "here: color, size, .*theme, tall, width",
        ),
        (["diagram"], {"color": "birth0"}, UnknownName, "options here: mode, levels"),
        ([], {"theme": "auto"}, UnknownName, "light, dark"),
        ([], {"tall": 20}, InvalidInput, "at least 120"),
        ([], {"width": 1e3}, InvalidInput, "integer"),
        (["birth0"], {}, UnknownName, "kinds with a figure"),
    ],
)
def test_what_cannot_be_drawn_is_refused(cx, fields, names, options, error, says):
    given = [cx["birth0"] if name == "birth0" else fields[name] for name in names]
    with pytest.raises(error, match=says):
        tv.figure(cx, *given, **options)


def test_foreign_things_are_refused(cx, fields):
    with pytest.raises(InvalidInput, match="a Complex is needed"):
        tv.figure([[0, 1]])
    with pytest.raises(InvalidInput, match="fields and tracks follow the complex"):
        tv.figure(cx, [1, 2])
    with pytest.raises(InvalidInput, match="there are"):
        tv.figure(tv.Complex.from_facets([[0, 1]]), fields["attention"])
    with pytest.raises(TooLarge, match="a figure takes 300,000"):
        tv.figure(tv.cubical(np.zeros((280, 280))))


def test_nothing_heavy_is_loaded_before_a_figure_is_drawn():
    code = f"import sys, tdlviz.figures.figure; print(*({HEAVY!r} & {{*sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("vertices", [0, 1])
def test_hardly_any_cells_are_drawn_all_the_same(vertices):
    cells = tv.core.cells.Cells.of(np.arange(vertices)[:, None])
    figure = tv.figure(tv.Complex((cells,)))
    assert [len(trace.x) for trace in figure.data] == [vertices]
