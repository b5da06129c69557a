import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import TdlvizError, TooLarge
from tdlviz.nn import exact_triples
from tdlviz.nn.polynomial_attention import taylor

PARTS = [tv.Complex.from_facets([[0, 1], [2], [3]]), tv.Complex.from_facets([[0]])]
PARTS.append(tv.Complex.from_facets([[0, 1]]))
X = torch.randn(7, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
CELLS = tv.nn.cells(tv.batch(PARTS), X, "cpu", torch.float64)


def made(**options) -> tv.nn.TripleAttention:
    torch.manual_seed(0)
    return tv.nn.TripleAttention(3, 8, 5, **{"heads": 2, **options}).double()


@pytest.mark.parametrize("degree", [None, 2])
def test_it_is_the_formula_written_densely(degree):
    model, rows = made(degree=degree), []
    hidden = X @ model.lin1.weight.T + model.lin1.bias
    for part in hidden.split([4, 1, 2]):
        heads = []
        given = [(part @ w.T).chunk(2, 1) for w in model.project.weight.chunk(5)]
        for query, key1, key2, value1, value2 in zip(*given, strict=True):
            scores = torch.einsum("id,jd,kd->ijk", query, key1, key2) / 4
            weights = scores.exp() if degree is None else taylor(scores, degree)
            weights = weights / weights.sum((1, 2), keepdim=True)
            heads.append(torch.einsum("ijk,jd,kd->id", weights, value1, value2))
        rows.append(torch.cat(heads, 1))
    wanted = torch.cat(rows) @ model.lin2.weight.T + model.lin2.bias
    assert (model(CELLS) - wanted).abs().max() < 1e-12


@pytest.mark.parametrize("degree", [None, 2])
def test_what_is_heard(degree):
    model, heard = made(degree=degree), []
    plain = model(CELLS)
    model.attention.listen(lambda *told: heard.append(told))
    assert torch.equal(model(CELLS), plain)
    ((weights, index),) = heard
    assert len(index) == 4**3 + 1 + 2**3
    tv.Field("t", weights.detach(), 0, index, kind="triples").check(CELLS.complex)
    assert (CELLS.batch[index] == CELLS.batch[index[:, :1]]).all()
    sums = torch.zeros(7, 2, dtype=torch.float64).index_add(0, index[:, 0], weights)
    assert (sums - 1).abs().max() < 1e-12
    values = model.project(model.lin1(X)).chunk(5, 1)[3:]
    first, second = (v.view(7, 2, 4)[index[:, n]] for n, v in enumerate(values, 1))
    out = torch.zeros(7, 2, 4, dtype=torch.float64)
    out = out.index_add(0, index[:, 0], weights[..., None] * first * second)
    assert (model.lin2(out.flatten(1)) - plain).abs().max() < 1e-12


def test_a_view_draws_what_is_heard():
    cx, tape = PARTS[0], tv.Tape()
    model = made()
    with tv.watch(model, "attention", tape=tape):
        model(tv.nn.cells(cx, X[:4], "cpu", torch.float64))
    view = tv.show(cx, tape["attention"])
    assert view.kind == "triples"
    view.close()


@pytest.mark.parametrize("degree", [None, 4])
def test_relabelling_and_batching_change_nothing(degree):
    model, order = made(degree=degree), [3, 1, 0, 2]
    one = tv.Complex.from_facets([[0], [1], [2], [3]])
    before = model(tv.nn.cells(one, X[:4], "cpu", torch.float64))
    after = model(tv.nn.cells(one, X[:4][order], "cpu", torch.float64))
    assert (after - before[order]).abs().max() < 1e-12
    assert (model(CELLS)[:4] - before).abs().max() < 1e-12


@pytest.mark.parametrize("degree", [None, 2])
def test_gradients(degree):
    torch.manual_seed(0)
    model = tv.nn.TripleAttention(2, 4, 5, heads=2, degree=degree).double()
    names, weights = zip(*model.named_parameters(), strict=True)

    def run(*given: torch.Tensor) -> torch.Tensor:
        return torch.func.functional_call(model, dict(zip(names, given, strict=True)), (CELLS,))

    torch.autograd.gradcheck(run, weights)


@pytest.mark.parametrize(
    "options",
    [{"heads": 3}, {"degree": 1}, {"degree": 2.0}, {"hidden": 0}],
    ids=str,
)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.TripleAttention(**options)


def test_too_many_triples_are_refused(monkeypatch):
    model, told = made(), []
    monkeypatch.setattr(exact_triples, "MOST_AT_ONCE", 3 * 2 * 4**3 - 1)
    model(CELLS)
    model.attention.listen(lambda *given: told.append(given))
    with pytest.raises(TooLarge, match="watching"):
        model(CELLS)
    monkeypatch.setattr(exact_triples, "MOST_TRIPLES", 3 * 2 * 4**3 - 1)
    with pytest.raises(TooLarge, match="GiB"):
        made()(CELLS)


@pytest.mark.gpu
def test_a_gpu_computes_the_same():
    model = made()
    wanted = model(CELLS)
    assert (model.cuda()(CELLS.to("cuda")).cpu() - wanted).abs().max() < 1e-10
