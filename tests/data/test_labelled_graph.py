import numpy as np

from tdlviz.data.labelled_graph import labelled_graph

PAIRS = np.array([[0, 1], [1, 0], [1, 1], [2, 1], [2, 1]])


def test_loops_and_repeats_are_counted_by_the_rule():
    one = labelled_graph("here", PAIRS, np.eye(3), np.arange(3), {})
    assert (one["loops"].values, one["repeats"].values) == (1, 2)
    two = labelled_graph("here", PAIRS, np.eye(3), np.arange(3), {}, mirrored=True)
    assert (two["loops"].values, two["repeats"].values) == (1, 1)
    assert np.asarray(two.cells(1)).tolist() == [[0, 1], [1, 2]]
    none = labelled_graph("here", PAIRS[:0], np.eye(3), np.arange(3), {})
    assert none.counts == (3, 0)
