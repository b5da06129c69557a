import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.errors import TooLarge
from tdlviz.nn import polynomial_attention as module
from tdlviz.nn.exact_triples import exact_attention, triple_scores
from tdlviz.nn.polynomial_attention import polynomial_attention, polynomial_weights, taylor


def made(bound, seed=0, n=6, d=3):
    """Query, keys and values whose entries are as large as `bound`, but those of values 1."""
    generator = torch.Generator().manual_seed(seed)
    found = (2 * torch.rand(5, 2, n, d, generator=generator, dtype=torch.float64) - 1).unbind()
    return [x if place > 2 else bound * x for place, x in enumerate(found)]


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), degree=st.sampled_from([0, 2, 4, 6]), bound=st.floats(0.1, 3))
def test_s205_it_is_the_cubic_sum_with_a_polynomial(seed, degree, bound):
    query, key1, key2, value1, value2 = made(bound, seed)
    weights = polynomial_weights(triple_scores(query, key1, key2), degree)
    assert (weights > 0).all()  # even degrees have no zero
    assert (weights.sum((-2, -1)) - 1).abs().max() < 1e-12
    wanted = torch.einsum("bijk,bjd,bkd->bid", weights, value1, value2)
    found = polynomial_attention(query, key1, key2, value1, value2, degree)
    assert (found - wanted).abs().max() < 1e-10


@pytest.mark.parametrize("degree", [2, 4, 8])
def test_s205_the_error_grows_with_the_entry_bound_and_keeps_its_own(degree):
    errors = []
    for bound in (0.5, 1.0, 1.5, 2.0):
        given_ = made(bound, n=12)
        scores = triple_scores(*given_[:3])
        most = float(scores.abs().max())
        entries = (taylor(scores, degree) - scores.exp()).abs().max()
        assert entries <= math.exp(most) * most ** (degree + 1) / math.factorial(degree + 1) + 1e-14
        error = (polynomial_attention(*given_, degree) - exact_attention(*given_)).abs().max()
        errors.append(float(error))
    assert errors == sorted(errors)
    assert errors[0] < errors[-1] / 100


def test_s205_a_higher_degree_is_closer():
    given_ = made(1.5, n=12)
    exact = exact_attention(*given_)
    errors = [
        float((polynomial_attention(*given_, g) - exact).abs().max()) for g in (0, 2, 4, 6, 8)
    ]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 1e-6


def test_keys_that_are_not_there_get_no_weight():
    given_ = made(1.0)
    present = torch.tensor([[True] * 4 + [False] * 2, [False] * 6])
    found = polynomial_attention(*given_, 4, present)
    short = [given_[0], *(x[:, :4] for x in given_[1:])]
    assert (found[0] - polynomial_attention(*short, 4)[0]).abs().max() < 1e-12
    assert not found[1].any()


def test_its_gradients():
    with torch.inference_mode():  # keeps nothing that training cannot use
        polynomial_attention(*made(1.0, d=5), 2)
    polynomial_attention(*(x.requires_grad_() for x in made(1.0, d=5)), 2).sum().backward()
    inputs = [x[:, :3].requires_grad_() for x in made(1.0)]
    torch.autograd.gradcheck(lambda *x: polynomial_attention(*x, 2), inputs)


def test_so_many_monomials_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_NUMBERS", 2 * 6 * 10 - 1)
    with pytest.raises(TooLarge, match="10 monomials"):
        polynomial_attention(*made(1.0), 2)
    monkeypatch.undo()
    with pytest.raises(TooLarge, match=r"5,311,735 monomials"):
        polynomial_attention(*made(1.0, n=1, d=16), 10)
