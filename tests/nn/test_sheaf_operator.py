import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.sheaf_operator import FORMS, sheaf_laplacian

CX = tv.clique([[0, 0, 1, 2, 4], [1, 2, 2, 3, 5]], vertices=7, max_dim=1)
CELLS = tv.nn.cells(CX, None, "cpu", torch.float64)


def case(shape: tuple[int, ...], h: int = 2) -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    maps = torch.randn(*shape, dtype=torch.float64, requires_grad=True)
    return maps, torch.randn(7, shape[1], h, dtype=torch.float64, requires_grad=True)


def coboundary(maps: torch.Tensor) -> torch.Tensor:
    """δ, densely and edge by edge."""
    blocks = torch.diag_embed(maps) if maps.ndim == 2 else maps
    d, edges = maps.shape[1], len(maps) // 2
    found = torch.zeros(edges * d, 7 * d, dtype=torch.float64)
    for e, (u, v) in enumerate(CELLS.ends.tolist()):
        found[e * d : e * d + d, u * d : u * d + d] = -blocks[e]
        found[e * d : e * d + d, v * d : v * d + d] = blocks[edges + e]
    return found


@pytest.mark.parametrize("shape", [(10, 3, 3), (10, 3), (10, 1, 1), (10, 1)])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_dense_one(shape, form):
    maps, x = case(shape)
    delta = coboundary(maps.detach())
    wanted = (delta.T @ delta @ x.detach().reshape(-1, 2)).view(x.shape)
    assert (sheaf_laplacian(maps, x, CELLS, form) - wanted).abs().max() < 1e-12
    torch.autograd.gradcheck(lambda *given: sheaf_laplacian(*given, CELLS, form), (maps, x))


@pytest.mark.parametrize("form", FORMS)
def test_arrays_that_are_not_contiguous(form):
    maps, x = case((10, 3, 3))
    turned = maps.detach().mT.contiguous().mT
    wide = x.detach().permute(2, 0, 1).contiguous().permute(1, 2, 0)
    found = sheaf_laplacian(turned, wide, CELLS, form)
    assert torch.allclose(found, sheaf_laplacian(maps, x, CELLS, "matrix_free"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("needed", [0, 1])
def test_a_gradient_that_one_side_alone_needs(form, needed):
    given = [tensor.detach() for tensor in case((10, 3, 3))]
    given[needed].requires_grad_()
    sheaf_laplacian(*given, CELLS, form).square().sum().backward()
    both = case((10, 3, 3))
    sheaf_laplacian(*both, CELLS, form).square().sum().backward()
    assert torch.allclose(given[needed].grad, both[needed].grad)


@pytest.mark.parametrize("form", FORMS)
def test_no_edges(form):
    cells = tv.nn.cells(tv.Complex.from_facets([[0], [1]]), None, "cpu", torch.float64)
    x = torch.randn(2, 3, 2, dtype=torch.float64, requires_grad=True)
    found = sheaf_laplacian(torch.zeros(0, 3, 3, dtype=torch.float64), x, cells, form)
    assert not found.any()
    found.sum().backward()
    assert not x.grad.any()


@pytest.mark.parametrize("form", FORMS)
def test_edges_both_ways_between_two_vertices(form):
    """As directed flag complexes have them."""
    two = tv.directed_flag([[0, 1], [1, 0]], max_dim=1)
    cells = tv.nn.cells(two, None, "cpu", torch.float64)
    maps, x = torch.randn(4, 2, 2).double(), torch.randn(2, 2, 1).double()
    tails, heads = maps.chunk(2)
    (u, v), (w, z) = cells.ends.tolist()
    delta = torch.zeros(4, 4, dtype=torch.float64)
    for e, (tail, head) in enumerate(((u, v), (w, z))):
        delta[2 * e : 2 * e + 2, 2 * tail : 2 * tail + 2] = -tails[e]
        delta[2 * e : 2 * e + 2, 2 * head : 2 * head + 2] = heads[e]
    wanted = (delta.T @ delta @ x.reshape(4, 1)).view(x.shape)
    assert (sheaf_laplacian(maps, x, cells, form) - wanted).abs().max() < 1e-12


def test_half_numbers_are_for_the_matrix_free_form_alone():
    maps, x = (tensor.detach().bfloat16() for tensor in case((10, 3, 3)))
    assert sheaf_laplacian(maps, x, CELLS).dtype == torch.bfloat16
    for form in ("csr", "compiled"):
        with pytest.raises(InvalidInput):
            sheaf_laplacian(maps, x, CELLS, form)


@pytest.mark.gpu
@pytest.mark.parametrize("form", ["auto", "matrix_free", "csr"])
@pytest.mark.parametrize("shape", [(10, 3, 3), (10, 3)])
def test_a_gpu_computes_the_same(form, shape):
    maps, x = case(shape)
    there = [tensor.detach().cuda().requires_grad_() for tensor in (maps, x)]
    found = sheaf_laplacian(*there, CELLS.to("cuda"), form)
    here = sheaf_laplacian(maps, x, CELLS)
    found.square().sum().backward()
    here.square().sum().backward()
    assert (found.cpu() - here).abs().max() < 1e-12
    for one, two in zip(there, (maps, x), strict=True):
        assert (one.grad.cpu() - two.grad).abs().max() < 1e-11
