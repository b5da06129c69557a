from itertools import pairwise

import plotly.graph_objects as go
import pytest

from tdlviz.figures.domains import BAR, Domain, columns, grid, place_bar
from tdlviz.figures.panes import Pane, Part


@pytest.mark.parametrize("parts", [1, 2, 4])
def test_parts_share_the_width_and_do_not_touch(parts):
    places = [columns(place, parts, False) for place in range(parts)]
    assert places[0][0] == 0
    assert places[-1][1] == pytest.approx(1)
    assert all(one[1] < other[0] for one, other in pairwise(places))
    assert columns(0, parts, True)[1] == pytest.approx(places[0][1] - BAR)


@pytest.mark.parametrize(("count", "across"), [(1, 1), (3, 3), (8, 4), (5, 1), (30, 6)])
def test_panes_fill_their_part_without_overlap(count, across):
    places = list(grid(Part([Pane([])] * count, "", columns=across), 0.2, 0.9))
    assert len(places) == count
    assert min(place.x[0] for place in places) == pytest.approx(0.2)
    assert max(place.x[1] for place in places) <= 0.9 + 1e-9
    assert (places[0].y[1], places[-1].y[0]) == (1, pytest.approx(0, abs=1e-9))
    for i, (x, y) in enumerate(places):
        assert x[0] < x[1]
        assert y[0] < y[1]
        for other in places[:i]:
            assert x[0] > other.x[1] or x[1] < other.x[0] or y[1] < other.y[0]


def test_a_bar_stands_in_the_room_that_its_pane_leaves():
    bar = go.Heatmap(colorbar={"thickness": 10}).colorbar
    (domain,) = grid(Part([Pane([], bar=bar)], ""), 0, 1)
    assert domain.x == (0, 1 - BAR)
    place_bar(bar, domain)
    assert domain.x[1] < bar.x < 1
    assert (bar.y, bar.len) == (0.5, 0.95)
    place_bar(None, Domain((0, 1), (0, 1)))
