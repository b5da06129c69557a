"""The colour of every cell, against the tables of the views."""

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.shades import STEPS, ends, groups, on_cells, paint, stepped
from tdlviz.views.colours import OKABE_ITO, THEMES, VIRIDIS


@pytest.fixture(scope="module")
def cx():
    return tv.Complex.from_polygons([[0, 1, 2, 3], [2, 3, 4]], 5)


def scalar(values, rank=0, index=None):
    return tv.Field("x", values, rank, index, kind="scalar")


def test_plain_cells_have_the_colour_of_their_rank(cx):
    for rank, name in enumerate(("vertex", "edge", "face")):
        (group,) = groups(cx, rank, None, "dark")
        assert group.colour == THEMES["dark"][name]
        assert group.cells.tolist() == list(range(cx.counts[rank]))


def test_a_scalar_on_vertices_runs_over_cells_and_what_lacks_a_corner_is_missing(cx):
    field = scalar([0.0, 1.0, 2.0, 3.0, np.nan])
    known, missing = groups(cx, 2, field, "light")
    assert known.cells.tolist() == [0]
    assert known.colour.tolist() == [1.5]
    assert (missing.cells.tolist(), missing.name) == ([1], "1 missing")
    assert missing.colour == THEMES["light"]["missing"]
    values = on_cells(cx, field, 1)
    corners = np.asarray(cx.cells(1))
    np.testing.assert_allclose(values, np.asarray(field)[corners].mean(axis=1))


def test_a_field_on_some_cells_leaves_the_others_missing(cx):
    known, missing = groups(cx, 1, scalar([5.0, np.inf], 1, [2, 0]), "light")
    assert known.cells.tolist() == [2]
    assert missing.cells.tolist() == [0, 1, 3, 4, 5]


def test_a_scalar_of_another_rank_does_not_paint(cx):
    assert groups(cx, 0, scalar(np.arange(6.0), 1), "light")[0].colour == THEMES["light"]["vertex"]


def test_labels_have_the_hues_of_the_views_and_share_them_in_turn(cx):
    many = tv.Complex.from_facets([[i] for i in range(20)])
    found = groups(many, 0, tv.Field("y", np.arange(20) * 3, 0, kind="label"), "light")
    assert [group.colour for group in found] == list(OKABE_ITO)
    assert found[0].cells.tolist() == [0, 8, 16]
    assert found[0].name == "0, 24, 48"
    two = groups(cx, 0, tv.Field("y", [7, 7, 9, 9, 9], 0, kind="label"), "light")
    assert [(g.name, g.colour, len(g.cells)) for g in two] == [
        ("7", OKABE_ITO[0], 2),
        ("9", OKABE_ITO[1], 3),
    ]
    assert len(groups(cx, 1, tv.Field("y", [0] * 5, 0, kind="label"), "light")) == 1


def test_steps_are_colours_of_the_views_and_keep_every_cell():
    many = tv.Complex.from_facets([[i] for i in range(200)])
    field = scalar(np.linspace(-3, 5, 200))
    low, high = ends(many, field)
    assert (low, high) == (-3, 5)
    found = stepped(groups(many, 0, field, "light"), (low, high))
    assert len(found) == STEPS + 1
    assert (found[0].colour, found[-1].colour) == (VIRIDIS[0], VIRIDIS[-1])
    assert found[17].colour == VIRIDIS[5]  # 17/51 of the scale is the fifth of 15 stops
    assert np.sort(np.concatenate([group.cells for group in found])).tolist() == list(range(200))


def test_a_value_alone_stands_in_the_middle_of_its_scale(cx):
    field = scalar(np.full(5, 2.0))
    assert ends(cx, field) == (1.5, 2.5)
    (group,) = groups(cx, 0, field, "light")
    assert paint(group, (1.5, 2.5))["color"].tolist() == [2.0] * 5
    (middle,) = stepped([group], (1.5, 2.5))
    assert middle.colour not in (VIRIDIS[0], VIRIDIS[-1])


def test_a_number_beyond_what_is_drawn_is_refused(cx):
    with pytest.raises(tv.core.errors.InvalidInput, match="draws numbers up to"):
        groups(cx, 0, scalar([1e300, 0, 0, 0, 0]), "light")
