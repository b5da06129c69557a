import time

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.views.payload import unpack
from tdlviz.views.timeline_view import TimelineView


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(12), max_edge=0.7)


def spectrum(*values):
    return Field("spectrum", np.array(values, dtype=float), kind="numbers")


@pytest.fixture
def tape():
    tape = tv.Tape()
    for step in range(5):
        tape.log(loss=1.0 / (step + 1), spectrum=spectrum(*range(step)))
    return tape


def test_the_page_gets_all_steps_once(cx, tape):
    arrays, values = unpack(TimelineView(cx, tape["loss"], tape["spectrum"]).channels)
    assert arrays["steps0"].tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_array_equal(arrays["values0"], np.float32(1 / np.arange(1, 6)))
    assert arrays["counts1"].tolist() == [0, 1, 2, 3, 4]
    assert arrays["values1"].tolist() == [0, 0, 1, 0, 1, 2, 0, 1, 2, 3]
    loss = {"name": "loss", "kind": "number", "kept": 5, "dropped": 0, "cuts": [], "after": -1}
    assert values["tracks"][0] == loss


def told(view):
    """What the page is told from now on, one after the other."""
    heard = []
    view.observe(lambda change: heard.append(unpack(change["new"])), "tail")
    return heard


def test_afterwards_only_what_is_new(cx, tape):
    view = TimelineView(cx, tape["loss"], tape["spectrum"])
    whole, heard = view.channels, told(view)
    tape.log(loss=0.1)
    tape.log(loss=0.05, spectrum=spectrum(7))
    view.refresh()
    view.refresh()
    steps = [step for arrays, _ in heard for step in arrays["steps0"].tolist()]
    assert steps == [5, 6]
    assert [value for arrays, _ in heard for value in arrays["values1"].tolist()] == [7]
    assert [track["after"] for track in heard[0][1]["tracks"]] == [4, 4]
    assert [track["after"] for track in heard[-1][1]["tracks"]] == [6, 6]
    assert view.channels == whole
    view.recalled += 1  # a page that has missed something asks
    assert unpack(view.channels)[0]["steps0"].tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_after_a_cut_the_page_is_told_from_there_on(cx, tape):
    """Also where several cuts came between two messages."""
    view = TimelineView(cx, tape["loss"], tape["spectrum"])
    heard = told(view)
    tape.cut(3)
    tape.log(loss=7)
    tape.cut(2)
    tape.log(loss=8)
    tape.log(loss=9)
    view.refresh()
    # A message that came by itself in between has said a part of it.
    late = [one for one in heard if one[1]["tracks"][0]["cuts"] == [3, 2]]
    assert [(track["after"], track["cuts"]) for track in late[0][1]["tracks"]] == [(2, [3, 2])] * 2
    said = {name: [v for arrays, _ in late for v in arrays[name].tolist()] for name in late[0][0]}
    assert (said["steps0"], said["values0"], said["steps1"]) == ([3, 4], [8, 9], [])
    tape.cut(-1)
    view.refresh()
    _, values = heard[-1]
    assert [(track["kept"], track["after"]) for track in values["tracks"]] == [(0, -1)] * 2
    assert view.describe() == "loss: no steps yet; spectrum: no steps yet"
    view.close()


def test_what_is_logged_arrives_by_itself(cx, tape):
    view = TimelineView(cx, tape["loss"])
    tape.log(loss=0.1)
    deadline = time.monotonic() + 5
    while not view.tail and time.monotonic() < deadline:
        time.sleep(0.01)
    assert unpack(view.tail)[0]["steps0"].tolist() == [5]
    view.close()


def test_a_saved_page_has_all_of_it(cx, tape):
    view = TimelineView(cx, tape["loss"])
    tape.log(loss=0.1)
    view.complete()
    assert unpack(view.channels)[0]["steps0"].tolist() == [0, 1, 2, 3, 4, 5]


def test_a_field_without_steps_is_sent_once(cx):
    tape = tv.Tape()
    view = TimelineView(cx, spectrum(3, 1), tape["loss"])
    assert unpack(view.channels)[0]["values0"].tolist() == [3, 1]
    assert "loss: no steps yet" in view.describe()
    tape.log(loss=2)
    view.refresh()
    arrays, _ = unpack(view.tail)
    assert (len(arrays["values0"]), arrays["values1"].tolist()) == (0, [2])


def test_a_long_run_costs_no_more_on_its_way_than_a_short_one(cx):
    names, sizes = ("loss", "accuracy", "rate"), []
    for length in (100, 2000):
        tape = tv.Tape()
        for _ in range(length):
            tape.log(dict.fromkeys(names, 0.5))
        view = TimelineView(cx, *(tape[name] for name in names))
        heard = []
        view.observe(lambda change: heard.append(len(change["new"])), "tail")  # noqa: B023
        for _ in range(50):
            tape.log(dict.fromkeys(names, 0.5))
        view.refresh()
        view.close()
        sizes.append(max(heard))
    # 20 messages a second, of 50 steps each, stay under 200 kB a second
    assert 20 * max(sizes) < 200_000


def test_the_table_has_a_line_a_step(cx, tape):
    rows = list(TimelineView(cx, tape["loss"], tape["spectrum"]).table())
    assert rows[0] == ["step", "loss", *(f"spectrum[{i}]" for i in range(4))]
    assert rows[3] == [2, 1 / 3, 0, 1, None, None]
    assert len(rows) == 6


def test_it_says_what_it_draws(cx, tape):
    said = TimelineView(cx, tape["loss"], tape["spectrum"]).describe()
    assert said == (
        "loss over 5 steps, between 0.2 and 1, now 0.2; "
        "spectrum over 5 steps, 0 to 4 numbers a step, between 0 and 3"
    )


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_there_is_a_static_picture(cx, tape, scale):
    many = tv.Tape()
    for step in range(3):
        many.log(many=spectrum(*range(1, 300)), loss=float("nan") if step == 1 else 1.0)
    tracks = (tape["loss"], tape["spectrum"], many["many"], many["loss"], tv.Tape()["none"])
    view = TimelineView(cx, *tracks, spectrum(1, 2), scale=scale, smooth=0.5)
    view.step = 2
    assert view.picture().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"scale": "cubic"}, UnknownName, "linear, log"),
        ({"panels": 3}, UnknownName, "auto, together, apart"),
        ({"smooth": 1.0}, InvalidInput, "less than 1"),
        ({"smooth": "much"}, InvalidInput, "number is needed"),
    ],
)
def test_bad_options_are_refused(cx, tape, options, error, says):
    with pytest.raises(error, match=says):
        TimelineView(cx, tape["loss"], **options)


def test_bad_fields_are_refused(cx):
    with pytest.raises(InvalidInput, match="no fields"):
        TimelineView(cx)
    for given in (cx["birth1"], [1, 2], None):
        with pytest.raises(InvalidInput, match="kind number or numbers"):
            TimelineView(cx, given)


def test_a_track_that_turns_out_to_be_something_else_is_a_fault(cx):
    tape = tv.Tape()
    view = TimelineView(cx, tape["f"])
    tape.log(f=cx["birth1"])
    deadline = time.monotonic() + 5
    while not view.fault and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "kind number or numbers" in view.fault
    view.close()
