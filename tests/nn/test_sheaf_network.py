import numpy as np
import pytest
import torch
from torch.nn.functional import elu, relu

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

EDGES = [[0, 0, 1, 2], [1, 2, 2, 3]]
X = np.random.default_rng(0).standard_normal((5, 4))


def cells(d: int) -> tuple[tv.nn.Cochains, torch.Tensor]:
    cx = tv.clique(EDGES, vertices=5, max_dim=1)
    index = tv.nn.cells(cx, None, "cpu").incidences
    maps = torch.randn(8, d, d, dtype=torch.float64, generator=torch.manual_seed(0))
    field = tv.Field("maps", maps, 0, index, kind="maps")
    return tv.nn.cells(cx.with_fields(field), X, "cpu", torch.float64), maps


@pytest.mark.parametrize("normalised", [True, False])
@pytest.mark.parametrize("d", [1, 2])
def test_it_is_the_formula_of_the_paper(d, normalised):
    torch.manual_seed(1)
    made = tv.nn.SheafNetwork(d, 2, 3, 2, 4, normalised=normalised).double()
    given, maps = cells(d)
    delta = torch.zeros(4 * d, 5 * d, dtype=torch.float64)
    for e, (u, v) in enumerate(given.ends.tolist()):
        delta[e * d : e * d + d, u * d : u * d + d] = -maps[e]
        delta[e * d : e * d + d, v * d : v * d + d] = maps[4 + e]
    laplacian = delta.T @ delta
    if normalised:
        blocks = [laplacian[v * d : v * d + d, v * d : v * d + d] for v in range(5)]
        values, basis = torch.linalg.eigh(torch.stack(blocks) + torch.eye(d))
        root = torch.block_diag(*(basis @ torch.diag_embed(values**-0.5) @ basis.mT))
        laplacian = root @ laplacian @ root
    x = elu(given.x @ made.lin1.weight.T + made.lin1.bias).view(5, d, 2)
    for layer in made.layers:
        mixed = torch.stack([layer.left @ row for row in x]) @ layer.right.T
        flat = mixed.reshape(5 * d, 2)
        x = relu(flat - laplacian @ flat).view(x.shape)
    wanted = x.reshape(5, -1) @ made.lin2.weight.T + made.lin2.bias
    assert (made(given) - wanted).abs().max() < 1e-10


def test_signs_tell_friends_from_enemies():
    """Two camps, all of whose edges within are friendly and between hostile: with signed maps the
    indicator of the camps is a global section, so that Δ leaves nothing of it."""
    rng = np.random.default_rng(0)
    camp = np.repeat([1.0, -1.0], 6)
    edges = np.argwhere(np.triu(rng.random((12, 12)) < 0.7, 1))
    cx = tv.clique(edges.T, vertices=12, max_dim=1)
    given = tv.nn.cells(cx, camp, "cpu", torch.float64)
    tail, head = given.ends.T.numpy()
    signs = np.concatenate([camp[tail] * camp[head], np.ones(len(tail))])[:, None, None]
    field = tv.Field("signs", signs, 0, given.incidences, kind="maps")
    given = tv.nn.cells(cx.with_fields(field), camp, "cpu", torch.float64)
    from tdlviz.nn.given_maps import given_maps
    from tdlviz.nn.sheaf_operator import sheaf_laplacian

    assert sheaf_laplacian(given_maps(given, "signs"), given.x[:, None], given).abs().max() < 1e-12
    made = tv.nn.SheafNetwork(1, classes=2, features=1, maps="signs").double()
    assert made(given).shape == (12, 2)


def test_a_complex_without_maps_or_with_others():
    made = tv.nn.SheafNetwork(2, features=4).double()
    for wrong in (tv.nn.cells(tv.clique(EDGES, vertices=5), X, "cpu"), cells(1)[0], None):
        with pytest.raises(TdlvizError):
            made(wrong)
    with pytest.raises(TdlvizError):
        tv.nn.SheafNetwork(maps=3)
