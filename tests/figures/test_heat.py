import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.figures.heat import MAX_ENTRIES, check_entries, heat, missing_note, scale_of, with_bar
from tdlviz.views.colours import DIVERGING, THEMES, VIRIDIS


@pytest.mark.parametrize(
    ("values", "signed", "ends", "stops"),
    [
        ([1.0, 3.0], False, (0, 3), VIRIDIS),
        ([1.0, -3.0, np.nan, np.inf], False, (-3, 3), DIVERGING),
        ([1.0, 2.0], True, (-2, 2), DIVERGING),
        ([], False, (0, 1), VIRIDIS),
    ],
)
def test_the_scale_is_symmetric_where_signs_count(values, signed, ends, stops):
    scale = scale_of([np.array(values)], signed)
    assert (scale.low, scale.high) == ends
    assert [stop for _, stop in scale.stops] == list(stops)


def test_what_is_missing_has_its_own_colour_and_what_is_open_none():
    z = np.array([[1.0, np.nan], [np.inf, np.nan]])
    missing = np.array([[False, False], [True, False]])
    words = "row %{y}: %{z:.4~g}<extra></extra>"
    main, gaps = heat("A", z, missing, scale_of([z]), "dark", hovertemplate=words)
    np.testing.assert_array_equal(main.z, [[1, np.nan], [np.nan, np.nan]])
    np.testing.assert_array_equal(gaps.z, [[np.nan, np.nan], [1, np.nan]])
    assert {stop for _, stop in gaps.colorscale} == {THEMES["dark"]["missing"]}
    assert gaps.hovertemplate == "row %{y}: missing<extra></extra>"
    assert (main.zmin, main.zmax) == (0, 1)


def test_whole_matrices_are_one_trace_and_get_a_bar():
    z = np.eye(2)
    (main,) = heat("A", z, np.zeros((2, 2), dtype=bool), scale_of([z]), "light")
    assert main.showscale is False
    bar = with_bar(main, "light")
    assert main.showscale
    assert bar.tickfont.color == THEMES["light"]["faint"]


def test_numbers_and_sizes_that_cannot_be_drawn_are_refused():
    z = np.array([[1e300]])
    with pytest.raises(InvalidInput, match="draws numbers up to"):
        heat("A", z, z > 1e301, scale_of([z]), "light")
    check_entries("A", MAX_ENTRIES, "")
    with pytest.raises(TooLarge, match="1,000,001 entries; a figure takes 1,000,000: take less"):
        check_entries("A", MAX_ENTRIES + 1, "take less")


def test_missing_entries_are_counted():
    assert [missing_note(n) for n in (0, 1, 2000)] == [
        "",
        "1 entry is missing.",
        "2,000 entries are missing.",
    ]
