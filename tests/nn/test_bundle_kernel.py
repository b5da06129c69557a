"""The compiled maps against the same in torch, which other methods and devices take."""

import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.nn.bundle_kernel import compiled_bundle
from tdlviz.nn.orthogonal import householder

CX = tv.clique([[0, 0, 1, 2, 4], [1, 2, 2, 3, 5]], vertices=7, max_dim=1)
CELLS = tv.nn.cells(CX, None, "cpu", torch.float64)


def in_torch(numbers: torch.Tensor, d: int) -> torch.Tensor:
    tail, head = numbers[:, -1].sigmoid().chunk(2)
    weights = (tail * head).repeat(2)
    vertex = CELLS.edge_index[0]
    sums = torch.zeros(7).double().index_add(0, vertex, weights**2) + 1
    factors = weights / sums.sqrt()[vertex]
    return householder(numbers[:, :-1].tanh(), d) * factors[:, None, None]


@pytest.mark.parametrize("d", range(2, 6))
def test_it_is_what_torch_computes(d):
    torch.manual_seed(d)
    numbers = (2 * torch.randn(10, d * (d - 1) // 2 + 1, dtype=torch.float64)).requires_grad_()
    found, wanted = compiled_bundle(numbers, d, CELLS), in_torch(numbers, d)
    assert (found - wanted).abs().max() < 1e-14
    weight = torch.randn_like(found)
    (mine,), (theirs,) = (
        torch.autograd.grad((made * weight).sum(), numbers) for made in (found, wanted)
    )
    assert (mine - theirs).abs().max() < 1e-13
    torch.autograd.gradcheck(lambda given: compiled_bundle(given, d, CELLS), numbers)


def test_numbers_far_out_are_no_trouble():
    numbers = torch.full((10, 4), 1e4, dtype=torch.float64)
    numbers[::2] *= -1
    numbers.requires_grad_()
    found = compiled_bundle(numbers, 3, CELLS)
    found.sum().backward()
    assert torch.isfinite(found).all()
    assert np.isfinite(numbers.grad.numpy()).all()
