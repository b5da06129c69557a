from matplotlib.figure import Figure

from tdlviz.views.attention_layout import frame_heads, stands

HEADS = [(0, 0), (0, 1), (2, 0)]


def test_layers_stand_below_each_other():
    assert [place[:4] for place in stands(HEADS, None)] == [
        (0, 0, 0, 0),
        (0, 1, 1, 0),
        (2, 0, 0, 1),
    ]


def test_an_order_fills_rows_and_ends_with_what_it_leaves_out():
    places = stands(HEADS, [(2, 0), (7, 7), (0, 1)])
    assert [place[:2] for place in places] == [(2, 0), (0, 1), (0, 0)]
    assert [place.column for place in places] == [0, 1, 2]
    assert stands([], [(0, 0)]) == []


def test_heads_are_named_by_their_axes_or_each_by_itself():
    for order, said in ((None, []), ([(2, 0)], ["2.0", "0.0", "0.1"])):
        axes = Figure().subplots()
        frame_heads(axes, stands(HEADS, order), order is None, "title")
        assert [text.get_text() for text in axes.texts] == said
        ticks = [tick.get_text() for tick in axes.get_yticklabels()]
        assert ticks == ([] if said else ["0", "2"])
        assert len(axes.patches) == 3
