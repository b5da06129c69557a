"""The compiled maps against the same in torch, which other methods and devices take."""

import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.nn.bundle_kernel import compiled_bundle
from tdlviz.nn.map_learner import at_both_ends
from tdlviz.nn.orthogonal import householder

CX = tv.clique([[0, 0, 1, 2, 4], [1, 2, 2, 3, 5]], vertices=7, max_dim=1)
CELLS = tv.nn.cells(CX, None, "cpu", torch.float64)


def in_torch(halves: torch.Tensor, d: int) -> torch.Tensor:
    numbers = at_both_ends(halves, CELLS)
    tail, head = numbers[:, -1].sigmoid().chunk(2)
    weights = (tail * head).repeat(2)
    vertex = CELLS.edge_index[0]
    sums = torch.zeros(7).double().index_add(0, vertex, weights**2) + 1
    factors = weights / sums.sqrt()[vertex]
    return householder(numbers[:, :-1].tanh(), d) * factors[:, None, None]


@pytest.mark.parametrize("d", range(2, 6))
def test_it_is_what_torch_computes(d):
    torch.manual_seed(d)
    halves = (2 * torch.randn(7, d * (d - 1) + 2, dtype=torch.float64)).requires_grad_()
    found, wanted = compiled_bundle(halves, d, CELLS), in_torch(halves, d)
    assert (found - wanted).abs().max() < 1e-14
    weight = torch.randn_like(found)
    (mine,), (theirs,) = (
        torch.autograd.grad((made * weight).sum(), halves) for made in (found, wanted)
    )
    assert (mine - theirs).abs().max() < 1e-13
    torch.autograd.gradcheck(lambda given: compiled_bundle(given, d, CELLS), halves)


def test_numbers_far_out_are_no_trouble():
    halves = torch.full((7, 8), 1e4, dtype=torch.float64)
    halves[::2] *= -3
    halves.requires_grad_()
    found = compiled_bundle(halves, 3, CELLS)
    found.sum().backward()
    assert torch.isfinite(found).all()
    assert np.isfinite(halves.grad.numpy()).all()
