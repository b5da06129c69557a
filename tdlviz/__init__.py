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
    "clique": "lift.clique",
    "mesh": "lift.mesh",
    "cubical": "lift.cubical",
    "without_unused_vertices": "lift.unused",
    "read_mesh": "lift.read_mesh",
    "from_gudhi": "lift.gudhi_tree",
    "to_gudhi": "lift.gudhi_tree",
    "from_networkx": "lift.convert.networkx",
    "to_networkx": "lift.convert.networkx",
    "from_scipy": "lift.convert.scipy",
    "to_scipy": "lift.convert.scipy",
    "from_trimesh": "lift.convert.trimesh",
    "to_trimesh": "lift.convert.trimesh",
    "from_xgi": "lift.convert.xgi",
    "to_xgi": "lift.convert.xgi",
    "from_toponetx": "lift.convert.toponetx",
    "to_toponetx": "lift.convert.toponetx",
    "from_torch_geometric": "lift.convert.torch_geometric",
    "to_torch_geometric": "lift.convert.torch_geometric",
    "expect": "lift.expect",
    "boundary": "topology.boundary",
    "betti": "topology.betti",
    "betti_of_each": "topology.betti",
    "hodge_laplacian": "topology.laplacian",
    "filtration": "topology.filtration",
    "lower_star": "topology.filtration",
    "persistence": "topology.persistence",
    "representative": "topology.representative",
    "representatives": "topology.representative",
    "ollivier_curvature": "topology.ollivier",
    "forman_curvature": "topology.forman",
    "local_curvature_profile": "topology.curvature_profile",
    "cells_of_each": "topology.counts_of_each",
    "polygons_of_each": "topology.counts_of_each",
    "bars_of_each": "topology.counts_of_each",
    "colours_of_each": "topology.counts_of_each",
    "colour_refinement": "topology.colour_refinement",
    "tell_apart": "topology.tell_apart",
    "euclidicity": "topology.euclidicity",
    "local_dimension": "topology.local_dimension",
    "superlevel_betti": "topology.superlevel",
    "gaussian_euler": "topology.gaussian_euler",
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
