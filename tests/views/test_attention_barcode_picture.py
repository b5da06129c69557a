import numpy as np
from matplotlib.figure import Figure

from tdlviz.core.field import Field
from tdlviz.views.attention_barcode_picture import LEAST, MOST, draw_barcodes, small_bars
from tdlviz.views.attention_barcodes import Place
from tdlviz.views.attention_layout import SIDE


def diagram(values, rank=1):
    index = np.zeros((len(values), 2), int)
    return Field(f"H{rank}", np.array(values).reshape(-1, 2), rank, index, kind="diagram")


def test_bars_lie_in_their_square_in_proportion():
    lines = small_bars({0: diagram([[0, 0.5], [0, np.inf]], 0), 1: diagram([[0.25, 0.5]])}, 0, 1)
    across = (np.concatenate([lines[0], lines[1]])[..., 0] - 0.03) / (SIDE - 0.06)
    np.testing.assert_allclose(across, [[0, 0.5], [0, 1], [0.25, 0.5]])
    down = (np.concatenate([lines[0], lines[1]])[:, 0, 1] - 0.03) / (SIDE - 0.06)
    np.testing.assert_allclose(down, (np.arange(3) + 0.5) / LEAST)


def test_of_many_bars_the_longest_are_drawn():
    lives = np.linspace(0.1, 0.9, MOST + 30)
    lines = small_bars({1: diagram(np.column_stack([np.zeros_like(lives), lives]))}, 0, 1)
    assert lines[1].shape == (MOST, 2, 2)
    assert lines[1][:, :, 1].max() < SIDE
    shortest = (lines[1][:, 1, 0].min() - 0.03) / (SIDE - 0.06)
    np.testing.assert_allclose(shortest, lives[30])


def test_all_heads_are_drawn_on_one_scale():
    found = {Place(0, 0, 1): diagram([[0.2, 0.4]]), Place(1, 0, 1): diagram([[0.3, 0.6]])}
    axes = Figure().subplots()
    draw_barcodes(axes, found, None, "title")
    (lines,) = axes.collections
    first, second = (segment[:, 0] for segment in lines.get_segments())
    np.testing.assert_allclose([first[0], second[1]], [0.03, SIDE - 0.03])
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["H1"]
