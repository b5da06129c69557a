import numpy as np
import pytest

from tdlviz.topology.namespace import like, namespace, scatter_sum


def test_arrays_stay_arrays():
    array = np.array([1.5, 2.0, 4.0])
    assert namespace(array) is np
    assert like(array, array) is array
    np.testing.assert_array_equal(scatter_sum(array, np.array([2, 0, 2]), 4), [2, 0, 5.5, 0])


def test_tensors_stay_tensors_with_gradients():
    torch = pytest.importorskip("torch")
    tensor = torch.nn.Parameter(torch.tensor([1.5, 2.0, 4.0]))
    assert namespace(tensor) is torch
    assert like(tensor, np.arange(2)).dtype == torch.float32
    sums = scatter_sum(tensor, np.array([2, 0, 2]), 4)
    assert sums.tolist() == [2, 0, 5.5, 0]
    (sums**2).sum().backward()
    assert tensor.grad.tolist() == [11, 4, 11]
