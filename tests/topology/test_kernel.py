from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space
from scipy.sparse import csr_array, eye_array, random_array

import tdlviz as tv
from tdlviz.core.errors import TooLarge
from tdlviz.topology import kernel as module
from tdlviz.topology.kernel import kernel


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), dense=st.sampled_from([3, 400]))
def test_the_same_space_as_that_of_scipy(seed: int, dense: int) -> None:
    """Both ways of looking at a part, small ones by eigenvectors and large ones by projection."""
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 40, 2).tolist())
    entries = random_array(shape, density=float(rng.uniform(0, 0.3)), rng=rng)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "DENSE", dense)
        ours = kernel(csr_array(entries)).toarray()
    theirs = null_space(entries.toarray(), rcond=1e-7)
    assert ours.shape == theirs.shape
    assert np.allclose(ours.T @ ours, np.eye(ours.shape[1]), atol=1e-7)
    assert np.allclose(ours @ ours.T, theirs @ theirs.T, atol=1e-6)


def test_a_large_grid_has_one_constant() -> None:
    cx = tv.cubical(np.zeros((50, 60)))
    ours = kernel(tv.coboundary(cx, 0)).toarray()
    assert ours.shape[1] == 1
    assert np.ptp(ours) < 1e-8


def test_many_parts_of_every_size() -> None:
    """Paths of 1 to 900 vertices, in a random order: a constant for each of them."""
    lengths = [1, 1, 1, 2, 3, 900, 5, 500, 390, 20, 1000]
    starts = np.cumsum([0, *lengths])
    rng = np.random.default_rng(0)
    names = rng.permutation(starts[-1])
    steps = np.concatenate([np.arange(a, b - 1) for a, b in pairwise(starts)])
    rows = np.arange(len(steps))
    signs = np.concatenate([np.ones(len(steps)), -np.ones(len(steps))])
    at = np.tile(rows, 2), np.concatenate([names[steps], names[steps + 1]])
    ours = kernel(csr_array((signs, at), shape=(len(steps), starts[-1])))
    assert ours.shape[1] == len(lengths)
    label = np.empty(starts[-1], dtype=int)
    label[names] = np.repeat(np.arange(len(lengths)), lengths)
    for column in ours.toarray().T:
        part = label[abs(column) > 1e-9]
        assert len(set(part.tolist())) == 1
        assert np.ptp(column[label == part[0]]) < 1e-7


def test_all_and_nothing() -> None:
    assert kernel(csr_array((0, 3))).toarray().tolist() == np.eye(3).tolist()
    assert kernel(csr_array((4, 0))).shape == (0, 0)
    assert kernel(csr_array(eye_array(1000))).shape == (1000, 0)


def test_refuses_a_kernel_that_is_too_large(monkeypatch) -> None:
    monkeypatch.setattr(module, "MAX_NUMBERS", 20_000)
    with pytest.raises(TooLarge, match="more than 4 dimensions in a part of 2,000 columns"):
        kernel(csr_array(np.ones((1, 2000))))
