import numpy as np
import pytest
from scipy.linalg import block_diag
from scipy.sparse import csr_array, random_array

from tdlviz.topology import block_solver as module
from tdlviz.topology.block_solver import block_solver


@pytest.mark.parametrize("direct", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_solves_what_has_a_solution(seed: int, direct: bool, monkeypatch) -> None:
    """Blocks of several sizes, some of whose columns are a millionth of others, or zero."""
    monkeypatch.setattr(module, "easily_cut", lambda _: direct)
    rng = np.random.default_rng(seed)
    label = np.sort(rng.integers(0, 12, 30))
    scale = 10.0 ** rng.choice([-3, 0, 0, 1], 30)
    scale[rng.integers(30)] = 0
    matrix = csr_array(random_array((40, 30), density=0.3, rng=rng) * scale)
    image = matrix @ (rng.normal(size=(30, 3)) / np.where(scale, scale, 1)[:, None])
    found = block_solver(matrix, csr_array(matrix.T @ matrix), label)(image)
    assert np.allclose(matrix @ found, image, rtol=0, atol=1e-7)


def test_blocks_of_nothing_else_are_solved_in_one_step(monkeypatch) -> None:
    monkeypatch.setattr(module, "easily_cut", lambda _: False)
    rounds = []
    plain = module.cgls
    monkeypatch.setattr(
        module,
        "cgls",
        lambda m, b, x, p, t: plain(m, b, x, lambda g: rounds.append(1) or p(g), t),
    )
    rng = np.random.default_rng(0)
    blocks = [rng.normal(size=(3, 3)) * 10.0**k for k in range(-3, 3)]
    matrix = csr_array(block_diag(*blocks))
    image = matrix @ rng.normal(size=(18, 1))
    found = block_solver(matrix, csr_array(matrix.T @ matrix), np.arange(18) // 3)(image)
    assert np.allclose(matrix @ found, image, rtol=1e-9, atol=1e-9)
    assert len(rounds) <= 4
