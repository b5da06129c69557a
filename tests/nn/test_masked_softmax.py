import pytest
import torch

from tdlviz.nn.masked_softmax import masked_softmax

SCORES = torch.randn(3, 4, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
MASK = torch.rand(3, 4, 5, generator=torch.Generator().manual_seed(1)) > 0.4


def test_without_a_mask_it_is_softmax():
    assert (masked_softmax(SCORES) - SCORES.softmax(-1)).abs().max() < 1e-15
    both = masked_softmax(SCORES, axes=(-2, -1)).flatten(1)
    assert (both - SCORES.flatten(1).softmax(1)).abs().max() < 1e-15


def test_what_is_masked_is_left_out():
    found = masked_softmax(SCORES, MASK, (1, 2))
    for scores, mask, weights in zip(SCORES, MASK, found, strict=True):
        assert (weights[mask] - scores[mask].softmax(0)).abs().max() < 1e-15
        assert not weights[~mask].any()


def test_rows_wholly_masked_are_zeros_with_gradients_of_zero():
    scores = SCORES.clone().requires_grad_()
    mask = MASK.clone()
    mask[1] = False
    found = masked_softmax(scores, mask)
    assert not found[1].any()
    (found**2).sum().backward()
    assert torch.isfinite(scores.grad).all()
    assert not scores.grad[1].any()
    assert scores.grad[0].any()


def test_its_gradients():
    torch.autograd.gradcheck(
        lambda x: masked_softmax(x, MASK, (-2, -1)), SCORES.clone().requires_grad_()
    )


def test_scores_that_would_overflow():
    found = masked_softmax(torch.tensor([[1e30, 0.0], [-1e30, -1e30]]))
    assert found.tolist() == [[1, 0], [0.5, 0.5]]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0,)])
def test_nothing(shape):
    assert masked_softmax(torch.zeros(shape)).shape == shape
