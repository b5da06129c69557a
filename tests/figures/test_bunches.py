import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.bunches import bunches
from tdlviz.figures.look import SHAPES
from tdlviz.views.colours import DIMENSIONS
from tdlviz.views.diagram_frame import CLASSES, by_place, shown


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(20), max_edge=1.9)


@pytest.fixture(scope="module")
def star():
    sphere = tv.rips(tv.data.sphere(40), max_edge=0.8)
    return tv.lower_star(sphere, tv.Field("x", sphere.positions[:, 0], 0, kind="scalar"))


def seen(cx, *first, against=(), matching="bottleneck"):
    return bunches(shown(cx, by_place(first, against), matching))


def test_a_bar_is_told_with_its_cells(cx):
    field = tv.persistence(cx, 1)
    (bunch,) = seen(cx, field)
    said = bunch.naming(np.array([0, 0]))
    (born, died), (birth, death) = field.values[0], field.index[0]
    assert said["customdata"].tolist() == [[0, born]] * 2
    assert said["text"] == [f" by edge {birth}, dies {died:.4g} by face {death}"] * 2
    assert said["hovertemplate"].startswith("H1 bar %{customdata[0]}, born %{customdata[1]")
    (endless,) = seen(cx, tv.persistence(cx, 0))
    assert sum("never dies" in told for told in endless.naming(np.arange(20))["text"]) == 1


def test_extended_classes_have_their_look(star):
    fields = [field for dim in (0, 1, 2) for field in tv.extended_persistence(star, dim)]
    by_style = {bunch.style: bunch for bunch in seen(star, *fields) if len(bunch.bars)}
    assert {1, 2, 3} <= {*by_style}
    endings = {1: "-dot", 2: "-open", 3: "-open-dot"}
    for style, ending in endings.items():
        assert by_style[style].symbol == SHAPES[by_style[style].dim] + ending
    for style, bunch in by_style.items():
        assert (bunch.hollow, bunch.backwards) == (style >= 2, style % 2 == 1)
        assert bunch.hue("dark") == DIMENSIONS["dark"][bunch.dim]
        assert CLASSES[style] in bunch.naming(np.array([0]))["text"][0]


def test_relative_bars_are_of_one_dimension_more(star):
    (relative,) = [b for b in seen(star, *tv.extended_persistence(star, 1)) if b.style == 1]
    assert (relative.field.rank, relative.dim) == (0, 1)


def test_a_field_of_both_directions_is_two_bunches():
    cx = tv.Complex.from_facets([[0, 1]])
    both = tv.Field("D", [[0.0, 1.0], [1.0, 0.5]], 0, [[0, 0], [1, 0]], kind="diagram")
    up, down = seen(cx, both)
    assert (up.name, down.name) == ("D, ordinary", "D, relative")
    assert (up.bars.tolist(), down.bars.tolist()) == ([0], [1])


def test_a_second_diagram_has_partners_and_no_cells(cx):
    field = tv.persistence(cx, 1)
    first, second = seen(cx, field, against=[field])
    assert (first.second, second.second, second.hollow) == (False, True, True)
    told = second.naming(np.array([0]))["text"][0]
    assert " by " not in told
    assert told.endswith("matched with H1 bar 0, 0 apart")
