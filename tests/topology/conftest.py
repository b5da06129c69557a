"""Random complexes, and an independent reduction in plain Python to hold ours against."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.lift.clique import clique
from tdlviz.topology.constant_sheaf import constant_sheaf
from tdlviz.topology.filtration import filtration
from tdlviz.topology.sheaf import Sheaf, sheaf


def _monotone(cx: Complex, rng: np.random.Generator) -> Complex:
    """Random births with many ties, no less than those of faces, found by comparing vertex sets."""
    births: list[np.ndarray] = []
    for rank, cells in enumerate(cx.ranks):
        own = rng.integers(0, 5, len(cells)).astype(float)
        if rank:
            below = [set(cell.tolist()) for cell in cx.ranks[rank - 1]]
            for i, cell in enumerate(cells):
                inside = [j for j, face in enumerate(below) if face <= set(cell.tolist())]
                own[i] = max(own[i], births[-1][inside].max())
        births.append(own)
    return filtration(cx, births)


def _simplicial(seed: int) -> Complex:
    rng = np.random.default_rng(seed)
    vertices = int(rng.integers(4, 9))
    sizes = rng.integers(1, 5, int(rng.integers(3, 14)))
    facets = [rng.choice(vertices, min(size, vertices), replace=False).tolist() for size in sizes]
    return _monotone(Complex.from_facets(facets, np.zeros((vertices, 1))), rng)


def _polygonal(seed: int) -> Complex:
    rng = np.random.default_rng(seed)
    vertices = int(rng.integers(6, 9))
    sizes = [4, *rng.integers(3, 7, int(rng.integers(1, 8)))]
    polygons = [rng.choice(vertices, size, replace=False).tolist() for size in sizes]
    return _monotone(Complex.from_polygons([*polygons, polygons[0][::-1]], vertices), rng)


def _columns(cx: Complex, rank: int) -> list[dict[int, int]]:
    """Signed faces by looking each up in a dict of vertex lists."""
    if rank == 0:
        return [{} for _ in cx.ranks[0]]
    names = {tuple(sorted(face.tolist())): j for j, face in enumerate(cx.ranks[rank - 1])}
    columns = []
    for cell in (cell.tolist() for cell in cx.ranks[rank]):
        if len(cell) == rank + 1 and cell == sorted(cell):
            drop = [(i, cell[:i] + cell[i + 1 :]) for i in range(len(cell))]
            columns.append({names[tuple(face)]: (-1) ** i for i, face in drop})
        else:
            sides = zip(cell, cell[1:] + cell[:1], strict=True)
            columns.append({names[min(u, v), max(u, v)]: 1 if u < v else -1 for u, v in sides})
    return columns


def _reduce(cx: Complex, prime: int) -> set[tuple[int, int, int]]:
    """(rank, birth cell, death cell or -1): the standard algorithm on the whole filtration."""
    births = cx.births
    assert births is not None
    order = sorted((b, k, i) for k, own in enumerate(births) for i, b in enumerate(own.tolist()))
    place = {(k, i): p for p, (_, k, i) in enumerate(order)}
    faces = [_columns(cx, k) for k in range(cx.dim + 1)]
    reduced: dict[int, tuple[int, dict[int, int]]] = {}
    alive = set()
    pairs = set()
    for p, (_, k, i) in enumerate(order):
        column = {place[k - 1, j]: c % prime for j, c in faces[k][i].items()}
        while column and max(column) in reduced:
            low = max(column)
            other = reduced[low][1]
            factor = column[low] * pow(other[low], -1, prime)
            for row, c in other.items():
                column[row] = (column.get(row, 0) - factor * c) % prime
            column = {row: c for row, c in column.items() if c}
        if column:
            low = max(column)
            reduced[low] = (p, column)
            alive.discard(low)
            pairs.add((k - 1, order[low][2], i))
        else:
            alive.add(p)
    return pairs | {(order[p][1], order[p][2], -1) for p in alive}


@pytest.fixture(scope="session")
def simplicial() -> Callable[[int], Complex]:
    """A random filtered simplicial complex of dimension up to 3, by seed."""
    return _simplicial


@pytest.fixture(scope="session")
def polygonal() -> Callable[[int], Complex]:
    """A random filtered complex of polygons, two of them on the same vertices, by seed."""
    return _polygonal


@pytest.fixture(scope="session")
def reduce_plainly() -> Callable[[Complex, int], set[tuple[int, int, int]]]:
    """All pairs of a filtered complex over Z/p, found independently."""
    return _reduce


def _diagrams(seed: int) -> list[np.ndarray]:
    """Up to 6 diagrams of up to 30 bars, with ties, zero lengths and empty ones among them."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(0, 30, int(rng.integers(1, 7)))
    births = [rng.integers(0, 9, size) / 4 for size in sizes]
    return [np.column_stack([b, b + rng.integers(0, 9, len(b)) / 4]) for b in births]


@pytest.fixture(scope="session")
def diagrams() -> Callable[[int], list[np.ndarray]]:
    """A list of random diagrams, by seed."""
    return _diagrams


def _cost(pair: np.ndarray, first: np.ndarray, second: np.ndarray, p: float) -> float:
    """What a pair of a matching costs, in the p-norm."""
    i, j = pair
    if i >= 0 and j >= 0:
        both_endless = first[i, 1] == second[j, 1]
        move = [first[i, 0] - second[j, 0], 0 if both_endless else first[i, 1] - second[j, 1]]
        return float(np.linalg.norm(move, p))
    birth, death = first[i] if i >= 0 else second[j]
    return float(np.linalg.norm([(death - birth) / 2] * 2, p))


@pytest.fixture(scope="session")
def costs() -> Callable[..., np.ndarray]:
    """The costs of all pairs of a matching, each bar of which is seen to be named once."""

    def all_costs(pairs: np.ndarray, first: np.ndarray, second: np.ndarray, p: float) -> np.ndarray:
        for column, diagram in zip(pairs.T, (first, second), strict=True):
            assert sorted(column[column >= 0]) == [*range(len(diagram))]
        return np.array([_cost(pair, first, second, p) for pair in pairs])

    return all_costs


def _random_sheaf(seed: int, stalk: int | None = None) -> Sheaf:
    """Maps of entries that nothing ties, on a graph with isolated vertices now and then."""
    rng = np.random.default_rng(seed)
    vertices = int(rng.integers(2, 9))
    graph = nx.gnp_random_graph(vertices, float(rng.uniform(0.2, 0.9)), seed=seed)
    cx = clique(graph, max_dim=1)
    d, e = rng.integers(1, 4, 2) if stalk is None else (stalk, stalk)
    at = constant_sheaf(cx).maps[0].index
    return sheaf(cx, Field("F", rng.normal(size=(len(at), d, e)), 0, at, kind="maps"))


@pytest.fixture(scope="session")
def random_sheaf() -> Callable[..., Sheaf]:
    """A random sheaf on a random graph, by seed; with square maps where a stalk is given."""
    return _random_sheaf


def _dense_coboundary(made: Sheaf, rank: int) -> np.ndarray:
    maps, (d, e) = made.maps[rank], made.maps[rank].values.shape[1:]
    delta = np.zeros((made.counts[rank + 1] * d, made.counts[rank] * e))
    signed = _columns(made.cx, rank + 1) if made.counts[rank + 1] else []
    for (face, cell), block in zip(maps.index.tolist(), maps.values, strict=True):
        delta[cell * d : (cell + 1) * d, face * e : (face + 1) * e] = signed[cell][face] * block
    return delta


@pytest.fixture(scope="session")
def dense_coboundary() -> Callable[[Sheaf, int], np.ndarray]:
    """The coboundary of a sheaf, written down block by block with signs found independently."""
    return _dense_coboundary


def _random_functor(cx: Complex, stalk: int, seed: int) -> Sheaf:
    """Maps F_{a⊴b} = G_b⁻¹ G_a for random G on cells: functorial, isomorphic to the constant."""
    rng = np.random.default_rng(seed)
    shape = (stalk, stalk)
    basis = [rng.normal(size=(n, *shape)) + 3 * np.eye(stalk) for n in [*cx.counts, 0]]
    fields = []
    for rank, field in enumerate(constant_sheaf(cx, stalk).maps):
        face, cell = field.index.T
        values = np.linalg.inv(basis[rank + 1][cell]) @ basis[rank][face]
        fields.append(Field(f"F{rank}", values, rank, field.index, kind="maps"))
    return sheaf(cx, fields)


@pytest.fixture(scope="session")
def random_functor() -> Callable[[Complex, int, int], Sheaf]:
    """A random sheaf on any complex, isomorphic to the constant one of that stalk, by seed."""
    return _random_functor
