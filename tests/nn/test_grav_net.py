import numpy as np
import pytest
import torch
from torch.nn.functional import silu

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

PARTS = [tv.Complex.from_facets([[0, 1], [2], [3]]), tv.Complex.from_facets([[0]])]
PARTS.append(tv.Complex.from_facets([[0, 1], [2], [3], [4]]))
X = torch.randn(10, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
CELLS = tv.nn.cells(tv.batch(PARTS), X, "cpu", torch.float64)


def made(**options) -> tv.nn.GravNet:
    torch.manual_seed(0)
    model = tv.nn.GravNet(3, 8, 2, 5, **{"space": 3, "radius": 0.6, **options}).double()
    with torch.no_grad():  # as it begins, all are near each other
        for layer in model.layers:
            layer.space1.weight *= 6
            layer.space2.weight *= 6
    return model


@pytest.mark.parametrize("loops", [False, True])
def test_s136_it_is_the_formula_with_a_mask_of_the_whole_matrix(loops):
    model = made(loops=loops, gravity=2.0)
    x, together = silu(model.lin1(X)), CELLS.batch[:, None] == CELLS.batch
    shares = []
    for layer in model.layers:
        x = torch.cat([x, x.mean(1, keepdim=True)], 1)
        points = layer.space2(silu(layer.space1(x)))
        points = points / points.norm(dim=1, keepdim=True)
        squared = ((points[:, None] - points) ** 2).sum(2)
        near = together & (squared <= 0.6**2)
        shares.append(near.fill_diagonal_(False).sum() / (together.sum() - 10))
        near |= loops & torch.eye(10, dtype=torch.bool)
        weights = torch.exp(-2.0 * squared / 0.6**2) * near
        near_x = weights @ (x / x.abs().sum(1, keepdim=True))
        x = silu(layer.update(torch.cat([near_x, x], 1)))
    assert all(0.1 < share < 0.95 for share in shares), shares  # some are near, and some are not
    assert (model(CELLS) - model.lin2(x)).abs().max() < 1e-12


def test_s136_what_is_heard_is_the_pairs_within_the_radius_and_the_kernel():
    model, heard, points = made(), [], []
    model.layers[1].attention.listen(lambda *told: heard.append(told))
    model.layers[1].points.listen(lambda values, _: points.append(values.detach()))
    model(CELLS)
    ((weights, index),), (where,) = heard, points
    tv.Field("a", weights.detach(), 0, index, kind="attention").check(CELLS.complex)
    assert (where.norm(dim=1) - 1).abs().max() < 1e-12
    squared = torch.cdist(where, where).square()
    assert (weights[:, 0] - torch.exp(-3 * squared[tuple(index.T)] / 0.36)).abs().max() < 1e-12
    near = (squared <= 0.36) & (CELLS.batch[:, None] == CELLS.batch)
    near.fill_diagonal_(False)
    assert index.tolist() == near.nonzero().tolist()
    assert (weights >= np.exp(-3)).all()


def test_s136_relabelling_and_batching_change_nothing():
    model, order = made(), [3, 1, 0, 2]
    one = tv.Complex.from_facets([[0], [1], [2], [3]])
    before = model(tv.nn.cells(one, X[:4], "cpu", torch.float64))
    after = model(tv.nn.cells(one, X[:4][order], "cpu", torch.float64))
    assert (after - before[order]).abs().max() < 1e-12
    assert (model(CELLS)[:4] - before).abs().max() < 1e-12


def test_one_vertex_hears_nobody():
    model, heard = made(), []
    model.layers[0].attention.listen(lambda *told: heard.append(told))
    out = model(tv.nn.cells(PARTS[1], X[:1], "cpu", torch.float64))
    assert torch.isfinite(out).all()
    assert heard[0][1].shape == (0, 2)


def test_gradients():
    torch.manual_seed(0)
    model = tv.nn.GravNet(2, 4, 2, 5, space=2).double()
    names, weights = zip(*model.named_parameters(), strict=True)

    def run(*given: torch.Tensor) -> torch.Tensor:
        return torch.func.functional_call(model, dict(zip(names, given, strict=True)), (CELLS,))

    torch.autograd.gradcheck(run, weights)


def test_it_learns_what_no_vertex_knows_alone():
    """Pairs of points, near or far, with 1 at the far ones: one has to see the other."""
    far = torch.arange(60) % 2
    points = torch.randn(60, 1, 2, generator=torch.Generator().manual_seed(0))
    points = points + torch.tensor([[0.0, 0.0], [1.0, 0.0]]) * (0.1 + far)[:, None, None]
    pair = tv.Complex.from_facets([[0], [1]])
    cells = tv.nn.cells(tv.batch([pair] * 60), points.flatten(0, 1), "cpu")
    torch.manual_seed(0)
    model = tv.nn.GravNet(2, 16, 2, 2, radius=1.0)
    optimiser, losses = torch.optim.Adam(model.parameters(), 0.02), []
    for _ in range(60):
        loss = torch.nn.functional.cross_entropy(model(cells), far.repeat_interleave(2))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[0] > 0.6
    assert losses[-1] < 0.01


@pytest.mark.parametrize(
    "options",
    [{"radius": 0}, {"space": 0}, {"gravity": -1}, {"loops": 1}, {"layers": 0}, {"hidden": 0.5}],
    ids=str,
)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.GravNet(**options)


def test_weights_that_are_not_finite_are_said():
    model = made()
    with torch.no_grad():
        model.lin1.weight.fill_(torch.nan)
    with pytest.raises(TdlvizError, match="GravNet"):
        model(CELLS)


@pytest.mark.gpu
def test_a_gpu_computes_the_same():
    model = made()
    wanted = model(CELLS)
    assert (model.cuda()(CELLS.to("cuda")).cpu() - wanted).abs().max() < 1e-10
