import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

CX = tv.clique([[0, 1], [1, 2]], max_dim=1)
X = np.random.default_rng(0).standard_normal((3, 4))


def test_it_is_a_perceptron_on_each_vertex():
    model = tv.nn.MLP(3, 8, 3, 4, dropout=0.5).eval()
    plain = torch.nn.Sequential(
        model.lin1, torch.nn.ReLU(), model.layers[0], torch.nn.ReLU(), model.lin2
    )
    cells = tv.nn.cells(CX, X, "cpu")
    assert torch.allclose(model(cells), plain(cells.x))
    order = [2, 0, 1]
    assert torch.allclose(model(tv.nn.cells(CX, X[order], "cpu")), plain(cells.x)[order])


@pytest.mark.parametrize("options", [{"layers": 1}, {"hidden": 0}, {"dropout": 2}], ids=str)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.MLP(**options)
