import pytest
import torch
from spanning import dense, given, random

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


@pytest.mark.parametrize("lengths", [None, "length"])
@pytest.mark.parametrize("degree", [0, 1, 2, 3])
def test_fields_and_all_gradients_are_those_of_the_matrix(degree, lengths):
    cells, mask = given(), random(tv.nn.TreeMask(2, degree, lengths))
    x = torch.randn(7, 2, 3, dtype=torch.float64, requires_grad=True)
    wanted = torch.einsum("hij,jhd->ihd", dense(mask, cells), x)
    found = mask(cells, x)
    assert (found - wanted).abs().max() < 1e-10
    weights = torch.randn_like(found)
    ours = torch.autograd.grad((found * weights).sum(), [x, mask.coefficients])
    theirs = torch.autograd.grad((wanted * weights).sum(), [x, mask.coefficients])
    assert all((a - b).abs().max() < 1e-9 for a, b in zip(ours, theirs, strict=True))
    assert torch.autograd.gradcheck(lambda x: mask(cells, x), x)


@pytest.mark.parametrize("lengths", [None, "length"])
def test_the_dense_mask_is_the_same(lengths):
    cells, mask = given(), random(tv.nn.TreeMask(2, 2, lengths))
    groups = mask.tree(cells).groups
    both, pairs = groups.pairs()
    found = mask.bias(cells).exp().permute(0, 2, 3, 1)[both.unbind(1)]
    wanted = dense(mask, cells)
    assert (found.T - wanted[:, pairs[:, 0], pairs[:, 1]]).abs().max() < 1e-12
    assert len(pairs) == (wanted[0] > 0).sum() == 25 + 4


def test_a_mask_begins_as_none():
    x = torch.ones(7, 1, 1, dtype=torch.float64)
    assert tv.nn.TreeMask()(given(), x).flatten().tolist() == [5] * 5 + [2] * 2


def test_what_is_refused():
    cells, mask = given(), tv.nn.TreeMask(2)
    with pytest.raises(InvalidInput, match=r"\(7, 2, \*\) is needed"):
        mask(cells, torch.ones(7, 1, 1))
    mask.coefficients.data[:, 2] = 200.0
    with pytest.raises(InvalidInput, match="inf for the distance"):
        mask(cells, torch.ones(7, 2, 1))
    with pytest.raises(InvalidInput, match="edge 1"):
        tv.nn.TreeMask(lengths="length").bias(given([1, -1, 1, 1, 1, 1]))
