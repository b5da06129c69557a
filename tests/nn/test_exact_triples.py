import pytest
import torch

from tdlviz.core.errors import TooLarge
from tdlviz.nn import exact_triples
from tdlviz.nn.exact_triples import exact_attention, refuse_triples, triple_scores, triple_weights

GENERATOR = torch.Generator().manual_seed(0)
Q, K1, K2, V1, V2 = (
    torch.randn(2, n, d, generator=GENERATOR, dtype=torch.float64)
    for n, d in ((7, 3), (5, 3), (4, 3), (5, 2), (4, 2))
)
MASK = torch.rand(2, 7, 5, 4, generator=GENERATOR) > 0.5


def test_rows_sum_to_one_and_masked_ones_to_zero():
    mask = MASK.clone()
    mask[0, 3] = False
    sums = triple_weights(Q, K1, K2, mask).sum((-2, -1))
    assert sums[0, 3] == 0
    sums[0, 3] = 1
    assert (sums - 1).abs().max() < 1e-12
    assert (triple_weights(Q, K1, K2).sum((-2, -1)) - 1).abs().max() < 1e-12


def test_scores_are_the_einsum():
    wanted = torch.einsum("bid,bjd,bkd->bijk", Q, K1, K2) / 3
    assert (triple_scores(Q, K1, K2) - wanted).abs().max() < 1e-12


@pytest.mark.parametrize("mask", [None, MASK], ids=["no mask", "mask"])
def test_piece_by_piece_it_is_the_same_and_so_are_its_gradients(monkeypatch, mask):
    inputs = [x.clone().requires_grad_() for x in (Q, K1, K2, V1, V2)]
    whole = exact_attention(*inputs, mask)
    slopes = torch.autograd.grad(whole.square().sum(), inputs)
    monkeypatch.setattr(exact_triples, "PIECE", 2 * 5 * 9 * 3)
    pieces, made = [], exact_triples._piece
    monkeypatch.setattr(
        exact_triples, "_piece", lambda query, *rest: (pieces.append(query), made(query, *rest))[1]
    )
    found = exact_attention(*inputs, mask)
    assert [x.shape[1] for x in pieces] == [3, 3, 1]
    assert (found - whole).abs().max() < 1e-12
    again = torch.autograd.grad(found.square().sum(), inputs)
    assert max((a - b).abs().max() for a, b in zip(slopes, again, strict=True)) < 1e-12
    assert len(pieces) == 6  # made anew in backward, in place of being kept


def test_too_many_are_refused_with_the_memory_they_need(monkeypatch):
    long = torch.zeros(1, 1).expand(2000, 8)
    with pytest.raises(TooLarge, match=r"2,000 × 2,000 × 2,000 triples, 29\.8 GiB"):
        refuse_triples("asked", long, long, long)
    refuse_triples("asked", long[:700], long[:700], long[:700])
    with pytest.raises(TooLarge):
        refuse_triples("asked", long[:700], long[:700], long[:700], at_once=True)
    wide = torch.zeros(1, 1).expand(20_000, 8)
    with pytest.raises(TooLarge):
        refuse_triples("asked", wide[:1], wide, wide)
