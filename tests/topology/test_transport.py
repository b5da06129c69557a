import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.topology.transport import transport_cost


@settings(max_examples=40)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10**6))
def test_equals_the_network_simplex_of_pot(n, m, seed):
    ot = pytest.importorskip("ot")
    rng = np.random.default_rng(seed)
    cost = rng.integers(0, 4, (n, m))
    supply, demand = (rng.integers(1, 6, k).astype(float) for k in (n, m))
    supply, demand = supply / supply.sum(), demand / demand.sum()
    theirs = ot.emd2(supply, demand, cost.astype(float))
    assert transport_cost(cost, supply.copy(), demand.copy()) == pytest.approx(theirs, abs=1e-12)


def test_one_source_for_many():
    cost = np.tile([1, 2, 3], (1, 1000))
    assert transport_cost(cost, np.ones(1), np.full(3000, 1 / 3000)) == pytest.approx(2)
