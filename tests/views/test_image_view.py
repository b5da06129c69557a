import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.views import image_view
from tdlviz.views.image_view import ImageView
from tdlviz.views.payload import unpack

IMAGE = np.array([[3.0, -1.0, 2.0], [0.0, 5.0, 4.0]])


@pytest.fixture
def cx():
    return tv.cubical(IMAGE)


def test_the_kind_image_picks_the_view_and_a_complex_paints_it_too(cx):
    assert isinstance(tv.show(cx, cx["image"]), ImageView)
    painted = tv.show(cx, color="image").painted({"colour": cx["image"]})
    assert painted["colour"].meaning["low"] == -1


def test_the_browser_gets_bytes_and_no_cells(cx):
    view = tv.show(cx, cx["image"])
    arrays, values = unpack(view.geometry)
    assert [*arrays] == ["births"]
    assert arrays["births"].tolist() == IMAGE.ravel().tolist()
    assert (values["shape"], values["wraps"], values["cells"]) == ([2, 3], [False, False], True)
    assert (values["counts"], values["last"]) == ([12, 17, 6], 5.0)
    sent, told = unpack(view.channels)
    assert [*sent] == ["codes0"]  # the values are the births
    assert sent["codes0"].tolist() == [170, 1, 128, 43, 255, 213]
    meaning = {"name": "image", "low": -1.0, "high": 5.0, "missing": 0, "same": True}
    assert told["images"] == [meaning]


def test_an_image_of_another_origin_brings_its_numbers_along(cx, monkeypatch):
    guess = Field("guess", [0.5, np.nan, 0.25], 2, [0, 1, 5], kind="image")
    sent, told = unpack(tv.show(cx, cx["image"], guess).channels)
    assert sent["codes1"].tolist() == [255, 0, 0, 0, 0, 1]
    np.testing.assert_array_equal(sent["values1"], [0.5, *[np.nan] * 4, 0.25])
    assert told["images"][1]["missing"] == 4
    monkeypatch.setattr(image_view, "EXACT", 5)
    assert "values1" not in unpack(tv.show(cx, cx["image"], guess).channels)[0]


def test_births_of_ones_own_are_sent(cx):
    births = [np.maximum(cx[f"birth{k}"].values, 0) + k for k in range(3)]
    own = cx.with_fields(*(Field(f"birth{k}", b, k, kind="scalar") for k, b in enumerate(births)))
    arrays, _ = unpack(tv.show(own, own["image"]).geometry)
    for k in range(3):
        np.testing.assert_array_equal(arrays[f"birth{k}"], births[k])


def test_a_large_image_stays_small_on_its_way():
    cx = tv.cubical(np.random.default_rng(0).random((256, 256)))
    view = tv.show(cx, cx["image"])
    assert len(view.geometry) + len(view.channels) < 5 * 256 * 256 + 2000


def test_a_track_is_empty_now_and_alive_below(cx):
    tape = tv.Tape()
    view = tv.show(cx, tape.declare("guess", "image", 2))
    assert "no values yet" in view.describe()
    assert view.picture().startswith(b"\x89PNG")
    tape.log(guess=Field("guess", np.arange(6.0), 2, kind="image"))
    view.refresh()
    assert "guess from 0 to 5" in view.describe()


def test_it_tells_what_it_draws(cx):
    assert tv.show(cx, cx["image"]).describe() == (
        "Image of 2 × 3 pixels, a cubical complex of 12 vertices, 17 edges, 6 faces: "
        "image from -1 to 5"
    )
    volume = tv.cubical(np.zeros((2, 3, 4)), pixels="vertices")
    assert tv.show(volume, volume["image"]).describe().startswith("Volume of 2 × 3 × 4 pixels")


def test_the_table_has_a_line_a_pixel(cx):
    rows = list(tv.show(cx, cx["image"]).table())
    assert rows[0] == ["row", "column", "image", "birth"]
    assert rows[6] == [1, 2, 4.0, 4.0]
    volume = tv.cubical(np.zeros((2, 3, 4)))
    assert next(tv.show(volume, volume["image"]).table())[:3] == ["depth", "row", "column"]


@pytest.mark.parametrize(
    ("options", "error", "rule"),
    [
        ({"map": "jet"}, UnknownName, "viridis, grey"),
        ({"axis": 1}, InvalidInput, "at most 0"),
        ({"at": -1}, InvalidInput, "at least 0"),
        ({"colour": 1}, UnknownName, "options here: map, axis, at"),
    ],
)
def test_options_that_are_refused(cx, options, error, rule):
    with pytest.raises(error, match=rule):
        tv.show(cx, cx["image"], **options)


def test_what_is_no_image_of_the_complex_is_refused(cx):
    with pytest.raises(InvalidInput, match="no images"):
        ImageView(cx)
    with pytest.raises(InvalidInput, match="cells of rank 2"):
        ImageView(cx, Field("corners", np.zeros(12), 0, kind="image"))
    with pytest.raises(InvalidInput, match="cells of rank 2"):
        ImageView(cx, cx["birth2"])
    with pytest.raises(InvalidInput, match=r"as tv\.cubical"):
        ImageView(tv.rips(tv.data.circle(5), max_edge=1), cx["image"])
