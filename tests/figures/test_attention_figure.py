import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.figures.attention_figure import attention_figure
from tdlviz.views.attention_view import AttentionView
from tdlviz.views.colours import DIVERGING, THEMES, VIRIDIS

CX = tv.Complex.from_facets([[0, 1], [1, 2], [2, 5], [3, 4]])
PAIRS = [[0, 1], [1, 0], [2, 5], [5, 2]]


def attention(values, pairs=PAIRS, name="a"):
    return tv.Field(name, values, 0, pairs, kind="attention")


def test_each_head_is_a_matrix_of_sources_and_targets():
    values = np.arange(1.0, 9).reshape(4, 2)
    part = attention_figure(CX, attention(values))
    assert part.title == "a: 4 pairs of vertices"
    assert [pane.title for pane in part.panes] == ["head 0", "head 1"]
    for head, pane in enumerate(part.panes):
        (heat,) = pane.traces
        assert list(heat.x) == list(heat.y) == ["0", "1", "2", "5"]
        expected = np.full((4, 4), np.nan)
        for pair, value in zip(PAIRS, values[:, head], strict=True):
            source, target = (["0", "1", "2", "5"].index(str(cell)) for cell in pair)
            expected[source, target] = value
        np.testing.assert_array_equal(heat.z, expected)
        assert (heat.zmin, heat.zmax) == (0, 8)
        assert [stop for _, stop in heat.colorscale] == list(VIRIDIS)
        assert "vertex %{y} → vertex %{x}" in heat.hovertemplate
    assert [pane.traces[0].showscale for pane in part.panes] == [True, False]


def test_negative_scores_are_signed():
    heat = attention_figure(CX, attention([[-1.0], [2], [0], [1]])).panes[0].traces[0]
    assert (heat.zmin, heat.zmax) == (-2, 2)
    assert heat.colorscale[8][1] == DIVERGING[8]


def test_missing_and_repeated_pairs_are_told():
    field = attention([[0.25], [0.5], [np.nan]], [[0, 1], [0, 1], [1, 2]])
    part = attention_figure(CX, field, theme="dark")
    main, gaps = part.panes[0].traces
    assert main.z[0, 1] == 0.75
    assert np.argwhere(np.isfinite(gaps.z)).tolist() == [[1, 2]]
    assert gaps.colorscale[0][1] == THEMES["dark"]["missing"]
    assert part.note == (
        "1 entry is missing. 1 numbers are on a pair that has one already, and added."
    )


@pytest.mark.parametrize(("heads", "columns"), [(1, 1), (2, 2), (4, 2), (8, 4), (12, 4)])
def test_heads_fill_a_wide_grid_and_axes_are_named_at_its_edge(heads, columns):
    part = attention_figure(CX, attention(np.ones((4, heads))))
    assert part.columns == columns
    down = [place for place, p in enumerate(part.panes) if p.y["title"]["text"]]
    along = [place for place, p in enumerate(part.panes) if p.x["title"]["text"]]
    assert down == list(range(0, heads, columns))
    assert along == list(range(heads - columns, heads))


def test_several_fields_name_their_heads():
    part = attention_figure(CX, attention(np.ones((4, 1))), attention(np.ones((4, 1)), name="b"))
    assert [pane.title for pane in part.panes] == ["a, head 0", "b, head 0"]


def test_too_many_cells_for_a_matrix_are_refused():
    many = np.arange(1002)
    pairs = np.column_stack([many, many[::-1]])
    with pytest.raises(TooLarge, match=r"1,004,004 entries; .* take some of its pairs, as in a\["):
        attention_figure(CX, attention(np.ones((1002, 1)), pairs))


def test_no_heads_and_no_pairs_are_empty():
    assert attention_figure(CX, attention(np.ones((4, 0)))).panes == []
    none = attention(np.ones((0, 1)), np.zeros((0, 2), dtype=int))
    assert attention_figure(CX, none).panes[0].traces[0].z.shape == (0, 0)
    assert tv.figure(CX, attention(np.ones((4, 0)))).data == ()


def test_triples_are_summed_over_their_third_cell_as_in_the_view():
    index = [[0, 1, 2], [0, 1, 5], [1, 0, 2], [2, 1, 0]]
    values = np.array([[0.25, 1], [0.5, 2], [1.0, 3], [np.nan, 4]])
    field = tv.Field("t", values, 0, index, kind="triples")
    part = attention_figure(CX, field)
    assert part.title == "t: 4 triples of vertices"
    assert part.note == "1 entry is missing. Triples are summed over their third cell."
    found = AttentionView(CX, field).sheets({"0": field})["attention"]["0"]
    for pane, weights in zip(part.panes, found.weights, strict=True):
        main = pane.traces[0]
        assert list(main.x) == ["0", "1", "2"]
        known = np.isfinite(weights)
        row, column = found.cells[known].T
        np.testing.assert_allclose(main.z[row, column], weights[known])
        assert np.isfinite(main.z).sum() == known.sum()


def test_words_name_rows_and_columns_even_where_they_are_said_twice():
    words = ["the", "cat", "on", "-", "-", "the"]
    pane = attention_figure(CX, attention(np.ones((4, 1))), labels=words).panes[0]
    assert list(pane.traces[0].y) == ["the (0)", "cat (1)", "on (2)", "the (5)"]
    assert pane.y["tickvals"] == list(pane.traces[0].y)
    assert pane.y["ticktext"] == ["the", "cat", "on", "the"]
    with pytest.raises(InvalidInput, match="6 cells have this rank"):
        attention_figure(CX, attention(np.ones((4, 1))), labels=["a"])
