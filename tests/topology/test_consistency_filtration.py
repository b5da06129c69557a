import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.consistency_filtration import consistency_filtration


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_a_cell_enters_with_the_worst_of_its_edges(simplicial, random_functor, seed: int) -> None:
    made = random_functor(simplicial(seed), 2, seed)
    x = np.random.default_rng(seed).normal(size=(made.counts[0], 2))
    births = consistency_filtration(made, x).births
    assert births is not None
    assert not births[0].any()
    if made.cx.dim:
        ends = {tuple(cell): e for e, cell in enumerate(np.asarray(made.cx.ranks[1]).tolist())}
        apart = tv.disagreement(made, x).values
        assert np.array_equal(births[1], apart)
        assert max(map(max, filter(len, births))) == tv.consistency_radius(made, x)
        for cells, born in zip(made.cx.ranks[2:], births[2:], strict=True):
            for cell, birth in zip(cells, born.tolist(), strict=True):
                sides = [(u, v) for u in cell.tolist() for v in cell.tolist() if u < v]
                assert birth == max(apart[ends[side]] for side in sides)


def test_two_agreeing_groups_are_two_bars() -> None:
    """Each group agrees on its own; across the bridge they disagree by 3."""
    graph = nx.barbell_graph(4, 0)
    made = tv.constant_sheaf(tv.clique(graph))
    x = np.where(np.arange(8) < 4, 1.0, 4.0)[:, None]
    bars = tv.persistence(consistency_filtration(made, x), 0)
    lengths = bars.values[:, 1] - bars.values[:, 0]
    assert sorted(lengths[lengths > 0].tolist()) == [3, np.inf]


def test_vertices_alone() -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0], [1]]))
    assert consistency_filtration(made, np.ones((2, 1)))["birth0"].values.tolist() == [0, 0]


def test_refuses() -> None:
    with pytest.raises(InvalidInput, match="shape"):
        consistency_filtration(tv.constant_sheaf(tv.Complex.from_facets([[0, 1]])), [[1.0]])
