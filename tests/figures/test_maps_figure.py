import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.maps_figure import MOST, maps_figure
from tdlviz.views.colours import DIVERGING, THEMES


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(30, noise=0.1), max_edge=0.9)


def maps(cx, count, d=2, e=3):
    pairs = [[face, cell] for cell, row in enumerate(np.asarray(cx.cells(1))) for face in row]
    values = np.random.default_rng(0).normal(size=(count, d, e))
    return tv.Field("F", values, 0, pairs[:count], kind="maps")


def test_entries_are_those_of_the_field_on_a_symmetric_scale(cx):
    field = maps(cx, 10)
    part = maps_figure(cx, field)
    heat, labels = part.panes[0].traces
    entries = heat.z[np.isfinite(heat.z)]
    np.testing.assert_array_equal(np.sort(entries), np.sort(field.values.astype("f4").ravel()))
    assert heat.zmax == -heat.zmin == pytest.approx(np.abs(field.values).max())
    assert [stop for _, stop in heat.colorscale] == list(DIVERGING)
    assert labels.text == tuple(f"{a}→{b}" for a, b in field.index)
    assert (part.title, part.note) == ("F: 10 maps, 2 × 3", "")
    assert part.bar is not None


def test_each_entry_is_told_with_its_map(cx):
    field = maps(cx, 4)
    heat = maps_figure(cx, field).panes[0].traces[0]
    a, b = field.index[2]
    place = np.argwhere(heat.text == f"vertex {a} → edge {b}, row 1, column 2")
    assert heat.z[tuple(place[0])] == np.float32(field.values[2, 1, 2])


def test_missing_entries_have_their_colour_and_are_counted(cx):
    values = maps(cx, 3).values.copy()
    values[1, 0, 0] = np.nan
    field = tv.Field("F", values, 0, maps(cx, 3).index, kind="maps")
    part = maps_figure(cx, field, theme="dark")
    gaps = part.panes[0].traces[1]
    assert np.isfinite(gaps.z).sum() == 1
    assert gaps.colorscale[0][1] == THEMES["dark"]["missing"]
    assert part.note == "1 entry is missing."


def test_the_first_maps_are_shown_and_the_others_counted(cx):
    part = maps_figure(cx, maps(cx, MOST + 1), maps(cx, 3, 200, 200))
    assert part.note == ("Shown: the first 72 of 73 maps of F. Shown: the first 1 of 3 maps of F.")
    assert np.isfinite(part.panes[0].traces[0].z).sum() == MOST * 6


def test_several_fields_share_one_scale(cx):
    part = maps_figure(cx, maps(cx, 5), maps(cx, 5, 1, 1))
    assert [pane.title for pane in part.panes] == ["F", "F"]
    assert len({pane.traces[0].zmax for pane in part.panes}) == 1


def test_names_are_left_out_where_they_would_overlap(cx):
    wide = maps_figure(cx, maps(cx, MOST), width=700).panes[0].traces
    narrow = maps_figure(cx, maps(cx, MOST), width=200).panes[0].traces
    assert (len(wide), len(narrow)) == (2, 1)


def test_no_maps_are_an_empty_strip(cx):
    part = maps_figure(cx, maps(cx, 5)[:0])
    assert part.title == "F: 0 maps, 2 × 3"
    assert not np.isfinite(part.panes[0].traces[0].z).any()
