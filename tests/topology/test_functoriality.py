import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.functoriality import check_functorial
from tdlviz.topology.restriction_maps import incidences


def both_ways(cx, first, second) -> bool:
    """The same by loops over all cells."""
    below, above = incidences(cx, 0), incidences(cx, 1)
    for t, e in above.pairs.tolist():
        for other in [b for a, b in above.pairs.tolist() if a == t]:
            for v in set(below.pairs[below.pairs[:, 0] == e, 1].tolist()):
                one, two = (
                    second[above.pairs.tolist().index([t, k])]
                    @ first[below.pairs.tolist().index([k, v])]
                    if [k, v] in below.pairs.tolist()
                    else None
                    for k in (e, other)
                )
                if two is not None and not np.allclose(one, two):
                    return False
    return True


@pytest.mark.parametrize("seed", range(12))
def test_the_same_as_by_loops(simplicial, polygonal, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for cx in (simplicial(seed), polygonal(seed)):
        if cx.dim < 2:
            continue
        below, above = incidences(cx, 0), incidences(cx, 1)
        basis = [rng.normal(size=(n, 2, 2)) + 3 * np.eye(2) for n in cx.counts]
        first = np.linalg.inv(basis[1])[below.pairs[:, 0]] @ basis[0][below.pairs[:, 1]]
        second = np.linalg.inv(basis[2])[above.pairs[:, 0]] @ basis[1][above.pairs[:, 1]]
        assert both_ways(cx, first, second)
        check_functorial(below, above, first, second)
        if len(second):
            second[rng.integers(len(second)), 1, 0] += 0.1
            assert not both_ways(cx, first, second)
            with pytest.raises(InvalidInput, match="differ by"):
                check_functorial(below, above, first, second)


def test_single_floats_are_near_enough() -> None:
    cx = tv.Complex.from_facets([[0, 1, 2]])
    below, above = incidences(cx, 0), incidences(cx, 1)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    first = np.stack([np.linalg.matrix_power(turn, k) for k in range(6)])
    second = first[[1, 3, 2]]
    ways = [second[0] @ first[0], second[1] @ first[2]]
    assert not np.allclose(*ways)
    edge = {0: 0, 1: 1, 2: 2}
    first = np.stack([np.linalg.matrix_power(turn, edge[c] + f) for c, f in below.pairs])
    second = np.stack([np.linalg.matrix_power(turn, 5 - e) for _, e in above.pairs])
    check_functorial(below, above, np.float32(first).astype(float), second)
