import numpy as np

import tdlviz as tv


def test_on_the_unit_circle_and_evenly_spaced():
    points = tv.data.circle(24)
    assert np.allclose(np.linalg.norm(points, axis=1), 1)
    steps = np.linalg.norm(points - np.roll(points, 1, axis=0), axis=1)
    assert np.allclose(steps, 2 * np.sin(np.pi / 24))
