"""The normalised Laplacian of a hypergraph."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array, eye_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.faces import check_rank
from tdlviz.topology.incidence import incidence
from tdlviz.topology.laplacian import WeightsGiven
from tdlviz.topology.weights import check_weights, scaled


def hypergraph_laplacian(cx: Complex | Any, weights: WeightsGiven = None) -> csr_array:
    """1 - D^(-1/2) H W E⁻¹ Hᵀ D^(-1/2) (Zhou, Huang and Schölkopf 2006).

    (vertices, vertices) CSR float64, symmetric, with eigenvalues from 0 to 1. H is
    `incidence(cx, 0, 1)`, E has the sizes of the hyperedges, W their weights, `weights[1]` or 1,
    and D = H W 1. A vertex in no hyperedge has a zero row. Of a graph it is half the normalised
    Laplacian. Raises `InvalidInput` for a complex without cells of rank 1, and for weights as
    `hodge_laplacian` does.
    """
    check_rank("hypergraph_laplacian", cx, 1)
    checked = check_weights("hypergraph_laplacian", cx, weights)
    if set(checked) - {1}:
        rule = "only hyperedges, rank 1, have weights here"
        raise InvalidInput("hypergraph_laplacian(weights=…)", f"ranks {sorted(checked)}", rule)
    own = checked.get(1, np.ones(cx.counts[1]))
    members = incidence(cx, 0, 1)
    degrees = members @ own
    roots = np.divide(1, np.sqrt(degrees), out=np.zeros_like(degrees), where=degrees > 0)
    half = scaled(members, roots, np.sqrt(own / members.sum(axis=0)))
    kept = scaled(csr_array(eye_array(cx.counts[0])), rows=(degrees > 0).astype(np.float64))
    laplacian = csr_array(kept - half @ half.T)
    laplacian.sum_duplicates()
    return laplacian
