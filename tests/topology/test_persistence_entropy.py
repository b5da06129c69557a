import numpy as np
import pytest
from gudhi.representations import Entropy
from scipy.stats import entropy

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def test_scipy_and_gudhi(rng):
    given_ = [np.sort(rng.random((n, 2)), axis=1) for n in (1, 5, 40)]
    ours = tv.persistence_entropy(given_)
    np.testing.assert_allclose(ours, [entropy(d[:, 1] - d[:, 0]) for d in given_], atol=1e-12)
    np.testing.assert_allclose(ours, Entropy().fit_transform(given_)[:, 0], atol=1e-12)
    assert tv.persistence_entropy(given_[1]) == ours[1]


def test_giotto_tda_in_base_2(rng):
    diagrams = pytest.importorskip("gtda.diagrams")
    bars = np.sort(rng.random((3, 20, 2)), axis=2)
    theirs = diagrams.PersistenceEntropy().fit_transform(np.dstack([bars, np.ones((3, 20))]))
    np.testing.assert_allclose(tv.persistence_entropy(list(bars)) / np.log(2), theirs[:, 0])


def test_bounds():
    bars = [np.zeros((0, 2)), [[1, 1], [2, 2]], [[0, 3], [1, 1]], np.repeat([[0, 2]], 8, axis=0)]
    np.testing.assert_allclose(tv.persistence_entropy(bars), [0, 0, 0, np.log(8)])
    assert tv.persistence_entropy([[[0, np.inf], [1, 3]]], end=2).tolist() == [np.log(2)]


def test_gradients():
    torch = pytest.importorskip("torch")
    bars = torch.tensor([[0.0, 2.1], [0.5, 1.7]], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: tv.persistence_entropy([x, x[:1]]), bars)


def test_refused():
    with pytest.raises(InvalidInput, match="endless"):
        tv.persistence_entropy([[[0, np.inf]]])
