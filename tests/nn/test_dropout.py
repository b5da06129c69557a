import pytest
import torch

from tdlviz.nn import dropout
from tdlviz.nn.dropout import dropout_masks


@pytest.mark.parametrize("share", [0.1, 0.5, 0.7, 0.99])
def test_as_many_are_dropped_as_was_asked_and_the_mean_stays(share):
    torch.manual_seed(0)
    masks = dropout_masks(3, share, torch.zeros(100, 333))
    assert masks.shape == (3, 100, 333)
    kept = masks != 0
    deviation = (share * (1 - share) / masks.numel()) ** 0.5
    assert abs(kept.double().mean() - (1 - share)) < 5 * deviation
    assert masks[kept].unique().numel() == 1
    assert masks.double().mean() == pytest.approx(1, abs=5 * deviation / (1 - share))


def test_masks_differ_and_a_seed_repeats_them():
    like = torch.zeros(50, 50, dtype=torch.float64)
    torch.manual_seed(1)
    masks = dropout_masks(2, 0.5, like)
    torch.manual_seed(1)
    assert torch.equal(masks, dropout_masks(2, 0.5, like))
    assert masks.dtype == torch.float64
    agreement = (masks[0] == masks[1]).double().mean()
    assert abs(agreement - 0.5) < 0.05


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_compiled_masks_are_those_of_torch(dtype, monkeypatch):
    like = torch.zeros(31, 17, dtype=dtype)
    torch.manual_seed(2)
    compiled = dropout_masks(3, 0.3, like)
    monkeypatch.setattr(dropout, "compiles", lambda _: False)
    torch.manual_seed(2)
    assert torch.equal(compiled, dropout_masks(3, 0.3, like))
