"""Which cells of one rank are neighbours, through a common coface or a common face."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.door import switch
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.faces import check_rank
from tdlviz.topology.incidence import incidence
from tdlviz.topology.operator import operator


def adjacency(
    cx: Complex | Any, rank: int | Any, via: int | Any | None = None, counted: bool | Any = False
) -> csr_array:
    """Cells of `rank` that are contained in a common cell of the higher rank `via`.

    (counts[rank], counts[rank]) CSR float64, symmetric, with a zero diagonal: 1 for neighbours or,
    where it is `counted`, the number of cells that they share. Read-only. `via` None is the next
    rank; above the highest nothing is shared. Of a graph it is the adjacency matrix; of a
    hypergraph, `adjacency(cx, 0)` is its clique expansion.

    Raises `InvalidInput` for ranks that do not exist and a `via` that is not above `rank`.
    """
    return _neighbours("adjacency", cx, rank, via, counted, 1)


def coadjacency(
    cx: Complex | Any, rank: int | Any, via: int | Any | None = None, counted: bool | Any = False
) -> csr_array:
    """Cells of `rank` that contain a common cell of the lower rank `via`, None for the next below.

    Otherwise as `adjacency`: of a graph, `coadjacency(cx, 1)` is the adjacency of its line graph.
    """
    return _neighbours("coadjacency", cx, rank, via, counted, -1)


def _neighbours(asked: str, cx: Any, rank: Any, via: Any, counted: Any, side: int) -> csr_array:
    rank = check_rank(asked, cx, rank)
    counted = switch(f"{asked}(counted=…)", counted)
    if via is None:
        via = rank + side
    else:
        via = check_rank(f"{asked}(via=…)", cx, via)
        if (via - rank) * side <= 0:
            rule = f"a rank {'above' if side > 0 else 'below'} {rank} is needed"
            raise InvalidInput(f"{asked}(via=…)", via, rule)
    return _shared(cx, rank, via, counted)


@operator
def _shared(cx: Complex, rank: int, via: int, counted: bool) -> csr_array:
    count = cx.counts[rank]
    if not 0 <= via <= cx.dim:
        return csr_array((count, count))
    contained = incidence(cx, rank, via).astype(np.int32)
    shared = (contained @ contained.T.tocsr()).T.tocsr()
    shared.data[shared.indices == np.repeat(np.arange(count), np.diff(shared.indptr))] = 0
    shared.eliminate_zeros()
    if not counted:
        shared.data = np.ones_like(shared.data)
    return shared.astype(np.float64)
