import pytest
import torch

from tdlviz.core.errors import InvalidInput
from tdlviz.nn.tensors import at_least_single, compiles, real_tensor


def test_numbers_become_double_and_keep_their_history():
    given = torch.ones(2, 3, requires_grad=True)
    found = real_tensor("here", given, 2, None)
    found.sum().backward()
    assert found.dtype == torch.float64
    assert torch.equal(given.grad, torch.ones(2, 3))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([[1.0]], "a torch.Tensor is needed"),
        (torch.ones(1, 1, dtype=torch.bool), "real numbers are needed"),
        (torch.ones(1, 1, dtype=torch.complex64), "real numbers are needed"),
        (torch.ones(1, 1).to_sparse(), "a dense one is needed"),
        (torch.ones(1, 1, device="meta"), "a dense one is needed"),
        (torch.ones(2, 1), r"\(1, \*\) is needed"),
        (torch.tensor([[torch.nan]]), "all numbers are finite"),
    ],
)
def test_what_is_refused(given, says):
    with pytest.raises(InvalidInput, match=says):
        real_tensor("here", given, 1, None)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_half_precision_becomes_single(dtype):
    found = at_least_single(torch.ones(2, dtype=dtype))
    assert found.dtype == (torch.float64 if dtype == torch.float64 else torch.float32)


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64, torch.int64])
def test_compiled_code_reads_single_and_double_on_the_cpu(dtype):
    assert compiles(torch.zeros(2, dtype=dtype)) == (dtype in (torch.float32, torch.float64))
    assert not compiles(torch.zeros(2, dtype=dtype, device="meta"))
