import pytest
import torch

import tdlviz as tv
from tdlviz.nn.sheaf_maps import DiagonalMaps, GeneralMaps, OrthogonalMaps, fixed_channels
from tdlviz.nn.sheaf_operator import sheaf_laplacian

CX = tv.clique([[0, 0, 1, 2, 4], [1, 2, 2, 3, 5]], vertices=7, max_dim=1)
CELLS = tv.nn.cells(CX, None, "cpu", torch.float64)
KINDS = {
    "diagonal": DiagonalMaps(3),
    "general": GeneralMaps(3),
    "weighted": OrthogonalMaps(3, "householder", True),
    "cayley": OrthogonalMaps(3, "cayley", True),
    "rotations": OrthogonalMaps(3, "cayley", False),
}


def spectrum(maps: torch.Tensor) -> torch.Tensor:
    """Eigenvalues of the Laplacian, column by column of the identity."""
    d = maps.shape[1]
    columns = torch.eye(7 * d, dtype=torch.float64).view(7, d, 7 * d)
    dense = sheaf_laplacian(maps, columns, CELLS).reshape(7 * d, 7 * d)
    assert (dense - dense.T).abs().max() < 1e-12
    return torch.linalg.eigvalsh(dense)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("low_pass", [True, False])
def test_normalised_spectra_lie_between_0_and_2(kind, low_pass):
    torch.manual_seed(0)
    make = KINDS[kind]
    fixed = fixed_channels(CELLS, low_pass, False)
    maps = make(torch.randn(7, 2 * make.outputs, dtype=torch.float64), CELLS, fixed)
    values = spectrum(maps.scaled())
    assert values.min() > -1e-12
    assert values.max() < 2
    assert spectrum(maps.plain()).min() > -1e-12


def test_fixed_channels_sum_or_differ_over_neighbours():
    fixed = fixed_channels(CELLS, True, True)
    x = torch.randn(7, 2, 1, dtype=torch.float64)
    found = sheaf_laplacian(fixed, x, CELLS)
    adjacency = torch.tensor(tv.adjacency(CX, 0).toarray(), dtype=torch.float64)
    degrees = torch.diag(adjacency.sum(1))
    assert torch.allclose(found[:, 0], (degrees + adjacency) @ x[:, 0])
    assert torch.allclose(found[:, 1], (degrees - adjacency) @ x[:, 1])
    assert fixed_channels(CELLS, False, False) is None
