import sys

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, MissingPackage


def test_all_and_one():
    pytest.importorskip("sklearn")
    points, names = tv.data.digits(labels=True)
    assert points.shape == (1797, 64)
    assert points.dtype == np.float64
    assert (points.min(), points.max()) == (0, 16)
    assert np.array_equal(tv.data.digits(3), points[names == 3])
    assert np.bincount(names).min() > 170


@pytest.mark.parametrize("digit", [10, -1, 1.0, "3", True])
def test_bad_digits(digit):
    with pytest.raises(InvalidInput, match="digit"):
        tv.data.digits(digit)


def test_without_scikit_learn(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(MissingPackage, match="pip install scikit-learn"):
        tv.data.digits()
