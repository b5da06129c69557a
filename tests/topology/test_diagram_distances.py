import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def test_all_pairs(diagrams):
    first, second = diagrams(7), diagrams(8)
    for distance, options in ((tv.bottleneck, {}), (tv.wasserstein, {"order": 2})):
        matrix = tv.diagram_distances(first, second, distance, **options)
        expected = [[distance(a, b, **options).distance for b in second] for a in first]
        np.testing.assert_array_equal(matrix, expected)
        own = tv.diagram_distances(first, distance=distance, **options)
        np.testing.assert_allclose(own, tv.diagram_distances(first, first, distance, **options))


@pytest.mark.parametrize(
    ("diagrams", "distance", "says"),
    [
        (3, tv.bottleneck, "a list"),
        ([], "bottleneck", "tv.bottleneck or tv.wasserstein is needed"),
        ([3, 4], tv.bottleneck, "bottleneck: given 3"),
    ],
)
def test_refused(diagrams, distance, says):
    with pytest.raises(InvalidInput, match=says):
        tv.diagram_distances(diagrams, distance=distance)
