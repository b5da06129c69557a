import numpy as np
import pytest

import tdlviz.lift.pairs as module
from tdlviz.lift.pairs import Pairs


@pytest.mark.parametrize("table", [0, 2**22])
def test_a_table_and_a_search_find_the_same_pairs(monkeypatch, rng, table):
    monkeypatch.setattr(module, "TABLE", table)
    there = rng.random((30, 30)) < 0.2
    i, j = np.indices((30, 30)).reshape(2, -1)
    pairs = Pairs(30, np.flatnonzero(there))
    assert np.array_equal(pairs.has(i, j), there.reshape(-1))
    after = pairs.places_after(np.array([3]), np.array([7]))[0]
    assert after == there.reshape(-1)[: 3 * 30 + 8].sum()


@pytest.mark.parametrize("table", [0, 2**22])
def test_no_pairs(monkeypatch, table):
    monkeypatch.setattr(module, "TABLE", table)
    assert not Pairs(4, np.zeros(0, np.int64)).has(np.array([1, 2]), np.array([2, 3])).any()
