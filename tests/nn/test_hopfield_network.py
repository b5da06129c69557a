import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import TdlvizError, TooLarge
from tdlviz.nn import hopfield_network

PARTS = [tv.Complex.from_facets([[0, 1], [2], [3]]), tv.Complex.from_facets([[0]])]
PARTS.append(tv.Complex.from_facets([[0, 1]]))
X = torch.randn(7, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
CELLS = tv.nn.cells(tv.batch(PARTS), X, "cpu", torch.float64)


def made(**options) -> tv.nn.Hopfield:
    torch.manual_seed(0)
    return tv.nn.Hopfield(3, 8, 5, **{"heads": 2, **options}).double()


@pytest.mark.parametrize("steps", [1, 3])
def test_the_layer_is_the_formula_written_densely(steps):
    model = made(steps=steps, beta=1.5)
    hidden, rows = X @ model.lin1.weight.T + model.lin1.bias, []
    for part in hidden.split([4, 1, 2]):
        heads = []
        for head in range(2):
            cut = slice(4 * head, 4 * head + 4)
            state, key = part @ model.query[cut].T, part @ model.key[cut].T
            for _ in range(steps - 1):
                state = torch.softmax(1.5 * state @ key.T, 1) @ key
            heads.append(torch.softmax(1.5 * state @ key.T, 1) @ key @ model.value[cut])
        rows.append(torch.cat(heads, 1))
    wanted = torch.cat(rows) @ model.lin2.weight.T + model.lin2.bias
    assert (model(CELLS) - wanted).abs().max() < 1e-12


def test_what_is_heard():
    model, heard, energies = made(steps=4), [], []
    model.attention.listen(lambda *told: heard.append(told))
    model.energy.listen(lambda values, _: energies.append(values))
    model(CELLS)
    assert len(heard) == len(energies) == 4
    for weights, index in heard:
        tv.Field("a", weights.detach(), 0, index, kind="attention").check(CELLS.complex)
        sums = torch.zeros(7, 2, dtype=torch.float64).index_add(0, index[:, 0], weights)
        assert (sums - 1).abs().max() < 1e-12
        assert torch.equal(CELLS.batch[index[:, 0]], CELLS.batch[index[:, 1]])
    hidden = model.lin1(X)[4]
    alone = [(hidden @ w.T).view(2, 1, 4) for w in (model.query, model.key)]
    assert (energies[0][4] - tv.nn.hopfield_energy(*alone).sum()).abs() < 1e-12
    tv.Field("e", energies[0].detach(), 0, kind="scalar").check(CELLS.complex)
    assert (torch.stack(energies).diff(dim=0) < 1e-12).all()


def test_relabelling_and_batching_change_nothing():
    model, order = made(steps=2), [3, 1, 0, 2]
    one = tv.Complex.from_facets([[0], [1], [2], [3]])
    before = model(tv.nn.cells(one, X[:4], "cpu", torch.float64))
    after = model(tv.nn.cells(one, X[:4][order], "cpu", torch.float64))
    assert (after - before[order]).abs().max() < 1e-12
    assert (model(CELLS)[:4] - before).abs().max() < 1e-12


def test_gradients_of_the_layer():
    torch.manual_seed(0)
    model = tv.nn.Hopfield(2, 4, 5, heads=2, steps=2).double()
    names, weights = zip(*model.named_parameters(), strict=True)

    def run(*given: torch.Tensor) -> torch.Tensor:
        return torch.func.functional_call(model, dict(zip(names, given, strict=True)), (CELLS,))

    torch.autograd.gradcheck(run, weights)


@pytest.mark.parametrize(
    "options", [{"heads": 3}, {"beta": 0}, {"steps": 0}, {"hidden": 0}, {"classes": None}], ids=str
)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.Hopfield(**options)


def test_too_much_attention_is_refused_with_its_memory(monkeypatch):
    monkeypatch.setattr(hopfield_network, "MOST_WEIGHTS", 3 * 2 * 16 - 1)
    with pytest.raises(TooLarge, match="GiB"):
        made()(CELLS)


def test_no_vertices_are_heard_too():
    model, heard, energies = made(steps=2), [], []
    model.attention.listen(lambda *told: heard.append(told))
    model.energy.listen(lambda values, _: energies.append(values))
    none = tv.Complex((Cells.of(np.zeros((0, 1), dtype=np.int64)),))
    assert model(tv.nn.cells(none, X[:0], "cpu", torch.float64)).shape == (0, 3)
    assert [len(values) for values in energies] == [0, 0]
    assert heard[0][0].shape == (0, 2)


@pytest.mark.gpu
def test_a_gpu_computes_the_same():
    model = made(steps=2)
    wanted = model(CELLS)
    assert (model.cuda()(CELLS.to("cuda")).cpu() - wanted).abs().max() < 1e-10
