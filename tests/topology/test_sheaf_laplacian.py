import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import block_diag, fractional_matrix_power

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.topology.sheaf_laplacian import sheaf_laplacian


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_products_of_coboundaries(
    random_sheaf, random_functor, simplicial, polygonal, dense_coboundary, seed: int
) -> None:
    for made in (
        random_sheaf(seed),
        random_functor(simplicial(seed), 2, seed),
        random_functor(polygonal(seed), 2, seed),
    ):
        for rank in range(made.dim + 1):
            size = made.counts[rank] * made.stalks[rank]
            wanted = np.zeros((size, size))
            if rank < made.dim:
                wanted += dense_coboundary(made, rank).T @ dense_coboundary(made, rank)
            if rank > 0:
                wanted += dense_coboundary(made, rank - 1) @ dense_coboundary(made, rank - 1).T
            ours = sheaf_laplacian(made, rank)
            assert (ours.format, ours.has_canonical_format) == ("csr", True)
            assert abs(ours - ours.T).sum() == 0
            assert np.allclose(ours.toarray(), wanted, rtol=1e-9, atol=1e-9)
            assert np.linalg.eigvalsh(wanted).min(initial=0) > -1e-8 * abs(wanted).max(initial=1)


def test_identities_give_the_hodge_laplacians(simplicial, polygonal) -> None:
    for cx in (simplicial(4), polygonal(4)):
        for rank in range(cx.dim + 1):
            wanted = np.kron(tv.hodge_laplacian(cx, rank).toarray(), np.eye(3))
            assert np.array_equal(sheaf_laplacian(tv.constant_sheaf(cx, 3), rank).toarray(), wanted)


def diagonal(made) -> list[np.ndarray]:
    """D by a loop over all maps."""
    blocks = [np.zeros((made.stalks[0],) * 2) for _ in range(made.counts[0])]
    for (face, _), block in zip(made.maps[0].index.tolist(), made.maps[0].values, strict=True):
        blocks[face] += block.T @ block
    return blocks


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_normalised_and_augmented(random_sheaf, seed: int) -> None:
    made = random_sheaf(seed)
    plain = sheaf_laplacian(made).toarray()
    wanted, e = diagonal(made), made.stalks[0]
    augmented = block_diag(*[fractional_matrix_power(d + np.eye(e), -0.5) for d in wanted])
    ours = sheaf_laplacian(made, form="augmented").toarray()
    assert np.allclose(ours, augmented @ plain @ augmented)
    inverse = block_diag(*[np.linalg.pinv(d, rcond=1e-12, hermitian=True) for d in wanted])
    ours = sheaf_laplacian(made, form="normalised").toarray()
    assert np.array_equal(ours, ours.T)
    values = np.linalg.eigvalsh(ours)
    assert values.min() > -1e-9
    assert values.max() < 2 + 1e-9
    # D^{-1/2} L D^{-1/2} and D⁻¹ L have the same eigenvalues.
    other = np.sort(np.linalg.eigvals(inverse @ plain).real)
    assert np.allclose(np.sort(values), other, atol=1e-5)


def test_on_a_graph_it_is_the_normalised_laplacian_of_networkx() -> None:
    graph = nx.gnp_random_graph(40, 0.05, seed=2)
    assert 0 in dict(graph.degree).values()
    made = tv.constant_sheaf(tv.clique(graph, max_dim=1), 2)
    theirs = nx.normalized_laplacian_matrix(graph, sorted(graph)).toarray()
    ours = sheaf_laplacian(made, form="normalised").toarray()
    assert np.allclose(ours, np.kron(theirs, np.eye(2)), atol=1e-12)


def test_a_direction_that_no_map_sees_stays_zero(rng: np.random.Generator) -> None:
    cx = tv.Complex.from_facets([[0, 1], [1, 2]])
    at = tv.constant_sheaf(cx).maps[0].index
    values = rng.normal(size=(4, 3, 2)) @ np.array([[1.0, 2.0], [2.0, 4.0]])
    made = tv.sheaf(cx, tv.Field("F", values, 0, at, kind="maps"))
    ours = sheaf_laplacian(made, form="normalised").toarray()
    blind = np.kron(np.ones(3), [2.0, -1.0])
    assert np.allclose(ours @ blind, 0, atol=1e-9)
    assert np.isfinite(ours).all()
    assert 1e-6 < np.linalg.eigvalsh(ours).max() < 2 + 1e-9


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_another_basis_of_each_stalk_turns_it_along(random_sheaf, seed: int) -> None:
    """F_{v⊴e} → G_e F_{v⊴e} H_vᵀ with orthogonal G and H takes L to H L Hᵀ, in every form."""
    made, rng = random_sheaf(seed), np.random.default_rng(seed)
    (e, d), (vertices, edges) = made.stalks, made.counts
    of_vertex = np.linalg.qr(rng.normal(size=(vertices, e, e)))[0]
    of_edge = np.linalg.qr(rng.normal(size=(edges, d, d)))[0]
    face, cell = made.maps[0].index.T
    values = of_edge[cell] @ made.maps[0].values @ of_vertex[face].transpose(0, 2, 1)
    turned = tv.sheaf(made.cx, tv.Field("F", values, 0, made.maps[0].index, kind="maps"))
    turn = block_diag(*of_vertex)
    for form in ("plain", "normalised", "augmented"):
        before, after = (sheaf_laplacian(s, form=form).toarray() for s in (made, turned))
        assert np.allclose(after, turn @ before @ turn.T, atol=1e-6)


def signed(graph: nx.Graph, classes: np.ndarray) -> tv.topology.sheaf.Sheaf:
    cx = tv.clique(graph, max_dim=1)
    at = tv.constant_sheaf(cx).maps[0].index
    values = np.where(classes[at[:, 0]], 1.0, -1.0)[:, None, None]
    return tv.sheaf(cx, tv.Field("F", values, 0, at, kind="maps"))


def test_signs_tell_two_classes_apart_and_the_trivial_sheaf_does_not() -> None:
    """One dimension is enough for that (Bodnar et al. 2022)."""
    graph = nx.bipartite.random_graph(12, 15, 0.5, seed=1)
    classes = np.arange(27) < 12
    assert nx.is_connected(graph)
    values, vectors = np.linalg.eigh(sheaf_laplacian(signed(graph, classes)).toarray())
    assert values[0] < 1e-12 < values[1]
    assert len(np.unique(np.sign(vectors[classes, 0]))) == 1
    assert np.array_equal(np.sign(vectors[:, 0]) == np.sign(vectors[0, 0]), classes)
    trivial = tv.constant_sheaf(tv.clique(graph, max_dim=1))
    kernel = np.linalg.eigh(sheaf_laplacian(trivial).toarray())[1][:, 0]
    assert np.ptp(kernel) < 1e-12


def test_a_real_graph(data_dir, rng: np.random.Generator) -> None:
    lines = np.loadtxt(data_dir / "heterophily-geomgcn/texas/out1_graph_edges.txt", int, skiprows=1)
    cx = tv.clique(nx.Graph([(u, v) for u, v in lines if u != v]), max_dim=1)
    at = tv.constant_sheaf(cx).maps[0].index
    turns = np.linalg.qr(rng.normal(size=(len(at), 3, 3)))[0]
    made = tv.sheaf(cx, tv.Field("F", turns, 0, at, kind="maps"))
    ours = sheaf_laplacian(made).toarray()
    x = rng.normal(size=(cx.counts[0], 3))
    assert np.isclose(x.reshape(-1) @ ours @ x.reshape(-1), tv.dirichlet_energy(made, x))
    degrees = np.kron(tv.hodge_laplacian(cx, 0).diagonal(), np.ones(3))
    assert np.allclose(np.diag(ours), degrees)
    normalised = sheaf_laplacian(made, form="normalised").toarray()
    assert np.allclose(normalised, ours / np.sqrt(np.outer(degrees, degrees)))


def test_refuses() -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0, 1]]))
    with pytest.raises(UnknownName, match="plain, normalised, augmented"):
        sheaf_laplacian(made, form="random")
    with pytest.raises(InvalidInput, match="vertices alone"):
        sheaf_laplacian(made, 1, "normalised")
    for rank in (2, -1, 0.5, "0"):
        with pytest.raises(InvalidInput, match="rank"):
            sheaf_laplacian(made, rank)


@pytest.mark.parametrize("form", ["plain", "normalised", "augmented"])
def test_without_edges_it_is_zero(form: str) -> None:
    for cx, size in ((tv.Complex.from_facets([[0], [1]]), 4), (tv.Complex.from_polygons([], 0), 0)):
        ours = sheaf_laplacian(tv.constant_sheaf(cx, 2), form=form)
        assert (ours.shape, ours.nnz) == ((size, size), 0)
