import networkx as nx
import numpy as np
import pytest
from scipy import sparse
from scipy.spatial.distance import pdist, squareform

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName

POINTS = np.random.default_rng(0).random((120, 2))
NEAR = squareform(pdist(POINTS))


@pytest.mark.parametrize(
    ("data", "options"),
    [
        ((POINTS,), {"max_edge": 0.3}),
        ((POINTS,), {"max_edge": 0.2, "collapse": True}),
        ((POINTS,), {"max_dim": 0}),
        ((POINTS,), {"max_dim": 1}),
        ((), {"distances": NEAR, "max_edge": 0.25}),
        ((), {"distances": sparse.csr_array(np.where(NEAR < 0.2, NEAR, 0))}),
        ((tv.data.torus(4000),), {"max_edge": 0.3}),
        (([[1.0]],), {}),
    ],
)
def test_rips_is_exact_up_to_triangles(data, options):
    expected = tv.expect(tv.rips, *data, **options)
    assert expected.exact
    assert expected.counts == tv.rips(*data, **options).counts


def test_higher_ranks_are_close_and_say_so():
    expected = tv.expect(tv.rips, POINTS, max_edge=0.4, max_dim=4)
    made = tv.rips(POINTS, max_edge=0.4, max_dim=4)
    assert expected.sure == (True, True, True, False, False)
    assert expected.counts[:3] == made.counts[:3]
    assert np.allclose(expected.counts, made.counts, rtol=0.25)
    assert "tetrahedra, about" in str(expected)


def test_words():
    graph = nx.complete_graph(5)
    assert str(tv.expect(tv.clique, graph)) == "5 vertices, 10 edges, 10 triangles"
    square = tv.expect(tv.mesh, np.eye(4), [[0, 1, 2, 3]])
    assert str(square) == "4 vertices, 4 edges, 1 faces"


@pytest.mark.parametrize("options", [{"max_edge": 2.0}, {"max_edge": 4.0, "max_dim": 3}])
def test_counts_of_what_could_never_be_made(options):
    points = tv.data.torus(20_000)
    expected = tv.expect(tv.rips, points, **options)
    sample = tv.rips(points[:150], max_cells=30_000_000, **options)
    for rank in (1, 2):
        scale = np.prod([(20_000 - i) / (150 - i) for i in range(rank + 1)])
        assert expected.counts[rank] == pytest.approx(sample.counts[rank] * scale, rel=0.25)


@pytest.mark.parametrize("d", [1, 2, 3, 4])
def test_alpha_is_right_to_a_third(d):
    points = np.random.default_rng(d).random((600, d))
    expected = tv.expect(tv.alpha, points)
    assert not expected.exact
    assert np.allclose(expected.counts, tv.alpha(points).counts, rtol=0.34)


def test_only_known_liftings_and_their_parameters():
    with pytest.raises(UnknownName, match=r"circle.*rips, alpha, clique, mesh"):
        tv.expect(tv.data.circle, 60)
    with pytest.raises(UnknownName, match="rips"):
        tv.expect("rips", POINTS)
    with pytest.raises(InvalidInput, match="max_edge"):
        tv.expect(tv.rips, POINTS, longest=3)
    with pytest.raises(InvalidInput, match="row 0"):
        tv.expect(tv.rips, [[np.nan]])
