"""A stranger at every door: the right answer, or an error of the library's own; never another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import networkx
import numpy as np
import pytest
from scipy import sparse

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

RNG = np.random.default_rng(0)
POINTS = RNG.random((12, 2))
CX = tv.rips(POINTS, max_edge=0.6)
IMAGE = tv.cubical(POINTS)
H0 = tv.persistence(CX, 0)
MASSES = tv.signed_barcode([[1, 0]], ([0], [0, 1]))
GRAPH = tv.clique([[0, 1, 2], [1, 2, 3]], max_dim=1)
MESH = tv.mesh(np.eye(3), [[0, 1, 2]])
LOOPS = tv.persistence(CX, 1, zero_length=True)
LOWER = tv.lower_star(tv.Complex(CX.ranks), np.arange(12.0))


class Unreadable:
    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        raise RuntimeError("gone")


class Frame:
    """Like pandas: an array by `__array__`, whose iterator gives the names of the columns."""

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        return POINTS

    def __len__(self) -> int:
        return len(POINTS)

    def __iter__(self) -> Iterator[str]:
        return iter("ab")


def strangers() -> dict[str, Any]:
    """Everything that people hand to a function that wants something else."""
    circle: list[Any] = []
    circle.append(circle)
    read_only = POINTS.copy()
    read_only.setflags(write=False)
    return {
        "points": POINTS, "lists": POINTS.tolist(), "fortran": np.asfortranarray(POINTS),
        "read-only": read_only, "float16": POINTS.astype(np.float16), "strided": POINTS[::-2],
        "big-endian": POINTS.astype(">f8"), "longdouble": POINTS.astype("g"), "frame": Frame(),
        "integers": np.arange(12).reshape(4, 3), "bytes8": np.ones((3, 3), np.uint8),
        "nan": np.where(POINTS > 0.9, np.nan, POINTS), "inf": [[np.inf, 0], [0, 1]],
        "-inf": [[-np.inf, 0], [0, 1]], "ragged": [[0, 1], [1]], "half ragged": [[0, 1], 2],
        "names": ["a", "b"], "word": "abc", "numbers as words": [["1", "2"]], "None": None,
        "Nones": [None, None], "None inside": [[1, None]], "nothing": [], "no rows": [[]],
        "no points": np.zeros((0, 2)), "no coordinates": np.zeros((3, 0)),
        "3-d": np.zeros((2, 2, 2)), "0-d": np.array(3.0), "1-d": [1, 2, 3], "number": 3,
        "negative": -1, "float": 2.5, "not a number": np.nan, "endless": np.inf, "enormous": 10**30,
        "imaginary": 1j, "yes": True,
        "bools": np.ones((3, 2), bool), "complex": POINTS + 0j, "objects": POINTS.astype(object),
        "huge": [[10**400, 1], [1, 2]], "beyond int64": [[2**70, 1], [1, 2]],
        "dates": np.array([["2020-01-01"]], "M8[D]"), "records": np.zeros((2, 2), [("a", float)]),
        "bytes": b"abc", "dict": {1: 2}, "set": {1, 2}, "generator": (row for row in POINTS),
        "unreadable": Unreadable(), "class": dict, "object": object(), "circle": circle,
        "masked": np.ma.masked_array(POINTS, POINTS > 0.9), "sparse": sparse.csr_array(POINTS),
        "beyond float64": np.array([[np.longdouble("1e4000"), 0], [1, 2]]),
        "far": [[1e308, 0], [-1e308, 0]], "tiny": [[1e-320, 0], [0, 1e-320], [0, 0]],
        "asymmetric": [[0, 1], [2, 0]], "negative distance": [[0, -1], [-1, 0]],
        "one": [[1.0, 2.0]], "the same": [[1.0, 2.0]] * 5, "line": [[i, i] for i in range(4)],
        "complex of cells": CX, "field": H0, "one bar": H0[0], "track": tv.Tape()["a"],
    }  # fmt: skip


def tensor() -> Any:
    """The points, for the doors that take nothing else."""
    return pytest.importorskip("torch").tensor(POINTS)


def tensors() -> dict[str, Any]:
    """The same from torch, where it is installed."""
    torch = pytest.importorskip("torch")
    tensor = torch.tensor(POINTS, requires_grad=True)
    return {
        "tensor": tensor, "half": tensor.half(), "bfloat16": tensor.bfloat16(),
        "sparse tensor": tensor.to_sparse(), "meta": torch.empty(2, 2, device="meta"),
        "complex tensor": tensor.to(torch.complex64), "0-d tensor": torch.tensor(2),
    }  # fmt: skip


def optional(package: str, door: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A door behind which a package is needed, which may warn while it is first imported."""

    def opened(given: Any) -> Any:
        pytest.importorskip(package)
        return door(given)

    return opened


DOORS: dict[str, Callable[[Any], Any]] = {
    "rips": tv.rips,
    "rips distances": lambda x: tv.rips(distances=x),
    "rips max_edge": lambda x: tv.rips(POINTS, max_edge=x),
    "rips max_dim": lambda x: tv.rips(POINTS, max_edge=0.3, max_dim=x),
    "rips max_cells": lambda x: tv.rips(POINTS, max_cells=x),
    "rips collapse": lambda x: tv.rips(POINTS, collapse=x),
    "alpha": tv.alpha,
    "alpha max_cells": lambda x: tv.alpha(POINTS, max_cells=x),
    "rips weights": lambda x: tv.rips(POINTS, weights=x),
    "rips sparse": lambda x: tv.rips(POINTS, sparse=x),
    "delaunay": tv.delaunay,
    "delaunay max_cells": lambda x: tv.delaunay(POINTS, max_cells=x),
    "delaunay filtration": lambda x: tv.delaunay(POINTS, filtration=x),
    "cech": tv.cech,
    "cech max_radius": lambda x: tv.cech(POINTS, x),
    "cech max_dim": lambda x: tv.cech(POINTS, 0.1, x),
    "cech max_cells": lambda x: tv.cech(POINTS, max_cells=x),
    "landmarks": lambda x: tv.landmarks(x, 1),
    "landmarks count": lambda x: tv.landmarks(POINTS, x),
    "landmarks method": lambda x: tv.landmarks(POINTS, 2, method=x),
    "landmarks seed": lambda x: tv.landmarks(POINTS, 2, seed=x),
    "witness": lambda x: tv.witness(x, [0, 1]),
    "witness landmarks": lambda x: tv.witness(POINTS, x),
    "witness kind": lambda x: tv.witness(POINTS, [0, 1], kind=x),
    "witness nu": lambda x: tv.witness(POINTS, [0, 1], nu=x),
    "witness max_birth": lambda x: tv.witness(POINTS, [0, 1, 2], kind="weak", max_birth=x),
    "witness max_dim": lambda x: tv.witness(POINTS, [0, 1, 2], kind="strong", max_dim=x),
    "witness max_cells": lambda x: tv.witness(POINTS, [0, 1], max_cells=x),
    "nearest_neighbours": lambda x: tv.nearest_neighbours(x, 1),
    "nearest_neighbours k": lambda x: tv.nearest_neighbours(POINTS, x),
    "nearest_neighbours mutual": lambda x: tv.nearest_neighbours(POINTS, 2, mutual=x),
    "nearest_neighbours max_dim": lambda x: tv.nearest_neighbours(POINTS, 2, max_dim=x),
    "nearest_neighbours max_cells": lambda x: tv.nearest_neighbours(POINTS, 2, max_cells=x),
    "dowker": tv.dowker,
    "dowker max_birth": lambda x: tv.dowker(POINTS, x),
    "dowker max_dim": lambda x: tv.dowker(POINTS, max_dim=x),
    "dowker max_cells": lambda x: tv.dowker(POINTS, max_cells=x),
    "distance_to_measure": lambda x: tv.distance_to_measure(x, k=1),
    "distance_to_measure k": lambda x: tv.distance_to_measure(POINTS, k=x),
    "distance_to_measure mass": lambda x: tv.distance_to_measure(POINTS, mass=x),
    "clique": tv.clique,
    "clique max_dim": lambda x: tv.clique([[0, 1], [1, 2]], max_dim=x),
    "clique vertices": lambda x: tv.clique([[0, 1], [1, 2]], vertices=x),
    "mesh vertices": lambda x: tv.mesh(x, [[0, 1, 2]]),
    "mesh faces": lambda x: tv.mesh(POINTS, x),
    "mesh max_cells": lambda x: tv.mesh(POINTS, [[0, 1, 2]], max_cells=x),
    "cubical": tv.cubical,
    "cubical pixels": lambda x: tv.cubical([[1, 2]], pixels=x),
    "cubical periodic": lambda x: tv.cubical(np.zeros((3, 4)), periodic=x),
    "cubical max_cells": lambda x: tv.cubical([[1, 2]], max_cells=x),
    "rings": tv.rings,
    "rings max_length": lambda x: tv.rings([[0, 1], [1, 2]], max_length=x),
    "rings induced": lambda x: tv.rings([[0, 1], [1, 2]], induced=x),
    "rings vertices": lambda x: tv.rings([[0, 1], [1, 2]], vertices=x),
    "rings max_cells": lambda x: tv.rings([[0, 1], [1, 2]], max_cells=x),
    "cycle_basis": tv.cycle_basis,
    "cycle_basis vertices": lambda x: tv.cycle_basis([[0, 1], [1, 2]], vertices=x),
    "cycle_basis max_cells": lambda x: tv.cycle_basis([[0, 1], [1, 2]], max_cells=x),
    "neighbourhood": tv.neighbourhood,
    "neighbourhood hops": lambda x: tv.neighbourhood([[0, 1], [1, 2]], hops=x),
    "neighbourhood vertices": lambda x: tv.neighbourhood([[0, 1], [1, 2]], vertices=x),
    "neighbourhood max_cells": lambda x: tv.neighbourhood([[0, 1], [1, 2]], max_cells=x),
    "hypergraph": tv.hypergraph,
    "hypergraph incidence": lambda x: tv.hypergraph(incidence=x),
    "hypergraph index": lambda x: tv.hypergraph(index=x),
    "hypergraph vertices": lambda x: tv.hypergraph([[0, 1]], vertices=x),
    "hypergraph max_cells": lambda x: tv.hypergraph([[0, 1]], max_cells=x),
    "combinatorial": lambda x: tv.combinatorial(x, [1, 1]),
    "combinatorial ranks": lambda x: tv.combinatorial([[0, 1], [2, 3]], x),
    "combinatorial vertices": lambda x: tv.combinatorial([[0, 1]], [1], vertices=x),
    "combinatorial max_cells": lambda x: tv.combinatorial([[0, 1]], [1], max_cells=x),
    "simplicial_closure": tv.simplicial_closure,
    "simplicial_closure max_dim": lambda x: tv.simplicial_closure(CX, max_dim=x),
    "simplicial_closure max_cells": lambda x: tv.simplicial_closure(CX, max_cells=x),
    "nerve": tv.nerve,
    "nerve max_dim": lambda x: tv.nerve([[0, 1], [1, 2]], max_dim=x),
    "nerve max_cells": lambda x: tv.nerve([[0, 1], [1, 2]], max_cells=x),
    "directed_flag": tv.directed_flag,
    "directed_flag max_dim": lambda x: tv.directed_flag([[0, 1], [1, 2]], max_dim=x),
    "directed_flag vertices": lambda x: tv.directed_flag([[0, 1], [1, 2]], vertices=x),
    "directed_flag births": lambda x: tv.directed_flag([[0, 1], [1, 2]], births=x),
    "directed_flag vertex_births": lambda x: tv.directed_flag(
        [[0, 1], [1, 2]], births=[9.0, 9.0], vertex_births=x
    ),
    "directed_flag max_cells": lambda x: tv.directed_flag([[0, 1], [1, 2]], max_cells=x),
    "linial_meshulam": lambda x: tv.linial_meshulam(x, 0.5),
    "linial_meshulam p": lambda x: tv.linial_meshulam(6, x),
    "linial_meshulam dim": lambda x: tv.linial_meshulam(6, 0.5, dim=x),
    "linial_meshulam seed": lambda x: tv.linial_meshulam(6, 0.5, seed=x),
    "linial_meshulam max_cells": lambda x: tv.linial_meshulam(6, 0.5, max_cells=x),
    "degree_size": lambda x: tv.degree_size(x, [2, 1]),
    "degree_size sizes": lambda x: tv.degree_size([1, 1, 1], x),
    "degree_size steps": lambda x: tv.degree_size([1, 1], [2], steps=x),
    "degree_size seed": lambda x: tv.degree_size([1, 1], [2], seed=x),
    "degree_size max_cells": lambda x: tv.degree_size([1, 1], [2], max_cells=x),
    "compare": tv.compare,
    "compare graph": lambda x: tv.compare(graph=x),
    "compare vertices": lambda x: tv.compare(graph=[[0, 1], [1, 2]], vertices=x),
    "compare max_dim": lambda x: tv.compare(graph=[[0, 1], [1, 2]], max_dim=x),
    "compare max_length": lambda x: tv.compare(graph=[[0, 1], [1, 2]], max_length=x),
    "compare k": lambda x: tv.compare([[0.0], [1.0], [3.0]], k=x),
    "compare max_cells": lambda x: tv.compare(graph=[[0, 1], [1, 2]], max_cells=x),
    "batch": tv.batch,
    "batch of": lambda x: tv.batch([CX, x]),
    "unbatch": tv.unbatch,
    "read_mesh": tv.read_mesh,
    "read_mesh max_bytes": lambda x: tv.read_mesh("no.obj", max_bytes=x),
    "read": tv.data.read,
    "read name": lambda x: tv.data.read("no.npz", name=x),
    "read max_bytes": lambda x: tv.data.read("no.csv", max_bytes=x),
    "circle n": tv.data.circle,
    "circle noise": lambda x: tv.data.circle(noise=x),
    "sphere seed": lambda x: tv.data.sphere(seed=x),
    "torus major": lambda x: tv.data.torus(major=x),
    "expect": lambda x: tv.expect(x, POINTS),
    "expect rips": lambda x: tv.expect(tv.rips, x),
    "expect alpha": lambda x: tv.expect(tv.alpha, x),
    "expect clique": lambda x: tv.expect(tv.clique, x),
    "expect max_dim": lambda x: tv.expect(tv.rips, POINTS, max_edge=0.3, max_dim=x),
    "from_gudhi": tv.from_gudhi,
    "from_gudhi positions": lambda x: tv.from_gudhi(tv.to_gudhi(CX), x),
    "to_gudhi": tv.to_gudhi,
    "Complex": tv.Complex,
    "Complex incidence": lambda x: tv.Complex(CX.ranks, incidence=x),
    "Complex oriented": lambda x: tv.Complex(CX.ranks, oriented=x),
    "from_facets": tv.Complex.from_facets,
    "from_facets max_cells": lambda x: tv.Complex.from_facets([[0]], max_cells=x),
    "from_facets positions": lambda x: tv.Complex.from_facets([[0]], x),
    "from_polygons": lambda x: tv.Complex.from_polygons(x, 5),
    "from_polygons vertices": lambda x: tv.Complex.from_polygons([[0, 1, 2]], x),
    "with_positions": CX.with_positions,
    "with_fields": CX.with_fields,
    "cells": CX.cells,
    "find": CX.find,
    "complex[…]": lambda x: CX[x],
    "Field values": lambda x: tv.Field("f", x, 0, kind="scalar"),
    "Field index": lambda x: tv.Field("f", [1.0], 0, x, kind="scalar"),
    "Field name": lambda x: tv.Field(x, [1.0], 0, kind="scalar"),
    "Field rank": lambda x: tv.Field("f", [1.0], x, kind="scalar"),
    "Field kind": lambda x: tv.Field("f", [1.0], 0, kind=x),
    "field[…]": lambda x: H0[x],
    "Tape": tv.Tape,
    "log": lambda x: tv.Tape().log(x),
    "log value": lambda x: tv.Tape().log(a=x),
    "log step": lambda x: tv.Tape().log(a=1.0, step=x),
    "tape[…]": lambda x: tv.Tape()[x],
    "declare": lambda x: tv.Tape().declare(x, "scalar", 0),
    "declare kind": lambda x: tv.Tape().declare("a", x, 0),
    "declare rank": lambda x: tv.Tape().declare("a", "scalar", x),
    "at": lambda x: tv.Tape()["a"].at(x),
    "subscribe": lambda x: tv.Tape()["a"].subscribe(x),
    "filtration": lambda x: tv.filtration(x, []),
    "filtration births": lambda x: tv.filtration(CX, x),
    "filtration birth0": lambda x: tv.filtration(tv.Complex.from_facets([[0]]), [x]),
    "lower_star": lambda x: tv.lower_star(x, []),
    "lower_star values": lambda x: tv.lower_star(CX, x),
    "upper_star": lambda x: tv.upper_star(x, []),
    "upper_star values": lambda x: tv.upper_star(CX, x),
    "weighted": lambda x: tv.weighted(x, []),
    "weighted edges": lambda x: tv.weighted(CX, x),
    "weighted vertices": lambda x: tv.weighted(CX, CX["birth1"].values, x),
    "extended_persistence": tv.extended_persistence,
    "extended_persistence dim": lambda x: tv.extended_persistence(LOWER, x),
    "extended_persistence prime": lambda x: tv.extended_persistence(LOWER, prime=x),
    "extended_persistence zero_length": lambda x: tv.extended_persistence(LOWER, zero_length=x),
    "graph_persistence": lambda x: tv.graph_persistence(x, []),
    "graph_persistence values": lambda x: tv.graph_persistence(CX, x),
    "persistence": tv.persistence,
    "persistence dim": lambda x: tv.persistence(CX, x),
    "persistence prime": lambda x: tv.persistence(CX, prime=x),
    "persistence zero_length": lambda x: tv.persistence(CX, zero_length=x),
    "representative": lambda x: tv.representative(x, H0[0]),
    "representative bar": lambda x: tv.representative(CX, x),
    "representative prime": lambda x: tv.representative(CX, H0[0], prime=x),
    "representatives": lambda x: tv.representatives(CX, x),
    "representatives limit": lambda x: tv.representatives(CX, H0, limit=x),
    "representatives seconds": lambda x: tv.representatives(CX, H0, seconds=x),
    "cocycle": lambda x: tv.cocycle(x, H0[0]),
    "cocycle bar": lambda x: tv.cocycle(CX, x),
    "cocycle prime": lambda x: tv.cocycle(CX, H0[0], prime=x),
    "tighten": lambda x: tv.tighten(x, LOOPS[0]),
    "tighten bar": lambda x: tv.tighten(CX, x),
    "tighten at": lambda x: tv.tighten(CX, LOOPS[0], x),
    "tighten lengths": lambda x: tv.tighten(CX, LOOPS[0], lengths=x),
    "tighten prime": lambda x: tv.tighten(CX, LOOPS[0], prime=x),
    "tighten seconds": lambda x: tv.tighten(CX, LOOPS[0], seconds=x),
    "betti": tv.betti,
    "betti prime": lambda x: tv.betti(CX, prime=x),
    "betti_of_each": tv.betti_of_each,
    "betti_of_each prime": lambda x: tv.betti_of_each(tv.batch([CX]), prime=x),
    "betti_curve": lambda x: tv.betti_curve(x, [0, 1]),
    "betti_curve grid": lambda x: tv.betti_curve(H0, x),
    "betti_curve batch": lambda x: tv.betti_curve(H0, [0, 1], batch=x),
    "lifespan_curve": lambda x: tv.lifespan_curve(x, [0, 1], end=9e9),
    "lifespan_curve end": lambda x: tv.lifespan_curve(H0, [0, 1], end=x),
    "silhouette": lambda x: tv.silhouette(x, [0, 1]),
    "silhouette grid": lambda x: tv.silhouette(H0, x, end=1),
    "silhouette power": lambda x: tv.silhouette(H0, [0, 1], power=x, end=1),
    "silhouette end": lambda x: tv.silhouette(H0, [0, 1], end=x),
    "persistence_landscape": lambda x: tv.persistence_landscape(x, [0, 1]),
    "persistence_landscape grid": lambda x: tv.persistence_landscape(H0, x, end=1),
    "persistence_landscape levels": lambda x: tv.persistence_landscape(H0, [0, 1], x, end=1),
    "persistence_image": lambda x: tv.persistence_image(x, [0, 1], [0, 1], 1),
    "persistence_image births": lambda x: tv.persistence_image(H0, x, [0, 1], 1, end=1),
    "persistence_image sigma": lambda x: tv.persistence_image(H0, [0, 1], [0, 1], x, end=1),
    "persistence_image power": lambda x: tv.persistence_image(H0, [0], [0], 1, power=x, end=1),
    "persistence_entropy": tv.persistence_entropy,
    "persistence_entropy end": lambda x: tv.persistence_entropy(H0, end=x),
    "euler_curve": lambda x: tv.euler_curve(x, [0, 1]),
    "euler_curve grid": lambda x: tv.euler_curve(CX, x),
    "euler transform": lambda x: tv.euler_characteristic_transform(x, POINTS, [0, 1]),
    "euler transform directions": lambda x: tv.euler_characteristic_transform(CX, x, [0, 1]),
    "euler transform heights": lambda x: tv.euler_characteristic_transform(CX, POINTS, x),
    "bottleneck": lambda x: tv.bottleneck(x, H0),
    "wasserstein": lambda x: tv.wasserstein(H0, x),
    "wasserstein order": lambda x: tv.wasserstein(H0, H0, order=x),
    "wasserstein internal": lambda x: tv.wasserstein(H0, H0, internal=x),
    "sliced_wasserstein": lambda x: tv.sliced_wasserstein(x, end=9e9),
    "sliced_wasserstein others": lambda x: tv.sliced_wasserstein([H0], x, end=9e9),
    "sliced_wasserstein directions": lambda x: tv.sliced_wasserstein(H0, H0, x, end=9),
    "diagram_distances": tv.diagram_distances,
    "diagram_distances others": lambda x: tv.diagram_distances([H0], x, tv.bottleneck),
    "diagram_distances distance": lambda x: tv.diagram_distances([H0, H0], distance=x),
    "subcomplex": lambda x: tv.subcomplex(x, []),
    "subcomplex keep": lambda x: tv.subcomplex(CX, x),
    "hilbert_function": lambda x: tv.hilbert_function(CX, x, 0, ([0], [0])),
    "hilbert_function dim": lambda x: tv.hilbert_function(CX, CX, x, ([0], [0])),
    "hilbert_function grid": lambda x: tv.hilbert_function(CX, CX, 0, x),
    "hilbert_function prime": lambda x: tv.hilbert_function(CX, CX, 0, ([0], [0]), x),
    "signed_barcode": lambda x: tv.signed_barcode(x, ([0, 1], [0, 1, 2])),
    "signed_barcode grid": lambda x: tv.signed_barcode([1, 2], x),
    "signed_barcode_image": lambda x: tv.signed_barcode_image(x, ([0], [0]), 1),
    "signed_barcode_image grid": lambda x: tv.signed_barcode_image(MASSES, x, 1),
    "signed_barcode_image sigma": lambda x: tv.signed_barcode_image(MASSES, ([0], [0]), x),
    "barcode_along_line": lambda x: tv.barcode_along_line(x, CX, 0, (0, 0), (1, 1)),
    "barcode_along_line dim": lambda x: tv.barcode_along_line(CX, CX, x, (0, 0), (1, 1)),
    "barcode_along_line point": lambda x: tv.barcode_along_line(CX, CX, 0, x, (1, 1)),
    "barcode_along_line direction": lambda x: tv.barcode_along_line(CX, CX, 0, (0, 0), x),
    "boundary": lambda x: tv.boundary(x, 1),
    "boundary rank": lambda x: tv.boundary(CX, x),
    "hodge_laplacian": lambda x: tv.hodge_laplacian(x, 1),
    "hodge_laplacian rank": lambda x: tv.hodge_laplacian(CX, x),
    "hodge_laplacian weights": lambda x: tv.hodge_laplacian(CX, 1, x),
    "hodge_laplacian weights of edges": lambda x: tv.hodge_laplacian(CX, 1, {1: x}),
    "hodge_laplacian form": lambda x: tv.hodge_laplacian(CX, 1, form=x),
    "up_laplacian": lambda x: tv.up_laplacian(x, 0),
    "up_laplacian rank": lambda x: tv.up_laplacian(CX, x),
    "down_laplacian": lambda x: tv.down_laplacian(x, 1),
    "down_laplacian rank": lambda x: tv.down_laplacian(CX, x),
    "coboundary": lambda x: tv.coboundary(x, 0),
    "coboundary rank": lambda x: tv.coboundary(CX, x),
    "dirac": tv.dirac,
    "dirac weights": lambda x: tv.dirac(CX, x),
    "random_walk": lambda x: tv.random_walk(x, 1),
    "random_walk rank": lambda x: tv.random_walk(CX, x),
    "walk_weights": lambda x: tv.walk_weights(x, 1),
    "walk_weights rank": lambda x: tv.walk_weights(CX, x),
    "incidence": lambda x: tv.incidence(x, 0, 1),
    "incidence rank": lambda x: tv.incidence(CX, x, 1),
    "incidence to": lambda x: tv.incidence(CX, 0, x),
    "adjacency": lambda x: tv.adjacency(x, 0),
    "adjacency rank": lambda x: tv.adjacency(CX, x),
    "adjacency via": lambda x: tv.adjacency(CX, 0, via=x),
    "adjacency counted": lambda x: tv.adjacency(CX, 0, counted=x),
    "coadjacency": lambda x: tv.coadjacency(x, 1),
    "coadjacency rank": lambda x: tv.coadjacency(CX, x),
    "coadjacency via": lambda x: tv.coadjacency(CX, 1, via=x),
    "coadjacency counted": lambda x: tv.coadjacency(CX, 1, counted=x),
    "hypergraph_laplacian": tv.hypergraph_laplacian,
    "hypergraph_laplacian weights": lambda x: tv.hypergraph_laplacian(CX, {1: x}),
    "spectrum": lambda x: tv.spectrum(x, 1),
    "spectrum rank": lambda x: tv.spectrum(CX, x),
    "spectrum k": lambda x: tv.spectrum(CX, 1, x),
    "spectrum weights": lambda x: tv.spectrum(CX, 1, 2, x),
    "harmonic": lambda x: tv.harmonic(x, 1),
    "harmonic rank": lambda x: tv.harmonic(CX, x),
    "harmonic weights": lambda x: tv.harmonic(CX, 1, x),
    "hodge_decomposition": lambda x: tv.hodge_decomposition(x, [1.0]),
    "hodge_decomposition signal": lambda x: tv.hodge_decomposition(CX, x, 0),
    "hodge_decomposition rank": lambda x: tv.hodge_decomposition(CX, np.ones(CX.counts[1]), x),
    "path_flow": lambda x: tv.path_flow(x, [[0, 1]]),
    "path_flow paths": lambda x: tv.path_flow(CX, x),
    "cluster": lambda x: tv.cluster(x, 1),
    "cluster clusters": lambda x: tv.cluster(CX, x),
    "cluster ranks": lambda x: tv.cluster(CX, 1, x),
    "cluster seed": lambda x: tv.cluster(CX, 1, seed=x),
    "to_torch": lambda x: tv.nn.to_torch(x),
    "to_torch device": lambda x: tv.nn.to_torch(tv.boundary(CX, 1), x),
    "to_torch dtype": lambda x: tv.nn.to_torch(tv.boundary(CX, 1), "cpu", x),
    "to_torch layout": lambda x: tv.nn.to_torch(tv.boundary(CX, 1), "cpu", layout=x),
    "nn.rips_bars": lambda x: tv.nn.rips_bars(x, H0, tensor()),
    "nn.rips_bars diagram": lambda x: tv.nn.rips_bars(CX, x, tensor()),
    "nn.rips_bars points": lambda x: tv.nn.rips_bars(CX, H0, x),
    "nn.rips_bars distances": lambda x: tv.nn.rips_bars(CX, H0, distances=x),
    "nn.edge_bars edges": lambda x: tv.nn.edge_bars(CX, H0, x),
    "nn.star_bars values": lambda x: tv.nn.star_bars(LOWER, H0, x),
    "nn.image_bars": lambda x: tv.nn.image_bars(tv.cubical(POINTS), H0, x),
    "nn.ball_bars points": lambda x: tv.nn.ball_bars(CX, H0, x),
    "nn.euler": lambda x: tv.nn.smooth_euler_transform(x, tensor(), tensor(), [0, 1]),
    "nn.euler points": lambda x: tv.nn.smooth_euler_transform(CX, x, tensor(), [0, 1]),
    "nn.euler directions": lambda x: tv.nn.smooth_euler_transform(CX, tensor(), x, [0, 1]),
    "nn.euler heights": lambda x: tv.nn.smooth_euler_transform(CX, tensor(), tensor(), x),
    "nn.euler steepness": lambda x: tv.nn.smooth_euler_transform(CX, tensor(), tensor(), [0], x),
    "nn.graph_persistence": lambda x: tv.nn.graph_persistence(x, tensor()),
    "nn.graph_persistence values": lambda x: tv.nn.graph_persistence(CX, x),
    "from_networkx": tv.from_networkx,
    "from_networkx labels": lambda x: tv.from_networkx(networkx.path_graph(3), labels=x),
    "from_networkx leave": lambda x: tv.from_networkx(networkx.path_graph(3), leave=x),
    "to_networkx": tv.to_networkx,
    "to_networkx directed": lambda x: tv.to_networkx(GRAPH, directed=x),
    "to_networkx leave": lambda x: tv.to_networkx(GRAPH, leave=x),
    "from_scipy": tv.from_scipy,
    "from_scipy weight": lambda x: tv.from_scipy(tv.to_scipy(GRAPH), weight=x),
    "from_scipy directed": lambda x: tv.from_scipy(tv.to_scipy(GRAPH), directed=x),
    "to_scipy": tv.to_scipy,
    "to_scipy weight": lambda x: tv.to_scipy(GRAPH, x),
    "to_scipy form": lambda x: tv.to_scipy(GRAPH, form=x),
    "to_scipy directed": lambda x: tv.to_scipy(GRAPH, directed=x),
    "from_trimesh": tv.from_trimesh,
    "from_trimesh labels": lambda x: tv.from_trimesh(tv.to_trimesh(MESH), labels=x),
    "from_trimesh leave": lambda x: tv.from_trimesh(tv.to_trimesh(MESH), leave=x),
    "to_trimesh": tv.to_trimesh,
    "to_trimesh leave": lambda x: tv.to_trimesh(MESH, leave=x),
    "from_xgi": optional("xgi", tv.from_xgi),
    "from_xgi leave": optional("xgi", lambda x: tv.from_xgi(tv.to_xgi(GRAPH), leave=x)),
    "to_xgi": optional("xgi", tv.to_xgi),
    "to_xgi leave": optional("xgi", lambda x: tv.to_xgi(GRAPH, leave=x)),
    "from_toponetx": optional("toponetx", tv.from_toponetx),
    "to_toponetx": optional("toponetx", tv.to_toponetx),
    "to_toponetx form": optional("toponetx", lambda x: tv.to_toponetx(GRAPH, x)),
    "to_toponetx leave": optional("toponetx", lambda x: tv.to_toponetx(GRAPH, leave=x)),
    "from_torch_geometric": optional("torch_geometric", tv.from_torch_geometric),
    "to_torch_geometric": optional("torch_geometric", tv.to_torch_geometric),
    "to_torch_geometric leave": optional(
        "torch_geometric", lambda x: tv.to_torch_geometric(GRAPH, leave=x)
    ),
    "ollivier_curvature": tv.ollivier_curvature,
    "ollivier_curvature idleness": lambda x: tv.ollivier_curvature(GRAPH, x),
    "forman_curvature": tv.forman_curvature,
    "forman_curvature rank": lambda x: tv.forman_curvature(GRAPH, x),
    "forman_curvature augmented": lambda x: tv.forman_curvature(GRAPH, augmented=x),
    "local_curvature_profile": tv.local_curvature_profile,
    "local_curvature_profile curvature": lambda x: tv.local_curvature_profile(GRAPH, x),
    "cells_of_each": tv.cells_of_each,
    "polygons_of_each": tv.polygons_of_each,
    "bars_of_each": tv.bars_of_each,
    "colours_of_each": tv.colours_of_each,
    "colour_refinement": tv.colour_refinement,
    "tell_apart": tv.tell_apart,
    "tell_apart invariant": lambda x: tv.tell_apart([[[0], [1]]], x),
    "tell_apart rows": lambda x: tv.tell_apart([[[0], [1]]], lambda _: x),
    "tell_apart max_cells": lambda x: tv.tell_apart([[[0], [1]]], max_cells=x),
    "euclidicity": tv.euclidicity,
    "euclidicity dim": lambda x: tv.euclidicity(POINTS, x),
    "euclidicity radii": lambda x: tv.euclidicity(POINTS, radii=x),
    "euclidicity at": lambda x: tv.euclidicity(POINTS, at=x),
    "euclidicity seed": lambda x: tv.euclidicity(POINTS, seed=x),
    "local_dimension": tv.local_dimension,
    "local_dimension max_dim": lambda x: tv.local_dimension(POINTS, x),
    "superlevel_betti": lambda x: tv.superlevel_betti(x, [0.0]),
    "superlevel_betti levels": lambda x: tv.superlevel_betti(POINTS, x, periodic=False),
    "superlevel_betti pixels": lambda x: tv.superlevel_betti(POINTS, [0.0], pixels=x),
    "superlevel_betti periodic": lambda x: tv.superlevel_betti(POINTS, [0.0], periodic=x),
    "gaussian_euler": lambda x: tv.gaussian_euler(x, 1.0, 1.0),
    "gaussian_euler slope": lambda x: tv.gaussian_euler([0.0], x, 1.0),
    "gaussian_euler volume": lambda x: tv.gaussian_euler([0.0], 1.0, x),
    "gaussian_euler axes": lambda x: tv.gaussian_euler([0.0], 1.0, 1.0, x),
    "gaussian_field n": lambda x: tv.data.gaussian_field(x, axes=1),
    "gaussian_field index": lambda x: tv.data.gaussian_field(8, x),
    "gaussian_field smoothing": lambda x: tv.data.gaussian_field(8, smoothing=x),
    "gaussian_field axes": lambda x: tv.data.gaussian_field(8, axes=x),
    "zeldovich": tv.data.zeldovich,
    "zeldovich growth": lambda x: tv.data.zeldovich([1.0, -1.0, 0.0], x),
    "wedge dims": lambda x: tv.data.wedge(10, dims=x),
    "pinched_torus major": lambda x: tv.data.pinched_torus(major=x),
    "show": tv.show,
    "show field": lambda x: tv.show(CX, x),
    "show color": lambda x: tv.show(CX, color=x),
    "show size": lambda x: tv.show(CX, size=x),
    "show opacity": lambda x: tv.show(CX, opacity=x),
    "show tall": lambda x: tv.show(CX, tall=x),
    "show height": lambda x: tv.show(CX, height=x),
    "show layout": lambda x: tv.show(CX, layout=x),
    "show theme": lambda x: tv.show(CX, theme=x),
    "show mode": lambda x: tv.show(CX, H0, mode=x),
    "show cycles": lambda x: tv.show(CX, H0, cycles=x),
    "show prime": lambda x: tv.show(CX, H0, prime=x),
    "link": tv.link,
    "figure": tv.figure,
    "figure field": lambda x: tv.figure(CX, x),
    "figure color": lambda x: tv.figure(CX, color=x),
    "figure size": lambda x: tv.figure(CX, size=x),
    "figure edge": lambda x: tv.figure(CX, edge=x),
    "figure height": lambda x: tv.figure(CX, height=x),
    "figure labels": lambda x: tv.figure(CX, labels=x),
    "figure layout": lambda x: tv.figure(CX, layout=x),
    "figure opacity": lambda x: tv.figure(CX, opacity=x),
    "figure filtration": lambda x: tv.figure(CX, filtration=x),
    "figure slider": lambda x: tv.figure(CX, slider=x),
    "figure theme": lambda x: tv.figure(CX, theme=x),
    "figure tall": lambda x: tv.figure(CX, tall=x),
    "figure width": lambda x: tv.figure(CX, width=x),
    "figure mode": lambda x: tv.figure(CX, H0, mode=x),
    "figure attention labels": lambda x: tv.figure(
        CX, tv.Field("a", np.ones((2, 1)), 0, [[0, 1], [1, 2]], kind="attention"), labels=x
    ),
    "figure image map": lambda x: tv.figure(IMAGE, IMAGE["image"], map=x),
    "figure image axis": lambda x: tv.figure(IMAGE, IMAGE["image"], axis=x),
    "figure image at": lambda x: tv.figure(IMAGE, IMAGE["image"], at=x),
    "figure image filtration": lambda x: tv.figure(IMAGE, IMAGE["image"], filtration=x),
    "figure against": lambda x: tv.figure(CX, H0, against=x),
    "figure matching": lambda x: tv.figure(CX, H0, against=H0, matching=x),
    "figure levels": lambda x: tv.figure(CX, H0, mode="landscape", levels=x),
    "figure axes": lambda x: tv.figure(CX, tv.Field("h", POINTS, 0, kind="vector"), axes=x),
    "figure vector color": lambda x: tv.figure(
        CX, tv.Field("h", POINTS, 0, kind="vector"), color=x
    ),
}  # fmt: skip


def fault(door: Callable[[Any], Any], given: Any) -> str | None:
    """What is wrong with how a door answers, or None."""
    try:
        made = door(given)
    except TdlvizError as error:
        return None if error.asked and error.rule and len(str(error)) < 700 else str(error)
    except Exception as error:  # noqa: BLE001, to catch what is not ours is what this is for
        return repr(error)
    if hasattr(made, "close"):
        made.close()
    return None


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kin", [strangers, tensors])
def test_a_stranger_is_answered_or_refused_in_our_words(door, kin):
    faults = {name: fault(DOORS[door], given) for name, given in kin().items()}
    assert {name: words for name, words in faults.items() if words} == {}
