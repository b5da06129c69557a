import numpy as np
from matplotlib.figure import Figure

from tdlviz.views.attention_picture import averaged, draw_attention
from tdlviz.views.attention_sheet import Sheet


def test_a_large_matrix_is_averaged_over_the_pairs_that_are_there():
    side = 256
    index = np.stack(np.indices((side, side)).reshape(2, -1), axis=1)
    weights = np.random.default_rng(0).random((1, side * side)).astype(np.float32)
    means, there = averaged(Sheet(index, weights), 0, side)
    blocks = weights.reshape(128, 2, 128, 2).mean(axis=(1, 3))
    np.testing.assert_allclose(means, blocks, rtol=1e-5)
    assert there.all()


def test_what_is_missing_differs_from_where_no_pair_is():
    found = Sheet(np.array([[0, 0], [0, 1]]), np.array([[0.5, np.nan]], dtype=np.float32))
    means, there = averaged(found, 0, 2)
    assert there.tolist() == [[True, True], [False, False]]
    assert np.isnan(means).tolist() == [[False, True], [True, True]]


def test_a_picture_a_head_and_one_bar_of_colours():
    index = np.array([[0, 0], [0, 1]])
    sheets = {
        "0": Sheet(index, np.array([[0.5, -0.5]] * 3, dtype=np.float32)),
        "1": Sheet(index, np.array([[0.5, 0.5]], dtype=np.float32)),
    }
    axes = Figure().subplots()
    draw_attention(axes, sheets, 2, "title")
    assert len(axes.images) == 4
    assert axes.child_axes[0].get_ylim() == (-0.5, 0.5)
    empty = Figure().subplots()
    draw_attention(empty, {}, 2, "nothing yet")
    assert not empty.images


def test_heads_without_cells_are_empty_squares():
    figure = Figure()
    none = Sheet(np.zeros((0, 2), dtype=np.int64), np.zeros((1, 0), dtype=np.float32))
    draw_attention(figure.add_subplot(), {"0": none}, 0, "attention on no cells")
    figure.canvas.draw()
    assert not figure.axes[0].images
