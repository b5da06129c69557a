from itertools import product

import numpy as np
import pytest

from tdlviz.lift.cubes import Grid


def plain_cubes(shape: tuple[int, ...], wraps: tuple[bool, ...]) -> dict[int, set[frozenset[int]]]:
    """Every cube as the set of its vertices, by trying each corner and each choice of axes."""
    found: dict[int, set[frozenset[int]]] = {rank: set() for rank in range(len(shape) + 1)}
    for corner in product(*map(range, shape)):
        for spans in product((0, 1), repeat=len(shape)):
            if any(
                s and c + 1 == n and not w
                for s, c, n, w in zip(spans, corner, shape, wraps, strict=True)
            ):
                continue
            ends = product(
                *[
                    (c, (c + 1) % n) if s else (c,)
                    for s, c, n in zip(spans, corner, shape, strict=True)
                ]
            )
            vertices = frozenset(int(np.ravel_multi_index(end, shape)) for end in ends)
            found[sum(spans)].add(vertices)
    return found


@pytest.mark.parametrize("shape", [(4,), (1, 3), (3, 4), (3, 3, 4)])
@pytest.mark.parametrize("wrap", [False, True])
def test_cells_are_all_cubes_and_faces_are_those_inside(shape, wrap):
    wraps = tuple(wrap and n > 2 for n in shape)
    grid, plain = Grid(shape, wraps), plain_cubes(shape, wraps)
    edges = grid.edge_order()
    cells = [[frozenset(row) for row in grid.vertices_of(k).tolist()] for k in range(grid.dim + 1)]
    cells[1] = [cells[1][i] for i in edges]
    for rank in range(grid.dim + 1):
        assert len(cells[rank]) == grid.count(rank) == len(plain[rank])
        assert set(cells[rank]) == plain[rank]
        if rank:
            names, _, offsets = grid.faces(rank, edges)
            for cell, start, stop in zip(cells[rank], offsets, offsets[1:], strict=False):
                below = {cells[rank - 1][name] for name in names[start:stop]}
                assert below == {face for face in plain[rank - 1] if face < cell}


def test_a_square_runs_around():
    assert Grid((2, 2), (False, False)).vertices_of(2).tolist() == [[0, 2, 3, 1]]
