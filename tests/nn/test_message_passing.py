import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

pytest.importorskip("torch_geometric")
CX = tv.clique([[0, 0, 1, 2], [1, 2, 2, 3]], vertices=5, max_dim=1)
X = np.random.default_rng(0).standard_normal((5, 4))
CELLS = tv.nn.cells(CX, X, "cpu")
MODELS = ["GCN", "GAT", "GraphSAGE"]


def test_gcn_is_the_formula_of_the_paper():
    torch.manual_seed(0)
    model = tv.nn.GCN(3, 8, 2, 4).eval()
    adjacency = torch.tensor(tv.adjacency(CX, 0).toarray()).float() + torch.eye(5)
    root = torch.diag(adjacency.sum(1).rsqrt())
    spread = root @ adjacency @ root
    one, two = model.layers
    x = (spread @ CELLS.x @ one.lin.weight.T + one.bias).relu()
    assert torch.allclose(model(CELLS), spread @ x @ two.lin.weight.T + two.bias, atol=1e-6)


def test_sage_takes_the_mean_of_neighbours():
    model = tv.nn.GraphSAGE(3, features=4, layers=1).eval()
    layer = model.layers[0]
    adjacency = torch.tensor(tv.adjacency(CX, 0).toarray()).float()
    mean = adjacency / adjacency.sum(1, keepdim=True).clamp(min=1)
    wanted = (
        mean @ CELLS.x @ layer.lin_l.weight.T + layer.lin_l.bias + CELLS.x @ layer.lin_r.weight.T
    )
    assert torch.allclose(model(CELLS), wanted, atol=1e-6)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("features", [4, None])
def test_any_graph_any_order_and_gradients(name, features):
    torch.manual_seed(0)
    model = getattr(tv.nn, name)(3, 16, 2, features)
    model(CELLS).sum().backward()
    assert all(w.grad is not None for w in model.parameters())
    order = np.array([3, 1, 4, 0, 2])
    names = np.argsort(order)
    other = tv.clique(names[np.array([[0, 0, 1, 2], [1, 2, 2, 3]])], vertices=5, max_dim=1)
    model.eval()
    found = model(tv.nn.cells(other, X[order], "cpu"))
    assert torch.allclose(found, model(CELLS)[order], atol=1e-6)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize(
    "options", [{"layers": 0}, {"hidden": 0}, {"dropout": 1}, {"classes": "a"}], ids=str
)
def test_options_that_are_none(name, options):
    with pytest.raises(TdlvizError):
        getattr(tv.nn, name)(**options)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("features", [4, None])
def test_cells_of_another_kind(name, features):
    model = getattr(tv.nn, name)(3, 16, 2, features)
    model(CELLS)
    for wrong in (CX, CELLS.to(dtype=torch.float64), CELLS.with_features(X[:, :3])):
        with pytest.raises(TdlvizError):
            model(wrong)


def test_heads_divide_what_is_hidden():
    with pytest.raises(TdlvizError):
        tv.nn.GAT(hidden=10)
