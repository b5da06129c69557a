import gc

import numpy as np
import pytest
from scipy.sparse import coo_array, csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.topology.boundary import boundary
from tdlviz.topology.laplacian import hodge_laplacian

torch = pytest.importorskip("torch")
from tdlviz.nn import sparse  # noqa: E402, after torch is known to be there

to_torch = sparse.to_torch
CX = Complex.from_facets([[0, 1, 2], [2, 3], [3, 4], [2, 4]])


@pytest.mark.parametrize("layout", ["csr", "coo"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_same_matrix(layout: str, dtype: torch.dtype, rng: np.random.Generator) -> None:
    matrix = hodge_laplacian(CX, 1)
    tensor = to_torch(matrix, "cpu", dtype, layout)
    assert tensor.dtype == dtype
    assert tensor.layout == {"csr": torch.sparse_csr, "coo": torch.sparse_coo}[layout]
    assert np.array_equal(tensor.to_dense().numpy(), matrix.toarray())
    signal = torch.tensor(rng.standard_normal((6, 2)), dtype=dtype)
    assert np.allclose((tensor @ signal).numpy(), matrix @ signal.numpy(), atol=1e-5)


def test_an_operator_is_moved_once() -> None:
    first = to_torch(boundary(CX, 1), "cpu")
    assert to_torch(boundary(CX, 1), "cpu") is first
    assert to_torch(boundary(CX, 1), "cpu", layout="coo") is not first
    assert to_torch(boundary(CX, 1).copy(), "cpu") is not first


def test_tensors_go_with_the_complex() -> None:
    cx = Complex.from_facets([[0, 1], [1, 2]])
    before = len(sparse._kept)
    to_torch(boundary(cx, 1), "cpu")
    assert len(sparse._kept) == before + 1
    del cx
    gc.collect()
    assert len(sparse._kept) == before


def test_any_sparse_matrix_and_duplicates() -> None:
    matrix = coo_array(([1, 2, 3], ([0, 0, 1], [1, 1, 0])), shape=(2, 3))
    assert to_torch(matrix, "cpu").to_dense().tolist() == [[0, 3, 0], [3, 0, 0]]
    empty = to_torch(csr_array((0, 4)), "cpu", layout="coo")
    assert tuple(empty.shape) == (0, 4)


@pytest.mark.parametrize("layout", ["csr", "coo"])
def test_training_may_use_what_inference_has_kept(layout: str) -> None:
    matrix = boundary(Complex.from_facets([[0, 1], [1, 2]]), 1)
    with torch.inference_mode():
        kept = sparse.to_torch(matrix, "cpu", layout=layout)
    assert sparse.to_torch(matrix, "cpu", layout=layout) is kept
    x = torch.ones(2, 1, requires_grad=True)
    (kept @ x).square().sum().backward()
    assert torch.equal(x.grad, 2 * kept.to_dense().T @ kept.to_dense() @ x.detach())


@pytest.mark.gpu
def test_auto_is_the_gpu() -> None:
    tensor = to_torch(hodge_laplacian(CX, 1))
    assert tensor.is_cuda
    assert np.array_equal(tensor.to_dense().cpu().numpy(), hodge_laplacian(CX, 1).toarray())


@pytest.mark.parametrize(
    ("matrix", "options"),
    [
        (np.eye(3), {}), (None, {}), (csr_array(np.eye(2) * 1j), {}),
        (csr_array(np.eye(2)), {"device": "abacus"}), (csr_array(np.eye(2)), {"device": 1.5}),
        (csr_array(np.eye(2)), {"dtype": torch.int32}), (csr_array(np.eye(2)), {"dtype": "f"}),
    ],
)  # fmt: skip
def test_refuses_what_torch_cannot_take(matrix: object, options: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="to_torch"):
        to_torch(matrix, **options)


def test_refuses_unknown_layouts() -> None:
    with pytest.raises(UnknownName, match="one of csr, coo"):
        to_torch(csr_array(np.eye(2)), layout="bsr")
