import numpy as np
import pytest
import torch
from torch.nn.functional import elu

import tdlviz as tv
from tdlviz.core.errors import TdlvizError
from tdlviz.nn.tangent_maps import tangent_maps

CX = tv.clique([[0, 0, 1, 2, 3], [1, 2, 2, 3, 4]], vertices=6, max_dim=1)
X = np.random.default_rng(0).standard_normal((6, 4))
CELLS = tv.nn.cells(CX, X, "cpu", torch.float64)


def made(**options) -> tv.nn.ConnectionSheafDiffusion:
    torch.manual_seed(0)
    return tv.nn.ConnectionSheafDiffusion(2, 2, 3, 4, 4, **options).double().eval()


@pytest.mark.parametrize("normalised", [True, False])
def test_it_is_the_formula_of_the_paper(normalised):
    """The connection Laplacian: transports beside the diagonal, degrees on it."""
    model, maps = made(normalised=normalised), tangent_maps(CELLS, 2)
    laplacian = torch.zeros(6, 2, 6, 2, dtype=torch.float64)
    for e, (u, v) in enumerate(CELLS.ends.tolist()):
        laplacian[v, :, u] = -maps[e]
        laplacian[u, :, v] = -maps[e].T
        laplacian[u, :, u] += torch.eye(2)
        laplacian[v, :, v] += torch.eye(2)
    if normalised:
        root = (CELLS.degrees + 1).rsqrt()
        laplacian = laplacian * root[:, None, None, None] * root[:, None]
    x = elu(CELLS.x @ model.lin1.weight.T + model.lin1.bias).view(6, 2, 4)
    for layer in model.layers:
        mixed = torch.stack([layer.linear.left @ row for row in x]) @ layer.linear.right.T
        spread = torch.einsum("uivj,vjh->uih", laplacian, mixed)
        x = (1 + layer.epsilon.tanh()) * x - elu(spread)
    wanted = x.reshape(6, -1) @ model.lin2.weight.T + model.lin2.bias
    assert (model(CELLS) - wanted).abs().max() < 1e-10


def test_its_maps_follow_the_features_and_not_the_model():
    model = made()
    heard = []
    model.maps.listen(lambda values, index: heard.append((values, index)))
    model(CELLS), model(CELLS.with_features(X[::-1].copy()))
    assert torch.equal(heard[0][0], tangent_maps(CELLS, 2))
    assert not torch.allclose(heard[0][0], heard[1][0])
    assert not any("maps" in key for key in model.state_dict())


def test_it_trains():
    model = made(dropout=0.3).train()
    model(CELLS).square().sum().backward()
    assert all(torch.isfinite(w.grad).all() for w in model.parameters())


@pytest.mark.parametrize("cells", [None, CX, tv.nn.cells(CX, X[:, :1], "cpu")])
def test_what_it_cannot_run_on(cells):
    with pytest.raises(TdlvizError):
        tv.nn.ConnectionSheafDiffusion(2, 2, 3, 4)(cells)
