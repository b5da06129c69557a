import pickle

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.topology.global_sections import global_sections, nearest_global_section


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_they_span_the_kernel_of_the_laplacian(
    random_sheaf, random_functor, simplicial, dense_coboundary, seed: int
) -> None:
    for made in (random_sheaf(seed), random_functor(simplicial(seed), 2, seed)):
        sections = global_sections(made)
        theirs = null_space(dense_coboundary(made, 0), rcond=1e-7)
        assert len(sections) == theirs.shape[1]
        ours = np.reshape([x.values for x in sections], theirs.shape[::-1]).T
        if len(sections):
            assert np.allclose(ours.T @ ours, np.eye(len(sections)), atol=1e-9)
            assert np.allclose(ours @ ours.T, theirs @ theirs.T, atol=1e-6)
        assert all(tv.consistency_radius(made, x) < 1e-6 for x in sections)


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_the_nearest_is_nearest(random_functor, simplicial, seed: int) -> None:
    made = random_functor(simplicial(seed), 2, seed)
    x = np.random.default_rng(seed).normal(size=(made.counts[0], 2))
    nearest = nearest_global_section(made, x).values
    assert tv.consistency_radius(made, nearest) < 1e-6
    for section in global_sections(made):
        assert abs(np.sum((x - nearest) * section.values)) < 1e-8
    assert np.allclose(nearest_global_section(made, nearest).values, nearest, atol=1e-7)


def test_the_view_takes_them() -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0, 1], [1, 2]]), 2)
    first, second = global_sections(made)
    assert np.allclose(abs(first.values.sum(axis=0)), [np.sqrt(3), 0])
    assert np.allclose(abs(second.values.sum(axis=0)), [0, np.sqrt(3)])
    view = tv.show(made.cx, made.maps[0], section=first)
    assert np.allclose(view.frame(view.fields(view.step))[0]["energy"], 0)


def test_isolated_vertices_have_their_own() -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0, 1]], np.zeros((4, 1))), 2)
    assert len(global_sections(made)) == 6


def test_no_vertices() -> None:
    assert global_sections(tv.constant_sheaf(tv.Complex.from_polygons([], 0))) == ()


def test_a_real_graph(data_dir, rng: np.random.Generator) -> None:
    """Trivial but for the bases of its stalks: 3 sections for each connected component."""
    with open(data_dir / "planetoid/cora/raw/ind.cora.graph", "rb") as file:
        lines = pickle.load(file, encoding="latin1")
    graph = nx.Graph([(u, v) for u, near in lines.items() for v in near if u != v])
    cx = tv.clique(graph, max_dim=1)
    at = tv.constant_sheaf(cx).maps[0].index
    basis = [np.linalg.qr(rng.normal(size=(n, 3, 3)))[0] for n in cx.counts[:2]]
    values = basis[1][at[:, 1]].transpose(0, 2, 1) @ basis[0][at[:, 0]]
    made = tv.sheaf(cx, tv.Field("F", values, 0, at, kind="maps"))
    sections = global_sections(made)
    assert len(sections) == 3 * nx.number_connected_components(graph)
    assert max(tv.consistency_radius(made, x) for x in sections[-3:]) < 1e-7
    assert tv.sheaf_cohomology(made)[0] == len(sections)


def test_refuses() -> None:
    with pytest.raises(InvalidInput, match="a Sheaf is needed"):
        global_sections(tv.Complex.from_facets([[0, 1]]))
    many = tv.Complex.from_polygons([], 20_000)
    with pytest.raises(TooLarge, match="20,000 sections"):
        global_sections(tv.constant_sheaf(many))
    assert tv.sheaf_cohomology(tv.constant_sheaf(many))[0] == 20_000
