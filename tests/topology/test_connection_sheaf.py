import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.connection_sheaf import connection_sheaf


def neighbours_of(cx, v: int) -> list[int]:
    return sorted({w for u in np.asarray(cx.ranks[1]).tolist() if v in u for w in u} - {v})


def densely(cx, points: np.ndarray, stalk: int) -> np.ndarray:
    """The connection Laplacian of the paper by loops: blocks −O_uv, and degrees on the diagonal."""
    frames = []
    for v in range(len(points)):
        apart = points[neighbours_of(cx, v)] - points[v]
        frames.append(np.linalg.svd(apart.T)[0][:, :stalk])
    n = len(points)
    dense = np.zeros((n, stalk, n, stalk))
    for u, v in np.asarray(cx.ranks[1]).tolist():
        left, _, right = np.linalg.svd(frames[u].T @ frames[v])
        dense[u, :, v], dense[v, :, u] = -left @ right, -(left @ right).T
        dense[u, :, u] += np.eye(stalk)
        dense[v, :, v] += np.eye(stalk)
    return dense.reshape(n * stalk, n * stalk)


@pytest.mark.parametrize("seed", range(5))
def test_the_laplacian_of_the_paper(seed: int) -> None:
    """Frames are settled up to signs, so that the spectra are compared, not the matrices."""
    points = np.random.default_rng(seed).normal(size=(40, 5))
    cx = tv.nearest_neighbours(points, 6, max_dim=1)
    ours = tv.sheaf_laplacian(connection_sheaf(cx, 2)).toarray()
    theirs = densely(cx, points, 2)
    assert np.allclose(np.linalg.eigvalsh(ours), np.linalg.eigvalsh(theirs), atol=1e-6)
    apart = abs(ours.reshape(40, 2, 40, 2)) - abs(theirs.reshape(40, 2, 40, 2))
    assert abs(apart).max() < 1e-6


@pytest.mark.parametrize("stalk", [1, 2, 3])
def test_maps_are_orthogonal(stalk: int, rng: np.random.Generator) -> None:
    made = connection_sheaf(tv.rips(rng.normal(size=(50, 3)), max_edge=1.0, max_dim=2), stalk)
    values = made.maps[0].values
    assert abs(np.swapaxes(values, 1, 2) @ values - np.eye(stalk)).max() < 1e-6
    assert (values[::2] == np.eye(stalk)).all()
    assert (made.dim, made.stalks) == (1, (stalk, stalk))


def test_on_flat_data_it_is_the_graph_laplacian_twice(rng: np.random.Generator) -> None:
    """A plane in R⁴, by the frames of two directions; and R² by its own."""
    flat = rng.normal(size=(60, 2))
    turned = flat @ np.linalg.qr(rng.normal(size=(4, 4)))[0][:2]
    for points in (flat, turned):
        cx = tv.nearest_neighbours(points, 5, max_dim=1)
        made = connection_sheaf(cx, 2)
        ours = np.linalg.eigvalsh(tv.sheaf_laplacian(made).toarray())
        graph = np.linalg.eigvalsh(tv.hodge_laplacian(cx, 0).toarray())
        assert np.allclose(ours, np.repeat(graph, 2), atol=1e-6)
        assert len(tv.global_sections(made)) == 2 * tv.betti(cx)[0]


def test_around_a_cone_vectors_turn_by_its_deficit() -> None:
    """A right circular cone of slope s lacks 2π(1 − 1/√(1 + s²)) around its tip; rings above each
    other let the local frames see both directions."""
    many, slope = 200, 1.0
    angle = np.linspace(0, 2 * np.pi, many, endpoint=False)
    rings = [np.column_stack([r * np.cos(angle), r * np.sin(angle), np.full(many, slope * r)])
             for r in (0.98, 1.0, 1.02)]  # fmt: skip
    graph = nx.Graph()
    for k in range(many):
        for ring in range(3):
            graph.add_edge(ring * many + k, ring * many + (k + 1) % many)
        graph.add_edge(k, many + k)
        graph.add_edge(many + k, 2 * many + k)
    cx = tv.clique(graph, max_dim=1).with_positions(np.concatenate(rings))
    turn = tv.holonomy(connection_sheaf(cx, 2), [many + k for k in range(many)])
    angle_of = np.arccos(np.trace(turn) / 2)
    wanted = 2 * np.pi * (1 - 1 / np.sqrt(1 + slope**2))
    assert np.isclose(angle_of, min(wanted, 2 * np.pi - wanted), atol=0.02)


def test_the_same_points_give_the_same_maps(rng: np.random.Generator) -> None:
    points = rng.normal(size=(30, 3))
    cx = tv.nearest_neighbours(points, 4, max_dim=1)
    one, two = (connection_sheaf(cx, 2).maps[0].values for _ in range(2))
    assert np.array_equal(one, two)
    moved = connection_sheaf(cx, 2, 7 * points + 100).maps[0].values
    assert np.allclose(one, moved, atol=1e-6)


def test_isolated_vertices_and_single_neighbours(rng: np.random.Generator) -> None:
    flat = np.pad(rng.normal(size=(6, 2)), ((0, 0), (0, 1)))
    cx = tv.Complex.from_facets([[0, 1], [1, 2], [3, 4]], flat)
    made = connection_sheaf(cx, 2)
    assert np.allclose(tv.transport(made, [0, 1, 2]) @ tv.transport(made, [2, 1, 0]), np.eye(2))
    assert len(tv.global_sections(made)) == 2 * 3
    for points in (
        np.zeros((6, 3)),
        np.ones((6, 1)) * [[1.0, 2.0, 3.0]],
        np.arange(18.0).reshape(6, 3),
    ):
        values = connection_sheaf(cx, 2, points).maps[0].values
        assert abs(np.swapaxes(values, 1, 2) @ values - np.eye(2)).max() < 1e-6


def test_a_single_vertex_and_a_loop() -> None:
    alone = tv.Complex.from_facets([[0]], [[1.0, 2.0]])
    assert connection_sheaf(alone, 2).stalks == (2, 2)
    cells = tv.core.cells.Cells
    loop = tv.Complex((cells.of(np.array([[0]])), cells.of(np.array([[0, 0]]))), [[1.0]])
    assert connection_sheaf(loop, 1).maps[0].values.tolist() == [[[1]]]


def test_a_real_graph_with_features(data_dir) -> None:
    folder = data_dir / "heterophily-geomgcn/texas"
    lines = np.loadtxt(folder / "out1_graph_edges.txt", int, skiprows=1)
    cx = tv.clique(nx.Graph([(u, v) for u, v in lines if u != v]), max_dim=1)
    rows = np.loadtxt(folder / "out1_node_feature_label.txt", str, delimiter="\t", skiprows=1)
    features = np.zeros((len(rows), 1703))
    for name, words, _ in rows:
        features[int(name)] = np.array(words.split(","), dtype=float)
    made = connection_sheaf(cx, 3, features)
    values = made.maps[0].values
    assert abs(np.swapaxes(values, 1, 2) @ values - np.eye(3)).max() < 1e-6
    assert len(tv.global_sections(made)) < 3 * tv.betti(cx)[0]


def test_refuses() -> None:
    cx = tv.Complex.from_facets([[0, 1], [1, 2]], np.eye(3)[:, :2])
    for stalk in (0, 3, 1.0, None):
        with pytest.raises(InvalidInput, match="stalk"):
            connection_sheaf(cx, stalk)
    for points in (
        np.ones((2, 2)),
        np.full((3, 2), np.nan),
        np.full((3, 2), 1e200),
        "x",
        [1, 2, 3],
    ):
        with pytest.raises(InvalidInput, match="points"):
            connection_sheaf(cx, 1, points)
    with pytest.raises(InvalidInput, match="no positions"):
        connection_sheaf(tv.Complex.from_facets([[0, 1]]), 1)
    with pytest.raises(InvalidInput, match="boundary"):
        connection_sheaf(tv.hypergraph([[0, 1, 2]]), 1, np.eye(3))
