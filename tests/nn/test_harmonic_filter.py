import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.nn.harmonic_filter import HarmonicFilter

CX = tv.clique([[0, 1, 2, 0, 2, 3], [1, 2, 3, 3, 4, 4]], max_dim=2)


def identity(rank: int, steps: int, epsilon: float) -> HarmonicFilter:
    made = HarmonicFilter(rank, CX.counts[rank], CX.counts[rank], steps, epsilon).double()
    torch.nn.init.eye_(made.linear.weight)
    return made


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_it_is_a_power_of_a_matrix_and_ends_at_what_is_harmonic(rank):
    laplacian = tv.hodge_laplacian(CX, rank).toarray()
    every = np.eye(CX.counts[rank])
    cells = tv.nn.cells(CX, {rank: every}, "cpu", torch.float64)
    few = identity(rank, 3, 0.1)(cells.on(rank), cells).detach().numpy()
    assert abs(few - np.linalg.matrix_power(every - 0.1 * laplacian, 3)).max() < 1e-12
    many = identity(rank, 2_000, 0.3)(cells.on(rank), cells).detach().numpy()
    values, vectors = np.linalg.eigh(laplacian)
    kernel = vectors[:, values < 1e-9]
    assert kernel.shape[1] == tv.betti(CX)[rank]
    assert abs(many - kernel @ kernel.T).max() < 1e-9


def test_without_steps_no_orientation_is_asked_for():
    sets = tv.hypergraph([[0, 1, 2], [2, 3]])
    cells = tv.nn.cells(sets, np.ones((4, 2)), "cpu", torch.float64)
    made = HarmonicFilter(0, 2, 3, 0, 0.1).double()
    assert torch.equal(made(cells.x, cells), cells.x @ made.linear.weight.T)
