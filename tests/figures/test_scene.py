import numpy as np
import pytest

import tdlviz as tv
from tdlviz.figures.scene import Scene
from tdlviz.views.colours import OKABE_ITO, THEMES
from tdlviz.views.guise import guise
from tdlviz.views.layout import layout


def scene(cx, **more):
    given = {"color": None, "sizes": None, "opacity": 0.35, "theme": "light", **more}
    return Scene(cx, layout(cx), **given)


def test_what_has_entered_at_a_threshold():
    cx = tv.rips(tv.data.circle(12), max_edge=1.2)
    for rank, shown in enumerate(scene(cx).shown(0.6)):
        assert shown.tolist() == (cx.births[rank] <= 0.6).tolist()
    assert all(shown.all() for shown in scene(cx).shown(None))


@pytest.mark.parametrize(
    ("side", "opacity", "solid"), [(50, 1.0, True), (50, 0.9, False), (9, 1.0, False)]
)
def test_a_dense_solid_surface_is_drawn_without_its_edges(side, opacity, solid):
    image = tv.cubical(np.zeros((side, side)))
    assert scene(image, opacity=opacity).solid == solid


def test_a_solid_cloud_of_points_is_not_drawn_away():
    assert not scene(tv.Complex.from_facets([[i] for i in range(6000)]), opacity=1.0).solid


def test_edges_and_vertices_are_thinner_in_a_crowd():
    places = np.zeros((20_001, 2))
    few, many = (
        tv.Complex.from_facets([[i, i + 1] for i in range(n)], places) for n in (10, 20_000)
    )
    assert scene(few).width(1.2) == 1.2
    assert scene(many).width(1.2) == pytest.approx(0.6)


def test_hulls_have_hues_of_their_own_and_layers_none():
    cx = tv.hypergraph([[i, i + 1] for i in range(8)])
    found = guise(cx)
    hulls = scene(cx, hulls=found.hulls)
    assert [group.colour for group in hulls.groups(1)] == list(OKABE_ITO[:6])
    assert hulls.groups(1)[1].cells.tolist() == [1, 7]
    assert hulls.groups(0)[0].colour == THEMES["light"]["vertex"]
    layers = Scene(cx, guise(cx, "layered").drawing, None, None, 1, "light")
    assert [layers.groups(rank)[0].colour for rank in (0, 1)] == [THEMES["light"]["vertex"]] * 2


def test_in_layers_and_hulls_a_field_colours_its_own_rank_alone():
    cx = tv.Complex.from_facets([[0, 1, 2], [1, 2, 3]], np.eye(4)[:, :2])
    field = tv.Field("f", np.arange(4.0), 0, kind="scalar")
    by_cells = scene(cx, color=field)
    assert all(by_cells.color_of(rank) is field for rank in range(3))
    layers = Scene(cx, guise(cx, "layered").drawing, field, None, 1, "dark")
    assert [layers.color_of(rank) for rank in range(3)] == [field, None, None]
    assert layers.groups(2)[0].colour == THEMES["dark"]["missing"]
    assert layers.tints(1, np.arange(2)) == {}


def test_an_image_has_a_scale_as_a_scalar_has():
    cx = tv.cubical(np.arange(6.0).reshape(2, 3))
    assert scene(cx, color=cx["image"]).scale == (0, 5)
