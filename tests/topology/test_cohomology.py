from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.topology.cohomology import killers
from tdlviz.topology.pairing import pairing
from tdlviz.topology.prime import LARGEST_PRIME

Maker = Callable[[int], Complex]


def kills(columns: list[list[tuple[int, int]]], faces: int, prime: int) -> list[int]:
    """The cells of these signed faces, entering by name as the faces do."""
    entries = [entry for column in columns for entry in column]
    entries = np.array(entries, dtype=np.int64).reshape(-1, 2).T.copy()
    offsets = np.cumsum([0, *map(len, columns)])
    order = np.arange(faces), np.arange(len(columns))
    cleared = np.zeros(faces, dtype=bool)
    return killers(entries[0], entries[1], offsets, *order, cleared, prime).tolist()


def test_faces_that_come_twice_are_added() -> None:
    klein = [
        [(0, 1), (1, 1), (0, 1), (1, -1)]
    ]  # two loops, one square: the boundary is twice the first
    assert kills(klein, 2, 2) == [-1, -1]
    assert kills(klein, 2, 3) == [0, -1]
    dunce = [[(0, 1), (0, 1), (0, -1)]]
    assert kills(dunce, 1, 2) == kills(dunce, 1, 3) == [0]


def test_coefficients_other_than_one() -> None:
    """A disk glued to a circle p times over, and one glued p + 1 times."""
    assert kills([[(0, 5)], [(0, 6)]], 1, 5) == [1]
    assert kills([[(0, 5)], [(0, 6)]], 1, 7) == [0]


def test_a_face_that_kills_has_no_column() -> None:
    edge = np.array([0, 1]), np.array([-1, 1]), np.array([0, 2])
    order = np.arange(2), np.arange(1)
    assert killers(*edge, *order, np.array([False, False]), 2).tolist() == [-1, 0]
    assert killers(*edge, *order, np.array([False, True]), 2).tolist() == [0, -1]


def test_nothing_at_all() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert len(killers(none, none, np.zeros(1, np.int64), none, none, none > 0, 2)) == 0


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    prime=st.sampled_from([2, 3, 46327, LARGEST_PRIME]),
    size=st.sampled_from([1, 5, 20, 70]),
)
def test_pivots_of_any_matrix(seed: int, prime: int, size: int) -> None:
    """Not only of boundaries: pairs are where the ranks of the lower left corners jump (Cohen-
    Steiner, Edelsbrunner, Morozov, "Vines and vineyards", 2006, pairing uniqueness lemma)."""
    rng = np.random.default_rng(seed)
    dense = rng.integers(0, prime, (size, size)) * (rng.random((size, size)) < 3 / size)
    columns = [[(i, int(c[i])) for i in np.flatnonzero(c)] for c in dense.T]
    found = kills(columns, size, prime)
    assert found == plain_pivots(dense, prime)


def plain_pivots(matrix: np.ndarray, prime: int) -> list[int]:
    """Columns from left to right, each pivot its last row, on a dense matrix."""
    pivots: dict[int, np.ndarray] = {}
    killer = [-1] * len(matrix)
    for j, column in enumerate(matrix.T):
        column = column.copy()
        while column.any():
            row = int(np.flatnonzero(column)[-1])
            if row not in pivots:
                pivots[row] = column * pow(int(column[row]), -1, prime) % prime
                killer[row] = j
                break
            column = (column - column[row] * pivots[row]) % prime
    return killer


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3, 11]))
def test_pairs_of_simplices_are_those_of_gudhi(simplicial: Maker, seed: int, prime: int) -> None:
    """Each cell is given a place of its own, so that gudhi's intervals name cells."""
    from gudhi import SimplexTree

    cx = simplicial(seed)
    births = cx.births
    assert births is not None
    cells = [(b, k, i) for k, own in enumerate(births) for i, b in enumerate(own.tolist())]
    cells.sort()
    tree = SimplexTree()
    for place, (_, rank, i) in enumerate(cells):
        tree.insert(cx.cells(rank)[i].tolist(), place)
    tree.compute_persistence(homology_coeff_field=prime, persistence_dim_max=True)
    for rank in range(cx.dim + 1):
        intervals = np.reshape(tree.persistence_intervals_in_dimension(rank), (-1, 2)).tolist()
        theirs = {(cells[int(b)][2], cells[int(d)][2] if d < np.inf else -1) for b, d in intervals}
        assert {tuple(pair) for pair in pairing(cx, prime).bars[rank].tolist()} == theirs


@pytest.mark.parametrize("size", [63, 64, 65, 64**2 + 1])
def test_columns_longer_than_a_word_of_bits(size: int) -> None:
    """A cycle of edges: the last vertex's column is added to all along, edge after edge."""
    columns = [[(i, -1), ((i + 1) % size, 1)] for i in range(size)]
    forest = [size - 1 if i == 0 else i - 1 for i in range(size)]
    found = kills(columns, size, 3)
    assert found[0] == -1
    assert found[1:] == forest[1:]
