from __future__ import annotations

import pytest
import torch

from tdlviz.live.hunt import Hunt


class Root(torch.nn.Module):
    """A layer that fails in its forward pass for negative numbers, and in its gradient for zero."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.sqrt()


def model() -> torch.nn.Sequential:
    net = torch.nn.Sequential(torch.nn.Linear(2, 2), Root(), torch.nn.Linear(2, 1))
    with torch.no_grad():
        net[0].weight.fill_(1.0), net[0].bias.zero_()
    return net


@pytest.mark.parametrize(
    ("x", "first"),
    [
        ([[1.0, 2.0]], ""),
        ([[-1.0, 0.0]], "what comes out of net.1"),
        ([[torch.nan, 0.0]], "what goes into net"),
        ([[0.0, 0.0]], "the gradient of net.0.weight"),
    ],
)
def test_the_first_tensor_is_named(x, first):
    net = model()
    with Hunt({"net": net, "other": object()}) as hunt:
        net(torch.tensor(x)).sum().backward()
        assert hunt.look() == first
    hooks = sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in net.modules())
    assert hooks == 0


def test_parameters_that_are_lost_already():
    net = model()
    with torch.no_grad():
        net[2].bias.fill_(torch.inf)
    hunt = Hunt({"net": net})
    hunt.look_at_parameters()
    assert hunt.first == "the parameter net.2.bias"


def test_what_is_no_floating_tensor_passes():
    class Embedding(torch.nn.Module):
        def forward(self, words: dict[str, list[torch.Tensor]]) -> tuple[torch.Tensor, None]:
            return words["words"][0].float(), None

    net = Embedding()
    with Hunt({"net": net}) as hunt:
        net({"words": [torch.arange(3)]})
        assert hunt.look() == ""
