import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.views.guise import RANKS, guise

NOTHING = {"color": None, "size": None, "edge": None, "height": None}


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(12), max_edge=1.2)


@pytest.fixture(scope="module")
def hypergraph():
    return tv.hypergraph([[0, 1, 2], [2, 3]])


def test_cells_layers_and_hulls(cx, hypergraph):
    assert guise(cx).by_cells
    assert guise(cx).ranks(cx) == RANKS
    layers = guise(cx, "layered")
    assert layers.drawing.covers is not None
    assert not layers.by_cells
    found = guise(hypergraph)
    assert found.hulls is not None
    assert (np.abs(found.hulls.corners).max(axis=0) <= np.add(found.drawing.extent, 1e-6)).all()
    assert found.ranks(hypergraph)["colour"] == (0, 1)


def test_channels_are_of_a_kind_and_rank_that_the_drawing_shows(cx, hypergraph):
    flow = tv.Field("f", np.arange(cx.counts[1]), 1, kind="scalar")
    assert guise(cx).channels(cx, {**NOTHING, "edge": flow}) == [None, None, flow, None]
    with pytest.raises(InvalidInput, match="rank 0"):
        guise(cx).channels(cx, {**NOTHING, "height": flow})
    with pytest.raises(InvalidInput, match="not in layers"):
        guise(cx, "layered").channels(cx, {**NOTHING, "edge": flow})
