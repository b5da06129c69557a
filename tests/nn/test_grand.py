from itertools import pairwise

import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

CX = tv.clique([[0, 0, 1, 2, 4], [1, 2, 2, 3, 5]], vertices=7, max_dim=1)
X = np.random.default_rng(0).standard_normal((7, 4))
CELLS = tv.nn.cells(CX, X, "cpu", torch.float64)


def made(**options) -> tv.nn.Grand:
    torch.manual_seed(0)
    return tv.nn.Grand(3, 8, 4, **{"heads": 2, "time": 2.5, **options}).double().eval()


def dense_attention(model: tv.nn.Grand, x: torch.Tensor) -> torch.Tensor:
    """Softmax over the neighbours of a vertex and itself, by a mask of the whole matrix."""
    adjacent = torch.eye(7, dtype=torch.bool)
    for u, v in CELLS.ends.tolist():
        adjacent[u, v] = adjacent[v, u] = True
    heads = []
    for query, key in zip(
        (x @ model.attention.query.T).chunk(2, 1), (x @ model.attention.key.T).chunk(2, 1),
        strict=True,
    ):  # fmt: skip
        scores = query @ key.T / 2
        heads.append(scores.masked_fill(~adjacent, -torch.inf).softmax(1))
    return torch.stack(heads).mean(0)


@pytest.mark.parametrize("nonlinear", [True, False])
def test_it_is_the_formula_of_the_paper(nonlinear):
    model = made(nonlinear=nonlinear)
    x = CELLS.x @ model.lin1.weight.T + model.lin1.bias
    attention = dense_attention(model, x)
    for step in (1.0, 1.0, 0.5):
        x = x + step * (attention @ x - x)
        attention = dense_attention(model, x) if nonlinear else attention
    wanted = x.relu() @ model.lin2.weight.T + model.lin2.bias
    assert (model(CELLS) - wanted).abs().max() < 1e-12


@pytest.mark.parametrize("nonlinear", [True, False])
@pytest.mark.parametrize("step", [0.3, 1.0])
def test_the_maximum_principle_and_attention_that_adds_up_to_one(nonlinear, step):
    model, seen, heard = made(nonlinear=nonlinear, step=step, time=20.0), [], []
    model.hidden.listen(lambda values, _: seen.append(values.detach()))
    model.attention.probe.listen(lambda *given: heard.append(given))
    model(CELLS)
    for before, after in pairwise(seen):
        assert (after.amax(0) <= before.amax(0) + 1e-12).all()
        assert (after.amin(0) >= before.amin(0) - 1e-12).all()
    assert torch.equal(seen[0][6], seen[-1][6])  # nobody is near
    weights, index = heard[0]
    tv.Field("attention", weights.detach(), 0, index, kind="attention").check(CX)
    sums = torch.zeros(7, 2, dtype=torch.float64).index_add(0, index[:, 0], weights.detach())
    assert (sums - 1).abs().max() < 1e-12
    assert len(heard) == (len(seen) - 1 if nonlinear else 1)


def test_scores_that_would_overflow():
    model = made()
    with torch.no_grad():
        model.attention.query.mul_(1e6)
    assert torch.isfinite(model(CELLS)).all()


def test_its_gradients():
    torch.manual_seed(0)
    model = tv.nn.Grand(2, 4, 4, heads=2, time=1.5, nonlinear=True).double()
    names, weights = zip(*model.named_parameters(), strict=True)

    def run(*given: torch.Tensor) -> torch.Tensor:
        return torch.func.functional_call(model, dict(zip(names, given, strict=True)), (CELLS,))

    torch.autograd.gradcheck(run, weights)


@pytest.mark.parametrize(
    "options",
    [
        {"heads": 3}, {"step": 1.5}, {"step": 0.0}, {"time": -1.0}, {"time": np.inf},
        {"time": 1e9}, {"hidden": 0}, {"nonlinear": 1}, {"dropout": 1}, {"classes": None},
    ],
    ids=str,
)  # fmt: skip
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.Grand(**options)
