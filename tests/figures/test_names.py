import numpy as np

import tdlviz as tv
from tdlviz.figures.names import called, cell_word, naming


def test_a_cell_is_named_with_its_birth_and_the_value_that_colours_it():
    cx = tv.rips(tv.data.circle(12), max_edge=1.2)
    color = tv.Field("f<b>", np.arange(12.0), 0, kind="scalar")
    said = naming(cx, 1, np.array([3, 5]), color)
    ends = np.asarray(cx.cells(1))[[3, 5]]
    expected = np.column_stack([[3, 5], cx.births[1][[3, 5]], ends.mean(axis=1)])
    np.testing.assert_allclose(said["customdata"], expected)
    first, second = said["hovertemplate"].split("<br>")
    assert first == "edge %{customdata[0]}, enters at %{customdata[1]:.4~g}"
    assert second == "f&lt;b&gt; %{customdata[2]:.4~g}<extra></extra>"


def test_without_births_and_colour_there_is_the_name_alone():
    cx = tv.Complex.from_facets([[0, 1, 2]])
    said = naming(cx, 2, np.array([0]), None)
    assert said["customdata"].tolist() == [[0]]
    assert said["hovertemplate"] == "face %{customdata[0]}<extra></extra>"


def test_what_one_cell_of_a_rank_is_called():
    assert [cell_word(rank) for rank in (0, 3, 4)] == ["vertex", "solid", "cell of rank 4:"]


def test_what_cells_without_a_boundary_are_called():
    assert called(tv.hypergraph([[0, 1]]), 1) == "hyperedge"
    ranked = tv.combinatorial([[0, 1, 2], [0, 1]], [2, 1])
    assert [called(ranked, rank) for rank in range(3)] == [
        "vertex",
        "cell of rank 1:",
        "cell of rank 2:",
    ]


def test_words_and_a_second_field_are_told_too():
    cx = tv.Complex.from_facets([[0, 1]])
    fields = [tv.Field(name, [1.0, 2.0], 0, kind="scalar") for name in "fg"]
    said = naming(cx, 0, np.array([1]), *fields, words=["a", "b"])
    assert said["customdata"].tolist() == [[1, 2, 2]]
    assert said["text"] == ["b"]
    assert said["hovertemplate"].startswith("vertex %{customdata[0]}: %{text}<br>f %{customdata[1]")
    assert "<br>g %{customdata[2]" in said["hovertemplate"]
