import numpy as np
import pytest
import torch
from torch.nn.functional import leaky_relu

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

CX = tv.linial_meshulam(7, 0.4, seed=1)
X = np.random.default_rng(0).standard_normal((CX.counts[1], 4))
CELLS = tv.nn.cells(CX, {1: X}, "cpu", torch.float64)


def test_it_is_the_formula_of_the_paper():
    torch.manual_seed(0)
    model = tv.nn.SAN(3, features=4, layers=1, filters=3, harmonic=2, epsilon=0.2).double()
    layer = model.layers[0]
    down, up = (
        torch.from_numpy(make(CX, 1).toarray()) for make in (tv.down_laplacian, tv.up_laplacian)
    )
    keep = torch.eye(len(X)).double() - 0.2 * (down + up)
    wanted = keep @ keep @ CELLS.on(1) @ layer.own["rank1"].linear.weight.T
    for laplacian, name in ((down, "lower_laplacian1"), (up, "upper_laplacian1")):
        one = layer.over[name]
        h = CELLS.on(1) @ one.linear.weight.T
        scores = leaky_relu(h @ one.weights[0].T + (h @ one.weights[1].T).T, 0.2)
        attention = scores.masked_fill(laplacian == 0, -torch.inf).softmax(1).nan_to_num()
        power = attention
        for part in h.chunk(3, 1):
            wanted = wanted + power @ part
            power = power @ attention
    assert (model(CELLS) - wanted).abs().max() < 1e-12


def test_it_learns_in_a_step():
    torch.manual_seed(0)
    model = tv.nn.SAN(2, 8, features=4).double()
    y = torch.arange(len(X)) % 2
    before = torch.nn.functional.cross_entropy(model(CELLS), y)
    before.backward()
    with torch.no_grad():
        for weight in model.parameters():
            weight -= 0.01 * weight.grad
    assert torch.nn.functional.cross_entropy(model(CELLS), y) < before


@pytest.mark.parametrize("options", [{"rank": 0}, {"heads": 7}, {"filters": 0}], ids=str)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError, match="SAN"):
        tv.nn.SAN(**options)
