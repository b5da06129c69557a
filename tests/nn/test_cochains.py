import copy
import pickle

import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TdlvizError, UnknownName

CX = tv.clique([[0, 1, 2, 3], [1, 2, 3, 0]], vertices=5).with_fields(
    tv.Field("x", np.arange(10.0).reshape(5, 2), 0, kind="vector"),
    tv.Field("y", [0, 1, 1, 0, 2], 0, kind="label"),
    tv.Field("flow", np.ones(4), 1, kind="scalar"),
)


@pytest.mark.parametrize(
    "x", ["x", CX["x"], CX["x"].values, torch.tensor(CX["x"].values), CX["x"].values.tolist()]
)
def test_features_of_vertices_in_every_form(x):
    cells = tv.nn.cells(CX, x, device="cpu")
    assert cells.x.dtype == torch.float32
    assert torch.equal(cells.x, torch.arange(10.0).reshape(5, 2))


def test_features_by_rank():
    cells = tv.nn.cells(CX, {0: "x", 1: "flow"}, "cpu", torch.float64)
    assert cells.on(1).shape == (4, 1)
    assert cells.on(1).dtype == torch.float64
    assert tv.nn.cells(CX, {1: "flow"}, "cpu").features.keys() == {1}


def test_the_structure():
    cells = tv.nn.cells(CX, "x", "cpu")
    assert cells.ends.tolist() == [[0, 1], [0, 3], [1, 2], [2, 3]]
    assert cells.degrees.tolist() == [2, 2, 2, 2, 0]
    assert cells.incidences.T.tolist() == [[0, 0, 1, 2, 1, 3, 2, 3], [0, 1, 2, 3, 0, 1, 2, 3]]
    assert torch.equal(cells.edge_index[0], cells.incidences[:, 0])
    assert torch.equal(cells.edge_index.flip(0)[:, :4], cells.edge_index[:, 4:])
    assert cells.batch.tolist() == [0] * 5
    assert torch.equal(
        cells.incidence(1).to_dense(),
        torch.tensor(tv.boundary(CX, 1).toarray(), dtype=torch.float32),
    )
    assert cells.ends is cells.ends
    assert cells["y"].tolist() == [0, 1, 1, 0, 2]
    assert cells["flow"].dtype == torch.float32


def test_a_batch_knows_its_parts():
    both = tv.batch([CX, CX])
    assert tv.nn.cells(both, "x", "cpu").batch.tolist() == [0] * 5 + [1] * 5


def test_another_one_with_other_features_or_numbers():
    cells = tv.nn.cells(CX, "x", "cpu")
    ends, weights = cells.ends, torch.ones(5, 3, requires_grad=True)
    other = cells.with_features(weights)
    other.x.sum().backward()
    assert weights.grad is not None
    assert other.ends is ends
    double = cells.to("cpu", torch.float64)
    assert (double.x.dtype, double.degrees.dtype) == (torch.float64, torch.float64)
    assert cells.x.dtype == torch.float32


def test_copies_and_pickles():
    cells = tv.nn.cells(CX, "x", "cpu", torch.float64)
    assert len(cells.ends) == 4
    for twin in (copy.deepcopy(cells), pickle.loads(pickle.dumps(cells))):
        assert torch.equal(twin.x, cells.x)
        assert torch.equal(twin.ends, cells.ends)
        assert twin.dtype == torch.float64


def test_points_without_edges():
    cells = tv.nn.cells(tv.Complex.from_facets([[0], [1]]), [1, 2], "cpu")
    assert cells.ends.shape == (0, 2)
    assert cells.edge_index.shape == (2, 0)
    assert cells.degrees.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("x", "error"),
    [
        ("z", UnknownName),
        ("flow", InvalidInput),
        (np.zeros((4, 2)), InvalidInput),
        (np.zeros((5, 0)), InvalidInput),
        (np.zeros((5, 2, 2)), InvalidInput),
        (np.full((5, 2), np.nan), InvalidInput),
        (np.full((5, 2), 1e300), InvalidInput),  # infinite in float32
        (np.ones((5, 2)) * 1j, InvalidInput),
        (torch.ones(5, 2).to_sparse(), InvalidInput),
        ({3: np.ones(5)}, InvalidInput),
        ({"x": np.ones(5)}, InvalidInput),
        (["a"] * 5, InvalidInput),
    ],
)
def test_features_that_are_none(x, error):
    with pytest.raises(error):
        tv.nn.cells(CX, x, "cpu")


@pytest.mark.parametrize("make", [tv.nn.Grand, tv.nn.SheafDiffusion, tv.nn.Hopfield])
def test_training_goes_on_with_what_inference_has_kept(make):
    cells, model = tv.nn.cells(CX, "x", "cpu"), make(features=2)
    with torch.inference_mode():
        before = model(cells)
    loss = model(cells).square().sum()
    loss.backward()
    assert loss.item() == pytest.approx(before.square().sum().item())
    assert all(p.grad is not None for p in model.parameters() if p.requires_grad)


@pytest.mark.parametrize(
    "call",
    [
        lambda: tv.nn.cells(None, "x"),
        lambda: tv.nn.cells(CX, "x", "tpu"),
        lambda: tv.nn.cells(CX, "x", "cpu", torch.int64),
        lambda: tv.nn.cells(CX, "x", "cpu").to("nowhere"),
        lambda: tv.nn.cells(CX, "x", "cpu").to(dtype="float"),
        lambda: tv.nn.cells(CX, None, "cpu").x,
        lambda: tv.nn.cells(CX, "x", "cpu").on(1),
        lambda: tv.nn.cells(CX, "x", "cpu").count(None),
        lambda: tv.nn.cells(CX, "x", "cpu")["z"],
        lambda: tv.nn.cells(tv.hypergraph([[0, 1, 2]]), None, "cpu").ends,
    ],
)
def test_what_is_refused(call):
    with pytest.raises(TdlvizError):
        call()


def test_what_is_kept_serves_training_whatever_mode_it_was_made_in():
    cells = tv.nn.cells(CX, "x", "cpu")
    one = torch.eye(2)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        product = cells.keep("product", lambda: one @ one)
        other = cells.keep_with_features("product", lambda: one @ one)
        degrees = cells.degrees
    for made in (product, other, degrees, cells["flow"]):
        assert made.dtype == torch.float32
        assert not made.is_inference()
    weights = torch.ones(5, requires_grad=True)
    (weights * cells.degrees).sum().backward()
    assert torch.equal(weights.grad, degrees)
