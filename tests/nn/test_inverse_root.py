import numpy as np
import scipy.linalg
import torch

from tdlviz.nn.inverse_root import inverse_root


def definite() -> torch.Tensor:
    """Random ones, one whose eigenvalues are all equal, and one with a pair of equal ones."""
    torch.manual_seed(0)
    half = torch.randn(5, 4, 4, dtype=torch.float64)
    made = half @ half.mT + 0.1 * torch.eye(4)
    made[0] = 2 * torch.eye(4)
    made[1] = torch.diag(torch.tensor([1.0, 1, 3, 4]))
    return made


def test_its_square_is_the_inverse_and_scipy_agrees():
    given = definite()
    found = inverse_root(given)
    assert (found @ found @ given - torch.eye(4)).abs().max() < 1e-12
    for one, root in zip(given.numpy(), found.numpy(), strict=True):
        assert np.allclose(root, np.linalg.inv(scipy.linalg.sqrtm(one)))


def test_the_gradient_exists_where_eigenvalues_are_equal():
    given = definite().requires_grad_()
    torch.autograd.gradcheck(lambda s: inverse_root((s + s.mT) / 2), given)
