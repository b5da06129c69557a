import numpy as np
import pytest
import torch
from scipy.sparse import csr_array, random_array

from tdlviz.nn.pattern import Pattern

SPARSE = csr_array(random_array((5, 7), density=0.4, rng=0))
MATRICES = {
    "sparse": SPARSE,
    "a row and a column without places": csr_array(np.diag([1.0, 0.0, -2.0])),
    "no places": csr_array((3, 2)),
    "no rows": csr_array((0, 2)),
    "no columns": csr_array((2, 0)),
}


@pytest.mark.parametrize("matrix", MATRICES.values(), ids=MATRICES)
@pytest.mark.parametrize("heads", [1, 3])
def test_products_and_softmax_are_those_of_full_matrices(matrix, heads):
    torch.manual_seed(0)
    pattern = Pattern.of(matrix, heads, "cpu", torch.float64)
    values = torch.randn(len(pattern.row), dtype=torch.float64, requires_grad=True)
    x = torch.randn(heads * matrix.shape[1], 4, dtype=torch.float64, requires_grad=True)
    full = torch.zeros(heads * matrix.shape[0], len(x), dtype=torch.float64)
    place = pattern.row, pattern.column.long()
    given = np.kron(np.eye(heads), matrix.toarray())
    assert np.array_equal(full.index_put(place, pattern.value).numpy(), given)
    assert torch.equal(pattern.pairs, torch.from_numpy(np.argwhere(matrix.toarray())))
    dense = full.index_put(place, values)
    assert torch.allclose(pattern.product(values, x), dense @ x, atol=1e-12)
    scores = torch.full_like(full, -torch.inf).index_put(place, values)
    wanted = scores.softmax(1).nan_to_num()[place]
    assert torch.allclose(pattern.softmax(values), wanted, atol=1e-12)
    torch.autograd.gradcheck(pattern.product, (values, x))
    torch.autograd.gradcheck(pattern.softmax, (values,))


def test_large_scores_and_half_precision():
    pattern = Pattern.of(SPARSE, 2, "cpu", torch.float32)
    scores = 1e6 * torch.randn(len(pattern.row))
    sums = torch.zeros(10).index_add(0, pattern.row, pattern.softmax(scores))
    assert ((sums - 1).abs() < 1e-6).all()
    x = torch.randn(14, 3)
    half = pattern.product(pattern.value, x.bfloat16())
    assert half.dtype == torch.bfloat16
    assert (half - pattern.product(pattern.value, x)).abs().max() < 0.05
