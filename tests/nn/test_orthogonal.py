import pytest
import torch

from tdlviz.nn.orthogonal import _Householder, cayley, householder

MAKES = {"householder": householder, "in torch": _Householder.apply, "cayley": cayley}


def numbers(d: int, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    torch.manual_seed(d)
    return (3 * torch.randn(6, d * (d - 1) // 2, dtype=dtype)).requires_grad_()


@pytest.mark.parametrize("d", range(1, 7))
@pytest.mark.parametrize("make", MAKES)
def test_they_are_orthogonal(make, d):
    for dtype, error in ((torch.float32, 1e-6), (torch.float64, 1e-14)):
        made = MAKES[make](numbers(d, dtype), d)
        assert made.dtype == dtype
        assert (made @ made.mT - torch.eye(d)).abs().max() < error
    sign = 1 if make == "cayley" else (-1) ** d
    assert torch.allclose(torch.linalg.det(made), torch.full((6,), float(sign)).double())


@pytest.mark.parametrize("d", range(1, 7))
@pytest.mark.parametrize("make", ["householder", "in torch"])
def test_reflections_are_multiplied_as_by_lapack(make, d):
    given = numbers(d).detach()
    lower = torch.eye(d, dtype=torch.float64).repeat(6, 1, 1)
    row, column = torch.tril_indices(d, d, -1)
    lower[:, row, column] = given
    theirs = torch.linalg.householder_product(lower, 2 / lower.square().sum(1))
    assert (MAKES[make](given, d) - theirs).abs().max() < 1e-14


@pytest.mark.parametrize("d", [2, 3, 5])
@pytest.mark.parametrize("make", MAKES)
def test_their_gradients(make, d):
    torch.autograd.gradcheck(lambda given: MAKES[make](given, d), numbers(d))


def test_zeros_are_the_last_reflection_and_the_identity():
    nothing = torch.zeros(1, 3)
    assert torch.equal(householder(nothing, 3)[0], torch.diag(torch.tensor([-1.0, -1, -1])))
    assert torch.equal(cayley(nothing, 3)[0], torch.eye(3))


def test_none_at_all():
    assert householder(torch.zeros(0, 3), 3).shape == (0, 3, 3)
    assert cayley(torch.zeros(0, 3), 3).shape == (0, 3, 3)
