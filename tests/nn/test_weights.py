import pytest
import torch

from tdlviz.nn.weights import in_short, weights_of


@pytest.mark.parametrize(
    ("shape", "name", "kind", "seen"),
    [
        ((), "w", "number", ()),
        ((3,), "w", "numbers", (3,)),
        ((3, 4), "w", "matrix", (3, 4)),
        ((3, 2, 5, 5), "w", "matrix", (3, 50)),
        ((0, 4), "w", "matrix", (0, 0)),
        ((4097,), "w.norm", "number", ()),
        ((2, 4097), "w.norm", "number", ()),
    ],
)
def test_shapes(shape, name, kind, seen):
    values = torch.rand(shape)
    found, kinds, short = in_short("w", values)
    assert (found, kinds, tuple(short.shape)) == (name, kind, seen)
    total = short**2 if name == "w.norm" else (short**2).sum()
    torch.testing.assert_close(total, (values**2).sum())


def test_weights_and_gradients_by_name():
    model = torch.nn.Linear(3, 2)
    model.bias.requires_grad = False
    assert [*weights_of(model, True, True)] == ["weight", "weight.grad", "bias"]
    assert weights_of(model, False, True)["weight.grad"].is_meta
    assert weights_of(model, False, True)["weight.grad"].shape == (2, 3)
    model(torch.ones(3)).sum().backward()
    found = weights_of(model, False, True)
    assert torch.equal(found["weight.grad"], torch.ones(2, 3))
    assert weights_of(model, False, False) == {}
