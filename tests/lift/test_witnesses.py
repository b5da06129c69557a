import numpy as np
import pytest
from scipy.spatial.distance import cdist

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.lift.witnesses import witnesses


def test_names_and_places_of_landmarks():
    points = np.random.default_rng(0).random((9, 2))
    by_name = witnesses(points, np.array([4, 1], np.uint8), "lazy", None, None, 2)
    by_place = witnesses(points, points[[4, 1]].tolist(), "weak", None, 0.5, 2)
    assert by_name.names.tolist() == [4, 1]
    assert by_place.names is None
    assert (by_name.nu, by_name.most, by_place.most) == (1, None, 0.5)
    for asked in (by_name, by_place):
        assert np.array_equal(asked.places, points[[4, 1]])
        assert np.allclose(asked.squares, cdist(points[[4, 1]], points) ** 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"landmarks": [0, 0]}, "twice"),
        ({"landmarks": [0, 3]}, "points are 0 to 2"),
        ({"landmarks": [-1]}, "points are 0 to 2"),
        ({"landmarks": []}, "at least one name"),
        ({"landmarks": [0.5]}, "at least one name"),
        ({"landmarks": [True]}, "at least one name"),
        ({"landmarks": [[1.0]]}, r"\(l, 2\) coordinates"),
        ({"landmarks": [[np.nan, 0]]}, "row 0"),
        ({"nu": 4}, "at most 3"),
        ({"nu": 1, "kind": "weak"}, "belongs to"),
        ({"max_birth": -1}, ">= 0"),
        ({"max_dim": -1}, "at least 0"),
        ({"max_cells": 0}, "at least 1"),
    ],
)
def test_bad_input(arguments, words):
    with pytest.raises(InvalidInput, match=words):
        tv.witness(**{"points": np.eye(3, 2), "landmarks": [0, 1, 2], **arguments})


def test_unknown_kinds():
    with pytest.raises(UnknownName, match="lazy, weak, strong"):
        tv.witness(np.eye(3), [0], kind="relaxed")


def test_too_many_distances_are_refused():
    with pytest.raises(TooLarge, match="distances"):
        tv.witness(np.zeros((20_000, 1)), np.zeros((20_000, 1)))
