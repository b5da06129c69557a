"""Against softmax attention of torch, and the theorems of Ramsauer et al. (2021)."""

import gzip
import math
from itertools import islice

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import scaled_dot_product_attention

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def normal(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def test_s133_an_update_is_softmax_attention():
    state, patterns = normal(3, 6, 16), normal(3, 9, 16, seed=1)
    attention = scaled_dot_product_attention(state, patterns, patterns)
    assert (tv.nn.hopfield_retrieve(state, patterns) - attention).abs().max() < 1e-12
    halves = tv.nn.hopfield_retrieve(state.float(), patterns.float())
    assert halves.dtype == torch.float32
    assert (halves - attention).abs().max() < 1e-6


def test_s133_one_update_retrieves_a_stored_pattern():
    patterns = torch.where(normal(20, 64) > 0, 1.0, -1.0).double()
    corrupt = patterns.clone()
    corrupt[:, :16] *= torch.where(normal(20, 16, seed=1) > 0, 1.0, -1.0)
    found = tv.nn.hopfield_retrieve(corrupt, patterns, 1.0)
    assert (corrupt - patterns).abs().max() == 2
    assert (found - patterns).abs().max() < 1e-3


def test_s133_digits_are_retrieved_from_their_upper_halves(data_dir):
    with gzip.open(data_dir / "mnist-5k" / "mnist_5k.csv.gz", "rt") as lines:
        table = np.loadtxt(islice(lines, 0, 5000, 25), delimiter=",")
    images = torch.from_numpy(table[:, :784])
    patterns = torch.nn.functional.normalize(images - images.mean(0))
    state = patterns.clone()
    state[:, 392:] = 0
    found = tv.nn.hopfield_retrieve(state, patterns, 100.0)
    assert ((state - patterns).norm(dim=1) > 0.3).all()
    assert ((found - patterns).norm(dim=1) < 0.1).double().mean() > 0.95
    before, after = (tv.nn.hopfield_energy(x, patterns, 100.0) for x in (state, found))
    assert (after < before).all()


def test_s133_the_error_after_one_update_falls_as_separation_grows_and_keeps_its_bound():
    errors = []
    for scale in (1.0, 2.0, 3.0, 4.0):
        patterns = scale * torch.eye(8, dtype=torch.float64)
        error = (tv.nn.hopfield_retrieve(patterns, patterns, 1.0) - patterns).norm(dim=1).max()
        assert error <= 2 * 7 * scale * math.exp(-(scale**2))
        errors.append(float(error))
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 1e-4


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), beta=st.floats(0.01, 100), scale=st.floats(0.1, 10))
def test_s133_energy_never_rises_and_is_never_below_zero(seed, beta, scale):
    state, patterns = normal(4, 6, seed=seed), scale * normal(5, 6, seed=seed + 1)
    energies = []
    for _ in range(6):
        energies.append(tv.nn.hopfield_energy(state, patterns, beta))
        state = tv.nn.hopfield_retrieve(state, patterns, beta)
    tolerance = 1e-12 * (1 + float(energies[0].max()) + scale**2)
    assert (torch.stack(energies).diff(dim=0) <= tolerance).all()
    assert (torch.stack(energies) >= -tolerance).all()


def test_the_energy_is_its_formula_and_an_update_is_its_gradient():
    state, patterns, beta = normal(2, 4, 3).requires_grad_(), normal(2, 5, 3, seed=1), 1.7
    energy = tv.nn.hopfield_energy(state, patterns, beta)
    for batch in range(2):
        for n, xi in enumerate(state[batch].detach().numpy()):
            stored = patterns[batch].numpy()
            lse = np.log(np.exp(beta * stored @ xi).sum()) / beta
            most = (stored**2).sum(1).max()
            wanted = -lse + xi @ xi / 2 + np.log(5) / beta + most / 2
            assert abs(energy[batch, n].item() - wanted) < 1e-12
    (slope,) = torch.autograd.grad(energy.sum(), state)
    update = tv.nn.hopfield_retrieve(state, patterns, beta)
    assert (state - slope - update).abs().max() < 1e-12


def test_steps_are_updates_one_after_another():
    state, patterns = normal(4, 6), normal(5, 6, seed=1)
    wanted = state
    for _ in range(3):
        wanted = tv.nn.hopfield_retrieve(wanted, patterns, 2.0)
    assert torch.equal(tv.nn.hopfield_retrieve(state, patterns, 2.0, steps=3), wanted)


def test_s133_a_small_beta_goes_to_the_mean():
    patterns = normal(5, 6)
    found = tv.nn.hopfield_retrieve(normal(2, 6, seed=1), patterns, 1e-9)
    assert (found - patterns.mean(0)).abs().max() < 1e-7


def test_gradients_of_the_functions():
    inputs = (normal(2, 3).requires_grad_(), normal(4, 3, seed=1).requires_grad_())
    torch.autograd.gradcheck(lambda s, p: tv.nn.hopfield_retrieve(s, p, 2.0, steps=2), inputs)
    torch.autograd.gradcheck(lambda s, p: tv.nn.hopfield_energy(s, p, 2.0), inputs)


def test_no_state_and_one_pattern():
    assert tv.nn.hopfield_retrieve(torch.zeros(0, 3), torch.ones(2, 3)).shape == (0, 3)
    assert tv.nn.hopfield_energy(torch.zeros(0, 3), torch.ones(2, 3)).shape == (0,)
    one = normal(1, 3)
    assert torch.equal(tv.nn.hopfield_retrieve(normal(2, 3, seed=1), one), one.expand(2, 3))


@pytest.mark.parametrize(
    ("state", "patterns"),
    [
        (torch.zeros(3), torch.zeros(2, 3)),
        (torch.zeros(2, 3), torch.zeros(2, 4)),
        (torch.zeros(2, 3), torch.zeros(0, 3)),
        (torch.zeros(2, 0), torch.zeros(2, 0)),
        (torch.zeros(2, 3), torch.zeros(2, 3).double()),
        (torch.zeros(2, 2, 3), torch.zeros(4, 2, 3)),
        (torch.zeros(2, 3, dtype=torch.int64), torch.zeros(2, 3, dtype=torch.int64)),
        (torch.full((2, 3), torch.nan), torch.zeros(2, 3)),
        (torch.full((2, 3), 1e30), torch.full((2, 3), 1e30)),
    ],
)
def test_tensors_that_do_not_fit(state, patterns):
    for function in (tv.nn.hopfield_energy, tv.nn.hopfield_retrieve):
        with pytest.raises(InvalidInput, match="hopfield"):
            function(state, patterns)
