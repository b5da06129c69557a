"""tdlviz: a microscope for topological deep learning. Every public name, loaded on first use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Complex": "core.complex",
    "Field": "core.field",
    "batch": "core.batch",
    "unbatch": "core.unbatch",
    "Tape": "core.tape",
    "Track": "core.tape",
    "rips": "lift.rips",
    "alpha": "lift.alpha",
    "delaunay": "lift.delaunay",
    "cech": "lift.cech",
    "witness": "lift.witness",
    "landmarks": "lift.landmarks",
    "nearest_neighbours": "lift.nearest_neighbours",
    "dowker": "lift.dowker",
    "distance_to_measure": "lift.distance_to_measure",
    "clique": "lift.clique",
    "mesh": "lift.mesh",
    "cubical": "lift.cubical",
    "rings": "lift.rings",
    "cycle_basis": "lift.cycle_basis",
    "neighbourhood": "lift.neighbourhood",
    "hypergraph": "lift.hypergraph",
    "combinatorial": "lift.combinatorial",
    "simplicial_closure": "lift.simplicial_closure",
    "nerve": "lift.nerve",
    "directed_flag": "lift.directed_flag",
    "linial_meshulam": "lift.linial_meshulam",
    "degree_size": "lift.degree_size",
    "without_unused_vertices": "lift.unused",
    "read_mesh": "lift.read_mesh",
    "from_gudhi": "lift.gudhi_tree",
    "to_gudhi": "lift.gudhi_tree",
    "expect": "lift.expect",
    "boundary": "topology.boundary",
    "betti": "topology.betti",
    "compare": "topology.compare",
    "hodge_laplacian": "topology.laplacian",
    "filtration": "topology.filtration",
    "lower_star": "topology.filtration",
    "persistence": "topology.persistence",
    "representative": "topology.representative",
    "representatives": "topology.representative",
    "show": "views.show",
    "link": "views.link",
    "explore": "apps.serve",
}
_MODULES = ("core", "lift", "topology", "data", "views", "apps")
__all__ = [*_HOMES, *_MODULES]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"tdlviz.{name}")
    if name not in _HOMES:
        raise AttributeError(f"tdlviz has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"tdlviz.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
