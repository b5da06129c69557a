import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.sparse_features import first_linear, linear_of_features

CX = tv.clique([[0, 1, 2], [1, 2, 3]], max_dim=1, vertices=40)


def words(share: float) -> torch.Tensor:
    torch.manual_seed(0)
    return torch.rand(40, 30).where(torch.rand(40, 30) < share, torch.zeros(())).double()


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5])
def test_sparse_or_not_it_is_the_same(share):
    cells = tv.nn.cells(CX, words(share), "cpu", torch.float64)
    linear = torch.nn.Linear(30, 7).double()
    found, wanted = linear_of_features(linear, cells), linear(cells.x)
    assert (found - wanted).abs().max() < 1e-12
    for one, two in zip(
        *(torch.autograd.grad(y.square().sum(), [*linear.parameters()]) for y in (found, wanted)),
        strict=True,
    ):
        assert (one - two).abs().max() < 1e-10


def test_features_with_a_gradient_keep_it():
    x = words(0.02).requires_grad_()
    cells = tv.nn.cells(CX, None, "cpu", torch.float64).with_features(x)
    linear_of_features(torch.nn.Linear(30, 7).double(), cells).sum().backward()
    assert x.grad is not None


def test_features_can_be_asked_for_a_gradient_after_a_call():
    cells = tv.nn.cells(CX, words(0.02), "cpu", torch.float64)
    linear = torch.nn.Linear(30, 7).double()
    linear_of_features(linear, cells)
    cells.x.requires_grad_()
    linear_of_features(linear, cells).sum().backward()
    assert torch.allclose(cells.x.grad, linear.weight.sum(0).expand(40, 30))


def test_autocast_leaves_sparse_products_exact():
    cells = tv.nn.cells(CX, words(0.02).float(), "cpu")
    linear = torch.nn.Linear(30, 7)
    with torch.autocast("cpu", torch.bfloat16):
        found = linear_of_features(linear, cells)
    found.sum().backward()
    assert torch.allclose(found, linear(cells.x), atol=1e-6)


def test_other_features_are_not_taken_for_the_first():
    cells = tv.nn.cells(CX, words(0.02), "cpu", torch.float64)
    linear = torch.nn.Linear(30, 7).double()
    one = linear_of_features(linear, cells)
    two = linear_of_features(linear, cells.with_features(2 * words(0.02)))
    assert torch.allclose(two - linear.bias, 2 * (one - linear.bias))


def test_dropout_in_training_alone():
    cells = tv.nn.cells(CX, words(0.05), "cpu", torch.float64)
    linear = torch.nn.Linear(30, 7).double()
    assert not torch.equal(linear_of_features(linear, cells, 0.5), linear(cells.x))
    assert torch.allclose(linear_of_features(linear.eval(), cells, 0.5), linear(cells.x))


def test_what_is_no_number_of_features():
    with pytest.raises(InvalidInput):
        first_linear("here", 0, 3)


@pytest.mark.parametrize("fused", [True, False])
def test_weights_lie_feature_by_feature_and_train_as_any_other(fused):
    torch.manual_seed(0)
    linear, x = first_linear("here", 30, 7), words(0.02).float()
    assert linear.weight.T.is_contiguous()
    plain = torch.nn.Linear(30, 7)
    plain.load_state_dict(linear.state_dict())
    adams = [torch.optim.Adam(one.parameters(), 0.1, fused=fused) for one in (linear, plain)]
    cells = tv.nn.cells(CX, x, "cpu")
    for _ in range(3):
        for adam, y in zip(adams, (linear_of_features(linear, cells), plain(x)), strict=True):
            adam.zero_grad()
            y.square().sum().backward()
            adam.step()
    assert linear.weight.grad.T.is_contiguous()
    torch.testing.assert_close(linear.weight, plain.weight)
