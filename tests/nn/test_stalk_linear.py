import pytest
import torch

from tdlviz.nn.stalk_linear import StalkLinear


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("right", [True, False])
def test_each_stalk_is_multiplied_from_both_sides(left, right):
    torch.manual_seed(0)
    made = StalkLinear(3, 4, left, right)
    if left:
        torch.nn.init.normal_(made.left)
    x, mask = torch.randn(5, 3, 4), torch.rand(5, 12)
    one = made.left if left else torch.eye(3)
    two = made.right.T if right else torch.eye(4)
    assert torch.allclose(made(x), torch.stack([one @ row @ two for row in x]), atol=1e-6)
    assert torch.allclose(made(x, mask), made(x * mask.view(x.shape)), atol=1e-6)
    assert len([*made.parameters()]) == left + right


def test_it_begins_with_the_identity_and_a_rotation():
    made = StalkLinear(3, 4, True, True)
    assert torch.equal(made.left, torch.eye(3))
    assert torch.allclose(made.right @ made.right.T, torch.eye(4), atol=1e-6)
