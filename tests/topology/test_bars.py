import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.bars import finite_bars, given_bars

CX = tv.lower_star(tv.Complex.from_facets([[0, 1], [1, 2], [2, 3], [0, 3]]), [0, 1, 3, 2])


def test_one_or_many():
    one = given_bars("here", np.array([[0, 1], [2, 4]], dtype=np.float16))
    assert (one.single, one.count, one.owner.tolist()) == (True, 1, [0, 0])
    assert one.lives.tolist() == [1, 2]
    many = given_bars("here", [tv.persistence(CX, 1), np.zeros((0, 2)), [[0, 1], [5, np.inf]]])
    assert (many.single, many.count, many.owner.tolist()) == (False, 3, [0, 2, 2])
    assert many.died.tolist() == [np.inf, 1, np.inf]
    assert many.given_back(np.arange(3)).tolist() == [0, 1, 2]


def test_tensors_of_one_type():
    torch = pytest.importorskip("torch")
    given = [torch.tensor([[0.0, 1], [2, 4]]), torch.zeros(0, 2)]
    bars = given_bars("here", given)
    assert bars.births.dtype == torch.float64
    assert bars.given_back(bars.births).dtype == torch.float32
    for mixed in ([given[0], given[1].double()], [given[0], np.zeros((0, 2))]):
        with pytest.raises(InvalidInput, match="all tensors of one type"):
            given_bars("here", mixed)


def test_the_caller_keeps_his_bars():
    endless = np.array([[0, np.inf], [1, 2]])
    assert finite_bars("here", endless, None, 3).died.tolist() == [3, 2]
    assert finite_bars("here", endless, None, 1).died.tolist() == [1, 2]
    assert endless[0, 1] == np.inf


def test_a_batch_has_a_diagram_for_each_complex():
    alone = tv.Complex.from_facets([[0]])
    parts = [CX, tv.lower_star(alone, [7]), CX]
    union = tv.batch(parts)
    for dim in (0, 1):
        bars = given_bars("here", tv.persistence(union, dim), union)
        assert (bars.single, bars.count) == (False, 3)
        own = [tv.persistence(cx, dim).values for cx in (parts if dim == 0 else [CX, CX])]
        order = np.argsort(bars.owner, kind="stable")
        table = np.column_stack([bars.born, bars.died])[order]
        np.testing.assert_array_equal(table, np.concatenate(own))
    curves = tv.betti_curve(tv.persistence(union, 1), [0, 3], batch=union)
    assert curves.tolist() == [[0, 1], [0, 0], [0, 1]]
    for diagram, one in ((tv.persistence(CX, 0), CX), ([[[0, 1]]], union)):
        with pytest.raises(InvalidInput, match="the diagram of a batch of complexes, and that"):
            given_bars("here", diagram, one)


@pytest.mark.parametrize(
    ("diagrams", "says"),
    [
        ([], "no diagrams; at least one"),
        ([[0, 1]], r"shape \(2,\); a diagram is an \(m, 2\) array"),
        (np.zeros((3, 3)), r"shape \(3, 3\); a diagram is"),
        ([[[1, 2], [3, 2]]], "a bar from 3.0 to 2.0; births are finite, deaths no earlier"),
        ([[[0, np.nan]]], "a bar from 0.0 to nan"),
        ([[[-np.inf, 0]]], "a bar from -inf to 0.0"),
        ([[[-1e308, 1e308]]], "lengths within float64"),
        (CX["birth0"], "Field.*a field of kind diagram is needed"),
        ("abc", "a list is needed"),
    ],
)
def test_refused(diagrams, says):
    with pytest.raises(InvalidInput, match=says):
        given_bars("here", diagrams)


@pytest.mark.parametrize(
    ("end", "says"),
    [
        (None, "1 endless bars; say with end=… where bars are cut off"),
        (0.5, "end 0.5 and an endless bar born at 1.0; no bar ends before it begins"),
        (np.inf, "inf; a finite number"),
        (True, "True; a finite number"),
    ],
)
def test_ends_refused(end, says):
    with pytest.raises(InvalidInput, match=says):
        finite_bars("here", [[[0, 1], [1, np.inf]]], None, end)
