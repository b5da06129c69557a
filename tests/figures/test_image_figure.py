import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.figures.image_figure import image_figure
from tdlviz.views.colours import THEMES, VIRIDIS
from tdlviz.views.image_picture import VEIL

PIXELS = np.arange(12.0).reshape(3, 4) - 4


@pytest.fixture(scope="module")
def cx():
    return tv.cubical(PIXELS)


@pytest.fixture(scope="module")
def volume():
    return tv.cubical(np.random.default_rng(0).random((3, 4, 5)))


def test_an_image_is_a_heat_map_in_the_colours_of_the_view(cx):
    part = image_figure(cx, cx["image"])
    (pane,) = part.panes
    (main,) = pane.traces
    np.testing.assert_array_equal(main.z, PIXELS)
    assert (main.zmin, main.zmax) == (-4, 7)  # not about 0, as in the view
    assert [stop for _, stop in main.colorscale] == list(VIRIDIS)
    assert (pane.y["title"]["text"], pane.x["title"]["text"]) == ("row", "column")
    assert (pane.y["autorange"], pane.y["scaleanchor"]) == ("reversed", True)
    assert part.title == "image: 3 × 4 pixels"


@pytest.mark.parametrize(("map", "veil"), [("viridis", "ground"), ("grey", "face")])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_has_not_entered_is_pale(cx, map, veil, theme):
    part = image_figure(cx, cx["image"], filtration=2, map=map, theme=theme)
    late = part.panes[0].traces[-1]
    np.testing.assert_array_equal(np.isfinite(late.z), PIXELS > 2)
    assert (late.opacity, late.colorscale[0][1]) == (VEIL, THEMES[theme][veil])
    assert part.title.endswith(", up to 2")


@pytest.mark.parametrize(
    ("axis", "names"), [(0, ("row", "column")), (1, ("depth", "column")), (2, ("depth", "row"))]
)
def test_a_volume_is_seen_by_a_slice_on_the_scale_of_all(volume, axis, names):
    values = np.random.default_rng(0).random((3, 4, 5))
    part = image_figure(volume, volume["image"], axis=axis, at=2)
    (main,) = part.panes[0].traces
    np.testing.assert_allclose(main.z, values.take(2, axis=axis), rtol=1e-6)
    assert (main.zmin, main.zmax) == (values.min(), values.max())
    assert (part.panes[0].y["title"]["text"], part.panes[0].x["title"]["text"]) == names
    assert part.title == f"image: 3 × 4 × 5 pixels, slice 2 of axis {axis}"
    assert "slice 1 of axis 0" in image_figure(volume, volume["image"]).title


def test_several_images_stand_side_by_side_and_gaps_are_counted(cx):
    other = tv.Field("other", np.r_[np.nan, np.ones(11)], cx["image"].rank, kind="image")
    part = image_figure(cx, cx["image"], other)
    assert [pane.title for pane in part.panes] == ["image", "other"]
    assert part.columns == 2
    assert part.note == "1 entry is missing."
    main, gaps = part.panes[1].traces
    assert (main.zmin, main.zmax) == (0.5, 1.5)
    assert gaps.colorscale[0][1] == THEMES["light"]["missing"]


def test_a_line_is_one_row():
    line = tv.cubical(np.arange(5.0))
    pane = image_figure(line, line["image"]).panes[0]
    assert pane.traces[0].z.shape == (1, 5)
    assert pane.y["visible"] is False
    assert tv.figure(line, line["image"]).data


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"map": "jet"}, UnknownName, "viridis, grey"),
        ({"axis": 1}, InvalidInput, "axis"),
        ({"at": 4}, InvalidInput, "at"),
        ({"filtration": "low"}, InvalidInput, "finite number"),
    ],
)
def test_bad_options_are_refused(cx, options, error, says):
    with pytest.raises(error, match=says):
        image_figure(cx, cx["image"], **options)


def test_what_is_no_image_or_too_large_is_refused(cx):
    rips = tv.rips(tv.data.circle(12), max_edge=1.2)
    with pytest.raises(InvalidInput, match="as tv"):
        image_figure(rips, cx["image"])
    large = tv.cubical(np.zeros((1001, 1000)))
    with pytest.raises(TooLarge, match="1,001,000 entries"):
        image_figure(large, large["image"])
