import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


@pytest.mark.parametrize("seed", range(4))
def test_s177_profile_is_of_incident_edges(seed):
    graph = nx.gnp_random_graph(25, 0.12, seed=seed)
    cx = tv.clique(graph)
    for curvature in (tv.ollivier_curvature(cx), tv.forman_curvature(cx)):
        profile = tv.local_curvature_profile(cx, curvature)
        assert (profile.kind, profile.rank, profile.values.shape) == ("vector", 0, (25, 5))
        for vertex, row in enumerate(profile.values):
            near = curvature.values[(np.asarray(cx.cells(1)) == vertex).any(axis=1)]
            if len(near):
                wanted = [near.min(), near.max(), near.mean(), near.std(), np.median(near)]
                assert row == pytest.approx(wanted)
            else:
                assert np.isnan(row).all()


def test_ollivier_is_taken_where_none_is_given():
    cx = tv.clique(nx.karate_club_graph())
    ours = tv.local_curvature_profile(cx).values
    given = tv.local_curvature_profile(cx, tv.ollivier_curvature(cx)).values
    assert np.array_equal(ours, given)


def test_other_fields_are_refused():
    cx = tv.clique([[0, 1], [1, 2]])
    for field in (
        tv.lower_star(cx, [0, 1, 2])["birth0"],
        tv.ollivier_curvature(cx)[:1],
        "ollivier",
    ):
        with pytest.raises(InvalidInput, match="a scalar field on all edges"):
            tv.local_curvature_profile(cx, field)
    with pytest.raises(InvalidInput, match="2 cells have rank 1"):
        tv.local_curvature_profile(cx, tv.Field("f", [1.0], 1, kind="scalar"))
