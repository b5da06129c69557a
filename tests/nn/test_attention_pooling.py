import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TdlvizError

PARTS = [tv.Complex.from_facets([[0, 1], [2], [3]]), tv.Complex.from_facets([[0]])]
PARTS.append(tv.Complex.from_facets([[0, 1]]))
X = torch.randn(7, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
CELLS = tv.nn.cells(tv.batch(PARTS), X, "cpu", torch.float64)


def made(scale=1.0) -> tv.nn.AttentionPooling:
    torch.manual_seed(0)
    model = tv.nn.AttentionPooling(5).double()
    with torch.no_grad():
        model.query.copy_(scale * torch.randn(5, dtype=torch.float64))
    return model


def test_s083_with_a_zero_query_it_is_average_pooling():
    pooled = made(0.0)(CELLS)
    wanted = torch.stack([part.mean(0) for part in X.split([4, 1, 2])])
    assert (pooled - wanted).abs().max() < 1e-12
    assert made(0.0).float()(CELLS.to(dtype=torch.float32)).sub(wanted).abs().max() < 1e-6


def test_s083_it_is_softmax_attention_of_one_query_to_each_complex():
    model, rows = made(3.0), []
    for part in X.split([4, 1, 2]):
        query, keys = model.query[None], part @ model.key.weight.T
        rows.append(torch.nn.functional.scaled_dot_product_attention(query, keys, part))
    assert (model(CELLS) - torch.cat(rows)).abs().max() < 1e-12


@pytest.mark.parametrize("scale", [0.0, 1.0, 1e6])
def test_s083_weights_sum_to_one_and_are_heard(scale):
    model, heard = made(scale), []
    model.weights.listen(lambda values, index: heard.append((values, index)))
    pooled = model(CELLS)
    ((weights, index),) = heard
    assert index is None
    tv.Field("weights", weights.detach(), 0, kind="scalar").check(CELLS.complex)
    sums = torch.zeros(3, dtype=torch.float64).index_add(0, CELLS.batch, weights)
    assert (sums - 1).abs().max() < 1e-12
    assert torch.equal(pooled[1], X[4])


def test_relabelling_changes_nothing_and_batching_neither():
    model = made()
    one = tv.Complex.from_facets([[0], [1], [2], [3]])
    before = model(tv.nn.cells(one, X[:4], "cpu", torch.float64))
    after = model(tv.nn.cells(one, X[:4][[3, 1, 0, 2]], "cpu", torch.float64))
    assert (after - before).abs().max() < 1e-12
    assert (model(CELLS)[:1] - before).abs().max() < 1e-12


def test_a_complex_without_vertices_gives_zeros():
    cx = tv.Complex.from_facets([[0], [1]])
    cx = cx.with_fields(tv.Field("batch0", np.array([0, 2]), 0, kind="label"))
    pooled = made()(tv.nn.cells(cx, X[:2], "cpu", torch.float64))
    assert (pooled - torch.stack([X[0], torch.zeros(5), X[1]])).abs().max() < 1e-12


def test_gradients():
    model = made()
    names, weights = zip(*model.named_parameters(), strict=True)

    def run(x: torch.Tensor, *given: torch.Tensor) -> torch.Tensor:
        named = dict(zip(names, given, strict=True))
        return torch.func.functional_call(model, named, (CELLS.with_features(x),))

    torch.autograd.gradcheck(run, (X.clone().requires_grad_(), *weights))


def test_another_number_of_features_or_what_is_none():
    with pytest.raises(InvalidInput, match="5 features"):
        made()(CELLS.with_features(X[:, :4]))
    with pytest.raises(TdlvizError):
        tv.nn.AttentionPooling(0)


@pytest.mark.gpu
def test_a_gpu_computes_the_same():
    model = made()
    wanted = model(CELLS)
    assert (model.cuda()(CELLS.to("cuda")).cpu() - wanted).abs().max() < 1e-10
