import numpy as np
import pytest
import torch
from spanning import dense, distances, given, random

import tdlviz as tv
from tdlviz.core.errors import TdlvizError


def made(**options) -> tv.nn.TreeAttention:
    torch.manual_seed(0)
    return tv.nn.TreeAttention(4, **{"heads": 2, **options}).double()


def formula(model: tv.nn.TreeAttention, cells: tv.nn.Cochains, mask: torch.Tensor) -> torch.Tensor:
    """With the matrices of attention and of the mask (heads, vertices, vertices) written out."""
    query, key, value = (
        torch.stack(linear(cells.x).chunk(2, dim=1))
        for linear in (model.query, model.key, model.value)
    )
    if model.form == "softmax":
        kernel = (query @ key.mT / np.sqrt(2)).exp()
    else:
        kernel = (torch.nn.functional.elu(query) + 1) @ (torch.nn.functional.elu(key) + 1).mT
    weights = kernel * mask
    found = weights / weights.sum(2, keepdim=True) @ value
    return model.out(torch.cat([*found], dim=1))


@pytest.mark.parametrize("form", ["softmax", "linear"])
@pytest.mark.parametrize("lengths", [None, "length"])
def test_it_is_masked_attention_with_the_same_gradients(form, lengths):
    cells, model = given(), made(form=form, lengths=lengths)
    random(model.mask)
    found, wanted = model(cells), formula(model, cells, dense(model.mask, cells))
    assert (found - wanted).abs().max() < 1e-10
    parameters = [*model.parameters()]
    ours = torch.autograd.grad(found.square().sum(), parameters)
    theirs = torch.autograd.grad(wanted.square().sum(), parameters)
    assert all((a - b).abs().max() < 1e-8 for a, b in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("form", ["softmax", "linear"])
def test_without_a_mask_it_is_attention_in_each_component(form):
    cells, model = given(), made(form=form)
    mask = (distances(cells, False) < torch.inf).double().expand(2, -1, -1)
    assert (model(cells) - formula(model, cells, mask)).abs().max() < 1e-12


def test_in_a_connected_graph_that_is_torch_s_own_attention():
    cx = tv.clique([[0, 1, 2, 3, 4], [1, 2, 3, 4, 0]], max_dim=1)
    x = torch.randn(5, 4, dtype=torch.float64)
    model = made()
    torchs = torch.nn.MultiheadAttention(4, 2, batch_first=True).double()
    torchs.load_state_dict(
        {
            "in_proj_weight": torch.cat([m.weight for m in (model.query, model.key, model.value)]),
            "in_proj_bias": torch.cat([m.bias for m in (model.query, model.key, model.value)]),
            "out_proj.weight": model.out.weight,
            "out_proj.bias": model.out.bias,
        }
    )
    heard = []
    model.probe.listen(lambda *given: heard.append(given))
    wanted, weights = torchs(x, x, x, average_attn_weights=False)
    assert (model(tv.nn.cells(cx, x, "cpu", torch.float64)) - wanted).abs().max() < 1e-12
    values, index = heard[0]
    tv.Field("a", values.detach(), 0, index, kind="attention").check(cx)
    assert (weights[:, index[:, 0], index[:, 1]].T - values).abs().max() < 1e-12


def test_graphs_of_a_batch_do_not_see_each_other():
    graphs = [given().complex, tv.clique([[0, 1, 2], [1, 2, 3]], max_dim=1)]
    graphs[1] = graphs[1].with_fields(tv.Field("length", [1.0, 2.0, 3.0], 1, kind="scalar"))
    x = np.random.default_rng(1).standard_normal((11, 4))
    for form in ("softmax", "linear"):
        model = made(form=form, lengths="length")
        random(model.mask)
        both = model(tv.nn.cells(tv.batch(graphs), x, "cpu", torch.float64))
        alone = [
            model(tv.nn.cells(cx, part, "cpu", torch.float64))
            for cx, part in zip(graphs, (x[:7], x[7:]), strict=True)
        ]
        assert (both - torch.cat(alone)).abs().max() < 1e-12


@pytest.mark.parametrize("form", ["softmax", "linear"])
def test_a_vertex_alone_sees_itself(form):
    cells = tv.nn.cells(tv.clique(np.zeros((2, 0), int), vertices=3), np.eye(3, 4), "cpu")
    model = made(form=form).float()
    wanted = model.out(model.value(cells.x))
    assert (model(cells) - wanted).abs().max() < 1e-6


@pytest.mark.parametrize("options", [{"heads": 3}, {"form": "fast"}, {"degree": -1}], ids=str)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.TreeAttention(**{"width": 4, **options})


@pytest.mark.parametrize("size", [30.0, 1000.0])
def test_large_features_leave_the_linear_form_finite(size):
    cells, model = given(), made(form="linear")
    random(model.mask)
    model.mask.coefficients.data.clamp_(-0.5, 0.0)
    large = cells.with_features(cells.x * size)
    wanted = formula(model, large, dense(model.mask, large))
    found = model.float()(large.to(dtype=torch.float32)).double()
    sound = torch.isfinite(wanted)  # the formula itself is 0 / 0 where elu + 1 is 0
    assert torch.isfinite(found).all()
    assert sound.any()
    assert (found - wanted)[sound].abs().max() < 1e-3 * wanted[sound].abs().max()


def test_what_is_not_finite_is_refused():
    cells, model = given(), made(form="linear")
    with pytest.raises(TdlvizError, match="not finite"):
        model.float()(cells.with_features(torch.full_like(cells.x, 3e38)).to(dtype=torch.float32))
