import threading
import time

import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.snapshot import fetch, snapshot

INDEX = torch.tensor([[0, 0], [1, 0]])


def test_a_field_of_what_was_there():
    values, index = torch.rand(2, 3, 3, requires_grad=True), INDEX.clone()
    made = snapshot("maps", "maps", 0, values, index)
    before = values.detach().numpy().copy()
    with torch.no_grad():
        values.zero_()
        index.zero_()
    assert isinstance(made, tv.Pending)
    assert made.ready()
    field = made.field()
    assert (field.name, field.kind, field.rank) == ("maps", "maps", 0)
    assert np.array_equal(field.values, before)
    assert field.index.tolist() == INDEX.tolist()


@pytest.mark.parametrize(
    ("values", "dtype", "kept"),
    [
        (torch.tensor([1.0], dtype=torch.float64), "float32", np.float32),
        (torch.tensor([1.0]), "float16", np.float16),
        (torch.tensor([1.0], dtype=torch.bfloat16), "float32", np.float32),
        (torch.tensor([True]), "float16", np.bool_),
        (torch.tensor([2**40]), "float16", np.int64),
    ],
)
def test_dtypes(values, dtype, kept):
    field = snapshot("a", "scalar", 0, values, dtype=dtype).field()
    assert field.values.dtype == kept
    assert field.values[0] == values[0]


def test_what_is_beyond_the_range_and_what_is_no_number_stays_visible():
    values = torch.tensor([70000.0, -1e30, float("nan"), 65504.0])
    half = snapshot("a", "scalar", 0, values, dtype="float16").field().values
    assert np.array_equal(half, [np.inf, -np.inf, np.nan, 65504], equal_nan=True)


@pytest.mark.parametrize(
    ("kind", "values", "index", "rule"),
    [
        ("scalar", torch.zeros(2, dtype=torch.complex64), None, "real numbers"),
        ("scalar", [1.0], None, "real numbers"),
        ("scalar", torch.zeros(2, 2), None, "scalar values have 1 axes"),
        ("scalar", torch.zeros(2).to_sparse(), None, "dense"),
        ("scalar", torch.zeros(2, device="meta"), None, "dense"),
        ("maps", torch.zeros(2, 3, 3), None, "cells of 2 values"),
        ("maps", torch.zeros(3, 3, 3), INDEX, "cells of 3 values"),
    ],
)
def test_what_makes_no_field(kind, values, index, rule):
    with pytest.raises(InvalidInput, match=rule):
        snapshot("a", kind, 0, values, index)


def test_an_index_is_of_integers():
    made = snapshot("a", "vector", 0, torch.zeros(2, 3), torch.zeros(2))
    with pytest.raises(InvalidInput, match="integers needed"):
        made.field()


class HostEvent:
    """As an event of CUDA, for a device that is played by a thread."""

    def __init__(self) -> None:
        self.done, self.lost = threading.Event(), False

    def query(self) -> bool:
        return self.done.is_set()

    def synchronize(self) -> None:
        self.done.wait()
        if self.lost:
            raise RuntimeError("CUDA error: device lost\nmore of it")


def on_its_way(name: str):
    made, event = snapshot(name, "scalar", 0, torch.ones(2)), HostEvent()
    made._events.append(event)
    return made, event


def test_a_log_does_not_wait_for_it_and_the_order_is_kept():
    with tv.Tape() as tape:
        first, event = on_its_way("a")
        assert not first.ready()
        start = time.perf_counter()
        tape.log(a=first, loss=1.0)
        tape.log(a=snapshot("a", "scalar", 0, torch.zeros(2)), loss=2.0)
        assert time.perf_counter() - start < 1
        assert not tape.flush(timeout=0.05)
        assert tape["a"].steps == []
        threading.Timer(0.05, event.done.set).start()
        assert tape.flush(timeout=10)
        assert [field.values.tolist() for _, field in tape["a"].after(-1)] == [[1, 1], [0, 0]]
        assert tape["loss"].steps == [0, 1]


def test_a_device_that_goes_away_ends_in_words():
    made, event = on_its_way("a")
    event.lost = True
    with tv.Tape() as tape:
        tape.log(a=made)
        event.done.set()
        tape.flush()
        assert "watch 'a'" in tape.fault
        assert "device lost" in tape.fault
        assert "more of it" not in tape.fault


def test_single_numbers():
    field = fetch("loss", torch.tensor(0.1, dtype=torch.float64, requires_grad=True)).field()
    assert (field.kind, float(field.values)) == ("number", 0.1)
    assert float(fetch("loss", torch.tensor(2, dtype=torch.bfloat16)).field().values) == 2
    assert int(fetch("count", torch.tensor(2**40)).field().values) == 2**40


@pytest.mark.gpu
def test_cuda_values_are_those_of_the_moment():
    values = torch.zeros(1 << 22, device="cuda")
    index = torch.arange(len(values), device="cuda")
    made = []
    for step in range(20):
        values.fill_(step)  # queued after the copy of the step before, which must not see it
        made.append(snapshot("a", "scalar", 0, values, index, "float16" if step % 2 else "float32"))
    for step, one in enumerate(made):
        field = one.field()
        assert one.ready()
        assert (field.values == step).all()
        assert field.values.dtype == (np.float16 if step % 2 else np.float32)
        assert (field.index[:3] == [0, 1, 2]).all()


@pytest.mark.gpu
def test_cuda_numbers_are_logged_without_a_wait():
    with tv.Tape() as tape:
        tape.fetch = fetch
        slow = torch.rand(8192, 8192, device="cuda")
        for _ in range(20):
            slow = slow @ slow / 4096
        start = time.perf_counter()
        tape.log(loss=slow.mean())
        assert time.perf_counter() - start < 0.05
        tape.flush()
        assert tape["loss"].steps == [0]
