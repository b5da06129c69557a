import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.diagram_view import DiagramView
from tdlviz.views.show import VIEWS
from tdlviz.views.timeline_view import TimelineView


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(12), max_edge=1.2)


def test_the_kind_of_a_field_picks_the_view(cx):
    assert isinstance(tv.show(cx), ComplexView)
    assert isinstance(tv.show(cx, tv.persistence(cx, dim=1)), DiagramView)
    assert isinstance(
        tv.show(cx, tv.persistence(cx, dim=0), tv.persistence(cx, dim=1)), DiagramView
    )


def test_a_declared_track_picks_its_view_before_anything_is_logged(cx):
    assert isinstance(tv.show(cx, tv.Tape().declare("H1", "diagram", 1)), DiagramView)


def test_kinds_that_share_a_view_share_one_picture(cx):
    tape = tv.Tape()
    tape.log(loss=0.5, spectrum=Field("spectrum", [1.0, 2.0], kind="numbers"))
    both = tv.show(cx, tape["loss"], tape["spectrum"])
    assert isinstance(both, TimelineView)
    assert both.tracks[1].name == "spectrum"
    three = tv.show(cx, tape["loss"], tv.persistence(cx, dim=1), tape["spectrum"])
    assert len(three.views) == 2
    assert isinstance(three[0], TimelineView)
    assert isinstance(three[1], DiagramView)


def test_a_user_registers_a_view_of_his_own_with_one_row(cx, monkeypatch):
    class OwnView(ComplexView):
        def __init__(self, cx, *fields, tall=420):
            super().__init__(cx, tall=tall)
            self.given = fields

    monkeypatch.setitem(VIEWS, "maps", OwnView)
    maps = Field("F", [[[1.0]]], 0, [[0, 0]], kind="maps")
    assert tv.show(cx, maps).given == (maps,)
    both = tv.show(cx, maps, tv.persistence(cx, dim=1))
    assert isinstance(both[0], OwnView)
    assert isinstance(both[1], DiagramView)


@pytest.mark.parametrize(
    ("fields", "options", "error", "says"),
    [
        ((), {"colour": "birth0"}, UnknownName, "options here: color, size"),
        ((Field("f", [1.0], 0, kind="scalar"),), {}, UnknownName, "kinds with a view"),
        (([1, 2],), {}, InvalidInput, "list"),
    ],
)
def test_what_cannot_be_shown_is_refused(cx, fields, options, error, says):
    with pytest.raises(error, match=says):
        tv.show(cx, *fields, **options)


def test_something_else_than_a_complex_is_refused():
    with pytest.raises(InvalidInput, match="a Complex first"):
        tv.show([[0, 1]])


def test_a_track_that_holds_nothing_yet_is_taken_for_numbers():
    cx, tape = tv.rips(tv.data.circle(5)), tv.Tape()
    view = tv.show(cx, tape["loss"])
    assert view.describe() == "loss: no steps yet"
    tape.log(loss=1.0)
    assert view.describe().startswith("loss over 1 step")
    tape.declare("maps", "maps", 0)
    assert type(tv.show(cx, tape["maps"])).__name__ == "MapsView"
