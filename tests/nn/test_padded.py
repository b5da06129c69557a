import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.nn import padded as module
from tdlviz.nn.padded import complexes_of, padded

PARTS = [tv.Complex.from_facets([[0, 1], [2]]), tv.Complex.from_facets([[0]])]
PARTS.append(tv.Complex.from_facets([[0, 1]]))
X = torch.randn(6, 4, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def labelled(labels, kind="label"):
    cx = tv.Complex.from_facets([[i] for i in range(6)])
    field = tv.Field("batch0", labels, 0, kind=kind)
    return tv.nn.cells(cx.with_fields(field), X, "cpu", torch.float64)


def test_each_complex_is_a_row_and_back():
    cells = tv.nn.cells(tv.batch(PARTS), X, "cpu", torch.float64)
    found = padded(cells)
    assert found is padded(cells)
    assert found.present.tolist() == [[True] * 3, [True, False, False], [True, True, False]]
    spread = found.spread(X, 2)
    assert spread.shape == (3, 2, 3, 2)
    assert torch.equal(spread[0, 1], X[:3, 2:])
    assert torch.equal(spread[2, 0, :2], X[4:, :2])
    assert not spread[1, :, 1:].any()
    assert torch.equal(found.gathered(spread), X)


def test_vertices_in_any_order():
    found = padded(labelled([2, 0, 2, 0, 0, 2]))
    assert found.vertices.tolist() == [[1, 3, 4], [0, 0, 0], [0, 2, 5]]
    assert torch.equal(found.gathered(found.spread(X)), X)


@pytest.mark.parametrize("width", [2, 3])
def test_weights_sit_on_vertices_of_one_complex(width):
    found = padded(labelled([1, 0, 1, 0, 0, 1]))
    weights = torch.rand(2, 5, *[3] * width)
    values, index = found.tuples(weights)
    assert index.shape == (2 * 3**width, width)
    for value, row in zip(values, index, strict=True):
        complexes = {int(found.complexes[v]) for v in row}
        assert len(complexes) == 1
        place = (complexes.pop(), slice(None), *(int(found.columns[v]) for v in row))
        assert torch.equal(value, weights[place])


def test_pairs_of_unequal_complexes():
    _, index = padded(tv.nn.cells(tv.batch(PARTS), None, "cpu")).tuples(torch.rand(3, 1, 3, 3))
    assert len(index) == 9 + 1 + 4
    assert len({tuple(row) for row in index.tolist()}) == len(index)


def test_one_complex_is_one_row():
    found = padded(tv.nn.cells(PARTS[0], None, "cpu"))
    assert found.vertices.tolist() == [[0, 1, 2]]


def test_so_much_room_for_so_few_is_refused(monkeypatch):
    cells = labelled([0, 0, 0, 0, 0, 999])
    found = padded(labelled([0, 0, 0, 0, 0, 9]))
    monkeypatch.setattr(module, "MOST_NUMBERS", 10 * 5 * 4 - 1)
    with pytest.raises(TooLarge, match="10 complexes of up to 5"):
        found.spread(X)
    with pytest.raises(TooLarge, match="1,000 complexes"):
        padded(cells)


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        ([0, 1, 2, -1, 0, 0], "label"),
        (np.full(6, 0.5), "scalar"),
        ([0, 0, 0, 0, 0, 2**60], "label"),
    ],
)
def test_a_field_that_says_no_complexes(labels, kind):
    with pytest.raises(InvalidInput, match="batch0"):
        complexes_of(labelled(labels, kind))
