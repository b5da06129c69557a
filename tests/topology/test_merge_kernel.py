import numpy as np

from tdlviz.topology.merge_kernel import areas_between


def test_areas_between_two_steps():
    at, steps = np.array([[0.0, 2, 1, 5]]), np.array([[1, -1, 1, -1]])
    offsets = np.array([0, 2, 4, 4])  # 1 on [0, 2), 1 on [1, 5), and nothing
    areas = areas_between(at, steps, offsets, at, steps, offsets, False)
    assert areas.tolist() == [[0, 4, 2], [4, 0, 4], [2, 4, 0]]
    np.testing.assert_array_equal(
        areas_between(at, steps, offsets, at, steps, offsets, True), areas
    )
