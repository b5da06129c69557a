import numpy as np

from tdlviz.topology.landscape_kernel import keep_highest


def test_bars_enter_by_height():
    highest = np.full((2, 2, 3), -1)
    born, died = np.array([0.0, 0, 1, 0]), np.array([2.0, 6, 3, 4])
    keep_highest(highest, np.array([0, 0, 0, 1]), born, died, np.array([1.0, 2, 3]))
    # at 1 the tents of bars 0 and 1 are as high, and the first stays; bar 2 begins there
    assert highest.tolist() == [[[0, 1, 1], [1, 2, -1]], [[3, 3, 3], [-1, -1, -1]]]
