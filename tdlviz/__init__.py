"""tdlviz: a microscope for topological deep learning. Every public name, loaded on first use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tdlviz.core.errors import MissingPackage

__version__ = "0.1.0"

_HOMES = {
    "Complex": "core.complex",
    "Field": "core.field",
    "batch": "core.batch",
    "unbatch": "core.unbatch",
    "Tape": "core.tape",
    "Track": "core.track",
    "Pending": "core.pending",
    "open_run": "core.run_tape",
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
    "from_gudhi": "lift.convert.gudhi",
    "to_gudhi": "lift.convert.gudhi",
    "from_networkx": "lift.convert.networkx",
    "to_networkx": "lift.convert.networkx",
    "from_scipy": "lift.convert.scipy",
    "to_scipy": "lift.convert.scipy",
    "from_trimesh": "lift.convert.trimesh",
    "to_trimesh": "lift.convert.trimesh",
    "from_xgi": "lift.convert.xgi",
    "to_xgi": "lift.convert.xgi",
    "from_toponetx": "lift.convert.toponetx",
    "to_toponetx": "lift.convert.to_toponetx",
    "from_torch_geometric": "lift.convert.torch_geometric",
    "to_torch_geometric": "lift.convert.to_torch_geometric",
    "expect": "lift.expect",
    "boundary": "topology.boundary",
    "betti": "topology.betti",
    "compare": "topology.compare",
    "betti_of_each": "topology.betti",
    "coboundary": "topology.coboundary",
    "hodge_laplacian": "topology.laplacian",
    "up_laplacian": "topology.laplacian",
    "down_laplacian": "topology.laplacian",
    "dirac": "topology.dirac",
    "random_walk": "topology.walk",
    "walk_weights": "topology.walk",
    "path_flow": "topology.path_flow",
    "incidence": "topology.incidence",
    "adjacency": "topology.adjacency",
    "coadjacency": "topology.adjacency",
    "hypergraph_laplacian": "topology.hypergraph_laplacian",
    "spectrum": "topology.spectrum",
    "harmonic": "topology.harmonic",
    "hodge_decomposition": "topology.hodge_decomposition",
    "cluster": "topology.cluster",
    "filtration": "topology.filtration",
    "lower_star": "topology.filtration",
    "upper_star": "topology.filtration",
    "weighted": "topology.weighted",
    "persistence": "topology.persistence",
    "graph_persistence": "topology.graph_persistence",
    "extended_persistence": "topology.extended",
    "representative": "topology.representative",
    "representatives": "topology.representative",
    "cocycle": "topology.cocycle",
    "tighten": "topology.tighten",
    "subcomplex": "topology.subcomplex",
    "betti_curve": "topology.betti_curve",
    "euler_curve": "topology.euler_curve",
    "lifespan_curve": "topology.lifespan_curve",
    "persistence_entropy": "topology.persistence_entropy",
    "persistence_image": "topology.persistence_image",
    "persistence_landscape": "topology.persistence_landscape",
    "silhouette": "topology.silhouette",
    "bottleneck": "topology.bottleneck",
    "wasserstein": "topology.wasserstein",
    "sliced_wasserstein": "topology.sliced_wasserstein",
    "diagram_distances": "topology.diagram_distances",
    "hilbert_function": "topology.hilbert_function",
    "signed_barcode": "topology.signed_barcode",
    "signed_barcode_image": "topology.signed_barcode",
    "barcode_along_line": "topology.barcode_along_line",
    "euler_characteristic_transform": "topology.euler_characteristic_transform",
    "ollivier_curvature": "topology.ollivier",
    "forman_curvature": "topology.forman",
    "local_curvature_profile": "topology.curvature_profile",
    "cells_of_each": "topology.counts_of_each",
    "polygons_of_each": "topology.counts_of_each",
    "bars_of_each": "topology.counts_of_each",
    "colours_of_each": "topology.counts_of_each",
    "colour_refinement": "topology.colour_refinement",
    "tell_apart": "topology.tell_apart",
    "tree_field": "topology.tree_field",
    "euclidicity": "topology.euclidicity",
    "local_dimension": "topology.local_dimension",
    "Sheaf": "topology.sheaf",
    "sheaf": "topology.sheaf",
    "constant_sheaf": "topology.constant_sheaf",
    "sheaf_coboundary": "topology.sheaf_coboundary",
    "sheaf_laplacian": "topology.sheaf_laplacian",
    "sheaf_operator": "topology.sheaf_operator",
    "sheaf_cohomology": "topology.sheaf_cohomology",
    "connection_sheaf": "topology.connection_sheaf",
    "global_sections": "topology.global_sections",
    "nearest_global_section": "topology.global_sections",
    "transport": "topology.parallel_transport",
    "holonomy": "topology.parallel_transport",
    "heat_diffusion": "topology.heat_diffusion",
    "consistency_filtration": "topology.consistency_filtration",
    "disagreement": "topology.disagreement",
    "dirichlet_energy": "topology.disagreement",
    "consistency_radius": "topology.disagreement",
    "superlevel_betti": "topology.superlevel",
    "gaussian_euler": "topology.gaussian_euler",
    "show": "views.show",
    "link": "views.link",
    "Run": "live.run",
    "figure": "figures.figure",
    "watch": "nn.watch",
    "explore": "apps.serve",
}
_MODULES = ("core", "lift", "topology", "data", "nn", "views", "figures", "live", "apps")
__all__ = [*_HOMES, *_MODULES]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"tdlviz.{name}")
    if name not in _HOMES:
        raise AttributeError(f"tdlviz has no {name!r}; it has {', '.join(__all__)}")
    try:
        return getattr(import_module(f"tdlviz.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        if not _HOMES[name].startswith("nn."):
            raise
        raise MissingPackage(name, error, "pip install 'tdlviz[nn]'") from error


def __dir__() -> list[str]:
    return sorted(__all__)
