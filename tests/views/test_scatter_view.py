from itertools import pairwise

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.views.payload import unpack
from tdlviz.views.plane import principal_plane
from tdlviz.views.scatter_view import ScatterView


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(12), max_edge=0.7)


@pytest.fixture
def hidden(rng):
    return Field("hidden", rng.normal(size=(12, 5)), 0, kind="vector")


def test_show_draws_vectors_as_points(cx, hidden):
    view = tv.show(cx, hidden, color=Field("label", np.arange(12) % 3, 0, kind="label"))
    assert isinstance(view, ScatterView)
    arrays, values = unpack(view.channels)
    assert arrays["places"].shape == (12, 2)
    assert arrays["cells"].tolist() == list(range(12))
    assert np.round(arrays["color"] * 255).tolist() == [0, 1, 2] * 4
    low, high = arrays["places"].min(axis=0), arrays["places"].max(axis=0)
    np.testing.assert_allclose(values["extent"], [*low, *high], rtol=1e-6)
    assert "keep" in values["remark"]


def test_some_cells_of_any_rank_with_their_channels(cx):
    some = Field("z", [[0.0, 1], [2, np.nan], [3, 4]], 1, [5, 0, 3], kind="vector")
    view = ScatterView(cx, some, size="birth1")
    arrays, values = unpack(view.channels)
    assert arrays["cells"].tolist() == [5, 0, 3]
    assert arrays["places"][[0, 2]].tolist() == [[0, 1], [3, 4]]
    assert values["lost"] == 1
    births = cx.births[1]
    np.testing.assert_allclose(
        arrays["size"] * (births.max() - births.min()) + births.min(),
        births[[5, 0, 3]],
        atol=1e-6,
    )


def test_the_axes_of_all_steps_match(cx, rng):
    tape, base = tv.Tape(), rng.normal(size=(12, 5)) * [9, 5, 1, 1, 1]
    view = ScatterView(cx, tape["hidden"])
    assert "no vectors yet" in view.describe()
    for step in range(4):
        turned = base * [1, 1 + step, 1, 1, 1]
        tape.log(hidden=Field("hidden", turned, 0, kind="vector"))
    places = [view.plane(tape["hidden"].at(step)).places for step in range(4)]
    for before, after in pairwise(places):
        assert (before * after).sum() > 0.9 * np.linalg.norm(before) * np.linalg.norm(after)
    alone = [principal_plane(tape["hidden"].at(step).values).places for step in (0, 1)]
    assert (alone[0] * alone[1]).sum() < 0  # and would not by themselves
    view.complete()
    arrays, _ = unpack(view.history)
    assert arrays["steps"].tolist() == [0, 1, 2, 3]


def test_axes_chooses_coordinates(cx, hidden):
    arrays, values = unpack(ScatterView(cx, hidden, axes=(0, 3)).channels)
    np.testing.assert_allclose(arrays["places"], np.float32(hidden.values[:, [0, 3]]))
    assert values["labels"] == ["coordinate 0", "coordinate 3"]


def test_it_says_and_lists_what_it_draws(cx, hidden):
    view = ScatterView(cx, hidden, color="birth0")
    said = "hidden: 12 points of R^5 on cells of rank 0, colour by birth0"
    assert view.describe() == said
    rows = list(view.table())
    assert rows[0] == ["cell", "x", "y", *(f"hidden[{i}]" for i in range(5)), "birth0"]
    assert rows[3][0] == 2
    assert rows[3][3:] == [*hidden.values[2], 0.0]


@pytest.mark.parametrize("color", [None, "birth0", "label"])
def test_there_is_a_static_picture(cx, hidden, color):
    label = Field("label", np.arange(12) % 5, 0, kind="label")
    view = ScatterView(cx, hidden, color=label if color == "label" else color, size="birth0")
    assert view.picture().startswith(b"\x89PNG")
    assert ScatterView(cx, tv.Tape()["none"]).picture().startswith(b"\x89PNG")


def test_bad_input_is_refused(cx, hidden):
    for vectors in ((), (hidden, hidden)):
        with pytest.raises(InvalidInput, match="one field of kind vector"):
            ScatterView(cx, *vectors)
    for axes in ((0, 0), (1,), "01", (0, -1), 3):
        with pytest.raises(InvalidInput, match="axes"):
            ScatterView(cx, hidden, axes=axes)
    with pytest.raises(InvalidInput, match="kind vector"):
        ScatterView(cx, cx["birth1"])
    with pytest.raises(InvalidInput, match="rank 0"):
        ScatterView(cx, hidden, color="birth1")
    with pytest.raises(InvalidInput, match="coordinates 0 to 4"):
        ScatterView(cx, hidden, axes=(0, 7))
