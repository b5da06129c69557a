"""How many cells a lifting will make, before it makes them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from inspect import signature
from typing import Any

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.lift.alpha import alpha, alpha_counts
from tdlviz.lift.cech import cech, cech_counts
from tdlviz.lift.clique import clique, clique_complex_counts
from tdlviz.lift.combinatorial import combinatorial, combinatorial_counts
from tdlviz.lift.cubical import cubical, cubical_counts
from tdlviz.lift.cycle_basis import cycle_basis, cycle_basis_counts
from tdlviz.lift.degree_size import degree_size, degree_size_counts
from tdlviz.lift.delaunay import delaunay, delaunay_counts
from tdlviz.lift.directed_flag import directed_flag, directed_flag_counts
from tdlviz.lift.dowker import dowker, dowker_counts
from tdlviz.lift.expected import Expected
from tdlviz.lift.hypergraph import hypergraph, hypergraph_counts
from tdlviz.lift.linial_meshulam import linial_meshulam, linial_meshulam_counts
from tdlviz.lift.mesh import mesh, mesh_counts
from tdlviz.lift.nearest_neighbours import nearest_neighbours, nearest_neighbours_counts
from tdlviz.lift.neighbourhood import neighbourhood, neighbourhood_counts
from tdlviz.lift.nerve import nerve, nerve_counts
from tdlviz.lift.rings import rings, rings_counts
from tdlviz.lift.rips import rips, rips_counts
from tdlviz.lift.simplicial_closure import simplicial_closure, simplicial_closure_counts
from tdlviz.lift.witness import witness, witness_counts

COUNTS: dict[Callable[..., Complex], Callable[..., Expected]] = {
    rips: rips_counts,
    alpha: alpha_counts,
    clique: clique_complex_counts,
    mesh: mesh_counts,
    cubical: cubical_counts,
    rings: rings_counts,
    cycle_basis: cycle_basis_counts,
    neighbourhood: neighbourhood_counts,
    hypergraph: hypergraph_counts,
    combinatorial: combinatorial_counts,
    simplicial_closure: simplicial_closure_counts,
    nerve: nerve_counts,
    directed_flag: directed_flag_counts,
    linial_meshulam: linial_meshulam_counts,
    degree_size: degree_size_counts,
    delaunay: delaunay_counts,
    cech: cech_counts,
    witness: witness_counts,
    nearest_neighbours: nearest_neighbours_counts,
    dowker: dowker_counts,
}


def expect(lifting: Callable[..., Complex] | Any, *data: Any, **parameters: Any) -> Expected:
    """How many cells `lifting(*data, **parameters)` will make, cheaply and without making them.

    lifting:    `tdlviz.rips`, `alpha`, or any other that takes `max_cells`.
    parameters: those of the lifting, except `max_cells`, which changes nothing about the number.

    Returns `counts` by rank, `exact`, and words when printed: "60 vertices, 300 edges, about 1,200
    triangles". Vertices and edges are exact (except for `alpha`), triangles where that is cheap,
    the rest are estimates, unbiased and the same every time (Knuth 1975; see `clique_count`).
    Raises what the lifting would raise, but `TooLarge` only where even counting is too much.
    """
    if not isinstance(lifting, Hashable) or lifting not in COUNTS:
        known = ", ".join(known.__name__ for known in COUNTS)
        raise UnknownName("expect", getattr(lifting, "__name__", repr(lifting)), f"known: {known}")
    count = COUNTS[lifting]
    try:
        signature(count).bind(*data, **parameters)
    except TypeError as error:
        names = ", ".join(signature(count).parameters)
        raise InvalidInput(f"expect({lifting.__name__})", error, f"it takes {names}") from error
    return count(*data, **parameters)
