"""Persistence against the quickest installed libraries, which must find the same diagrams."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import tdlviz as tv
from tests.bench.row import Row, Seconds, growth, seconds, timed

Diagrams = list[np.ndarray]


def same(ours: Diagrams, theirs: Diagrams, tolerance: float = 1e-5) -> None:
    """Raise where the finite bars longer than ten tolerances differ; others may be rounding."""
    for pair in zip(ours, theirs, strict=True):
        kept = []
        for bars in pair:
            rows = np.asarray(bars, dtype=np.float64).reshape(-1, 2)
            lengths = rows[:, 1] - rows[:, 0]
            rows = rows[np.isfinite(lengths) & (lengths > 10 * tolerance)]
            kept.append(rows[np.lexsort(rows.T)])
        assert kept[0].shape == kept[1].shape
        assert np.allclose(*kept, rtol=0, atol=10 * tolerance)


def our_rips(points: np.ndarray, reach: float | None) -> Diagrams:
    cx = tv.rips(points, max_edge=reach, max_dim=3, collapse=True, max_cells=20_000_000)
    return [tv.persistence(cx, dim).values for dim in range(3)]


def gudhi_rips(points: np.ndarray, reach: float | None) -> Diagrams:
    from gudhi.sklearn import RipsPersistence

    # one collapse for a short reach and as many as pay for a long one: its quickest, each
    given = {"threshold": reach, "num_collapses": 1} if reach else {"num_collapses": "auto"}
    return RipsPersistence(homology_dimensions=[0, 1, 2], **given).fit_transform([points])[0]


def giotto_rips(points: np.ndarray, reach: float | None) -> Diagrams:
    from gph import ripser_parallel

    given = {"thresh": reach} if reach else {}
    found = ripser_parallel(points, maxdim=2, collapse_edges=True, n_threads=2, **given)
    return found["dgms"]


def rips(peer: Callable, points: np.ndarray, reach: float | None) -> Callable[[], Seconds]:
    """Points to the diagrams of dimension 0 to 2, from nothing."""

    def measure() -> Seconds:
        # giotto-ph computes in float32
        same(our_rips(points, reach), peer(points, reach), 1e-4 if peer is giotto_rips else 1e-6)
        return timed(lambda: our_rips(points, reach), lambda: peer(points, reach))

    return measure


IMAGE = np.random.default_rng(0).random((512, 512))


def image() -> Seconds:
    """An image to its diagrams. Ours says which cells; gudhi's are values alone."""
    from gudhi import CubicalComplex

    def ours() -> Diagrams:
        cx = tv.cubical(IMAGE)
        return [tv.persistence(cx, dim).values for dim in range(2)]

    def theirs() -> Diagrams:
        cubes = CubicalComplex(top_dimensional_cells=IMAGE)
        cubes.compute_persistence()
        return [cubes.persistence_intervals_in_dimension(dim) for dim in range(2)]

    same(ours(), theirs())
    return timed(ours, theirs)


ALPHA: dict[str, object] = {}


def alpha() -> Seconds:
    """A filtration that both have: pairs of cells from it."""
    cx = tv.alpha(tv.data.torus(5000, noise=0.05))

    def ours() -> Diagrams:
        fresh = tv.Complex(cx.ranks, cx.positions, cx.fields)
        return [tv.persistence(fresh, dim).values for dim in range(3)]

    def theirs() -> Diagrams:
        tree = tv.to_gudhi(cx)
        tree.compute_persistence(homology_coeff_field=2)
        return [tree.persistence_intervals_in_dimension(dim) for dim in range(3)]

    same(ours(), theirs())
    ALPHA.update(growth(_pairs_of_alpha, [1000, 2000, 4000, 8000, 16000]))
    return timed(ours, theirs)


COMPLEXES: dict[int, tv.Complex] = {}


def _pairs_of_alpha(points: int) -> int:
    cx = COMPLEXES.setdefault(points, tv.alpha(tv.data.torus(points, noise=0.05)))
    fresh = tv.Complex(cx.ranks, cx.positions, cx.fields)
    tv.persistence(fresh, 1)
    return sum(fresh.counts)


def graphs() -> Seconds:
    """8 graphs of 100 nodes under 16 filtrations: TOGL's layer, persistence alone."""
    import sys
    from types import ModuleType

    import networkx as nx
    import torch
    from torch_geometric.utils import scatter

    # Their module imports a compiled package for a layer that is not used here.
    sys.modules.setdefault("torch_scatter", ModuleType("torch_scatter")).scatter = scatter
    from torch_topological.nn.graphs import TOGL

    parts = [nx.gnp_random_graph(100, 0.04, seed=seed) for seed in range(8)]
    cx = tv.batch([tv.clique(graph, max_dim=1) for graph in parts])
    layer = TOGL(4, 16, 32, 16, "mean")
    features = torch.randn(800, 4, generator=torch.Generator().manual_seed(0))
    index = torch.as_tensor(np.asarray(cx.ranks[1]).T.copy())
    with torch.no_grad():
        values = layer.filtrations(features).numpy().astype(np.float64)
    nodes = [0, *np.cumsum([len(graph) for graph in parts]).tolist()]
    edges = [0, *np.cumsum([graph.size() for graph in parts]).tolist()]

    def theirs() -> torch.Tensor:
        with torch.no_grad():
            return layer.compute_persistent_homology(features, index, nodes, edges, None, 800)

    found = tv.graph_persistence(cx, values)
    # Theirs sorts births and deaths apart, so that only what is born and what dies can be compared.
    ends = found.components[..., 1]
    ends = np.where(np.isinf(ends), found.components[..., 0], ends)
    assert np.allclose(np.sort(ends.T), np.sort(theirs()[..., 1].numpy()), atol=1e-5)
    ours = timed(lambda: tv.graph_persistence(cx, values), lambda: None, repeats=5)[0]
    return ours[:2], [seconds(theirs) for _ in range(2)]


FAST = 1 / 1.15  # at most 1.15 times the time of the quickest there is
TORUS = {n: tv.data.torus(n, noise=0.05) for n in (500, 1000, 2000)}
ROWS = [
    *(
        Row(
            f"Rips diagrams, {n} points up to {reach or 'the end'}",
            name,
            FAST,
            rips(peer, TORUS[n], reach),
        )
        for n, reach in ((1000, 1.0), (2000, 1.0), (500, None))
        for name, peer in (
            ("gudhi, edges collapsed", gudhi_rips),
            ("giotto-ph, collapsed", giotto_rips),
        )
    ),
    Row("pairs of an alpha complex of 5,000 points", "gudhi, with its tree", 1, alpha, ALPHA),
    Row("8 graphs of 100 nodes, 16 filtrations", "pytorch-topological", 267, graphs),
    # A yardstick, not a rival: it never makes the cells that ours are pairs of.
    Row("image of 512 x 512 to diagrams", "gudhi, values alone", 0.1, image),
]
