import numpy as np
import pytest
import torch
from torch.nn.functional import leaky_relu

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

CX = tv.rings([[0, 1, 2, 3, 4, 0, 2, 6, 7], [1, 2, 3, 4, 5, 5, 6, 7, 3]])
X = np.random.default_rng(0).standard_normal((CX.counts[1], 4))
CELLS = tv.nn.cells(CX, {1: X}, "cpu", torch.float64)


def test_it_is_the_formula_of_the_paper_on_polygons():
    assert CX.ranks[2].sizes.tolist() != [3, 3]
    torch.manual_seed(0)
    model = tv.nn.CAN(3, features=4, layers=1, heads=2).double()
    layer = model.layers[0]
    wanted = CELLS.on(1) @ layer.own["rank1"].linear.weight.T
    ends = CX.ranks[1]
    share = {
        "lower1": lambda i, j: bool({*ends[i].tolist()} & {*ends[j].tolist()}),
        "upper1": lambda i, j: any({*ends[i].tolist(), *ends[j].tolist()} <= {*ring.tolist()}
                                   for ring in CX.ranks[2]),
    }  # fmt: skip
    count = range(len(X))
    for name, near in share.items():
        mask = torch.tensor([[i != j and near(i, j) for j in count] for i in count])
        one = layer.over[name]
        for head, rows in enumerate(one.linear.weight.chunk(2)):
            h = CELLS.on(1) @ rows.T
            scores = leaky_relu((h @ one.weights[0, head])[:, None] + h @ one.weights[1, head], 0.2)
            attention = scores.masked_fill(~mask, -torch.inf).softmax(1).nan_to_num()
            wanted = wanted + attention @ h / 2
    assert (model(CELLS) - wanted).abs().max() < 1e-12


@pytest.mark.parametrize("options", [{"rank": 0}, {"heads": 7}, {"signs": True}], ids=str)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError, match="CAN"):
        tv.nn.CAN(**options)
