import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.tangent_maps import tangent_maps


def frame(x: np.ndarray, vertex: int, near: list[int], d: int) -> np.ndarray:
    """The first left singular vectors of the differences, as the paper says."""
    return np.linalg.svd((x[near] - x[vertex]).T)[0][:, :d]


def test_they_are_those_of_a_loop_over_edges():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((8, 5))
    cx = tv.clique([[0, 0, 0, 1, 1, 2, 4, 4], [1, 2, 3, 2, 3, 3, 5, 6]], vertices=8, max_dim=1)
    cells = tv.nn.cells(cx, x, "cpu", torch.float64)
    found = tangent_maps(cells, 2).numpy()
    neighbours = [[] for _ in range(8)]
    for u, v in np.asarray(cx.cells(1)).tolist():
        neighbours[u].append(v), neighbours[v].append(u)
    for vertex, near in enumerate(neighbours):  # those with fewer than two get the nearest
        far = np.linalg.norm(x - x[vertex], axis=1)
        others = [v for v in np.argsort(far).tolist() if v != vertex and v not in near]
        near += others[: max(0, 2 - len(near))]
    frames = [frame(x, v, near, 2) for v, near in enumerate(neighbours)]
    for edge, (tail, head) in enumerate(np.asarray(cx.cells(1)).tolist()):
        left, _, right = np.linalg.svd(frames[head].T @ frames[tail])
        wanted, given = frames[head] @ left @ right @ frames[tail].T, found[edge]
        moved = frames[head] @ given @ frames[tail].T
        # the signs of singular vectors are anybody's choice, the map between the planes is not
        assert np.allclose(abs(np.linalg.det(given)), 1)
        assert np.allclose(wanted.T @ wanted, moved.T @ moved)
    assert np.allclose(found[8:], np.eye(2))
    assert np.allclose(found @ found.swapaxes(1, 2), np.eye(2))


def test_they_are_those_of_the_connection_sheaf():
    cx, x = graph(20, 30), np.random.default_rng(1).standard_normal((20, 6))
    found = tangent_maps(tv.nn.cells(cx, x, "cpu", torch.float64), 3).numpy()
    sheaf = tv.connection_sheaf(cx, 3, x)
    across = np.swapaxes(found[: cx.counts[1]], 1, 2) @ found[cx.counts[1] :]
    theirs = sheaf.maps[0].values
    assert np.allclose(across, np.swapaxes(theirs[::2], 1, 2) @ theirs[1::2])


def test_vertices_may_have_other_names():
    cx, x = graph(20, 30), np.random.default_rng(1).standard_normal((20, 6))
    order = np.random.default_rng(2).permutation(20)
    moved = tv.clique(order.argsort()[np.asarray(cx.cells(1))].T, max_dim=1, vertices=20)
    torch.manual_seed(0)
    model = tv.nn.ConnectionSheafDiffusion(3, 2, features=6).double()
    one = model(tv.nn.cells(cx, x, "cpu", torch.float64))[order]
    two = model(tv.nn.cells(moved, x[order], "cpu", torch.float64))
    assert torch.allclose(one, two)


def test_complexes_of_a_batch_do_not_see_each_other():
    rng = np.random.default_rng(3)
    all_x = [rng.standard_normal((n, 4)) for n in (9, 4, 12)]
    parts = [graph(9, 12), graph(4, 0), graph(12, 9)]
    made = [
        tangent_maps(tv.nn.cells(cx, x, "cpu", torch.float64), 2)
        for cx, x in zip(parts, all_x, strict=True)
    ]
    whole = tv.nn.cells(tv.batch(parts), np.concatenate(all_x), "cpu", torch.float64)
    tails = torch.cat([maps.chunk(2)[0] for maps in made])
    assert torch.allclose(tangent_maps(whole, 2).chunk(2)[0], tails)


def graph(vertices: int, edges: int) -> tv.Complex:
    """A random one."""
    pairs = np.stack(np.triu_indices(vertices, 1))
    chosen = np.random.default_rng(0).permutation(pairs.shape[1])[:edges]
    return tv.clique(pairs[:, chosen], max_dim=1, vertices=vertices)


def test_a_flat_sheet_has_no_holonomy_and_a_sphere_has():
    """Around a triangle, the alignments of a plane multiply to the identity; those of a sphere
    turn, by about the solid angle that it bounds (Gauss and Bonnet)."""
    rng = np.random.default_rng(0)
    flat = np.column_stack([rng.random((60, 2)), np.zeros(60)])
    assert abs(holonomy(flat)).max() < 1e-6
    assert abs(holonomy(tv.data.sphere(400, seed=0))).max() > 1e-3


def holonomy(points: np.ndarray) -> np.ndarray:
    """The distance from the identity of the product of maps around each triangle."""
    cx = tv.rips(points, max_edge=0.35, max_dim=2)
    cells = tv.nn.cells(cx, points, "cpu", torch.float64)
    maps = tangent_maps(cells, 2).numpy()[: cx.counts[1]]
    a, b, c = np.asarray(cx.cells(2)).T
    ab, bc, ac = (cx.find(np.column_stack(pair)) for pair in ((a, b), (b, c), (a, c)))
    around = maps[ac].swapaxes(1, 2) @ maps[bc] @ maps[ab]
    return np.linalg.norm(around - np.eye(2), axis=(1, 2))


@pytest.mark.parametrize("stalk", [3, 5])
def test_too_few_features_or_vertices(stalk):
    cx = tv.clique([[0, 1, 2], [1, 2, 3]], max_dim=1)
    x = np.ones((4, 2 if stalk == 3 else 9))
    with pytest.raises(InvalidInput, match="stalks of"):
        tangent_maps(tv.nn.cells(cx, x, "cpu"), stalk)
