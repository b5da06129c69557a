"""What happens to a model that changes while it is watched. The rest is in test_watch."""

import gc
import time
import weakref

import pytest
import torch

import tdlviz as tv


class Layer(torch.nn.Module):
    def __init__(self, rank=0):
        super().__init__()
        self.lin, self.seen = torch.nn.Linear(3, 3), tv.nn.Probe("vector", rank)

    def forward(self, x):
        return self.seen(self.lin(x))


def model(layers=2):
    torch.manual_seed(0)
    return torch.nn.Sequential(*[Layer() for _ in range(layers)])


def listeners(model):
    return sum(len(m._listeners) for m in model.modules() if isinstance(m, tv.nn.Probe))


def passed(model, tape, rows=2):
    model(torch.ones(rows, 3))
    return tape.log()


def test_it_listens_only_on_steps_that_are_due():
    watched = model()
    with tv.watch(watched, every=3) as tape:
        counts = []
        for _ in range(7):
            counts.append(listeners(watched))
            passed(watched, tape)
        assert counts == [2, 0, 0, 2, 0, 0, 2]
        assert tape["0.seen"].steps == [0, 3, 6]
    assert listeners(watched) == 0


def test_a_log_without_a_forward_pass_does_not_count():
    watched = model()
    with tv.watch(watched, every=2) as tape:
        tape.log(ready=1.0)
        passed(watched, tape)
        passed(watched, tape)
        tape.log(ready=1.0)
        passed(watched, tape)
        assert tape["0.seen"].steps == [1, 4]


def test_a_module_that_is_replaced_is_seen_under_its_name():
    watched = model()
    with tv.watch(watched, "*.seen") as tape:
        passed(watched, tape)
        old, watched[0] = watched[0], Layer()
        passed(watched, tape)  # this log notices
        passed(watched, tape)
        assert old.seen._listeners == []
        assert tape["0.seen"].steps == [0, 2]
        assert tape["1.seen"].steps == [0, 1, 2]
        assert tape.fault == ""


def test_a_module_that_is_added_is_seen():
    watched = model()
    with tv.watch(watched, "*.seen") as tape:
        passed(watched, tape)
        watched.append(Layer())
        passed(watched, tape)
        passed(watched, tape)
        assert tape["2.seen"].steps == [2]


def test_a_module_that_is_removed_is_named():
    watched = model(3)
    with tv.watch(watched, "*.seen") as tape:
        passed(watched, tape)
        del watched[2]
        passed(watched, tape)
        assert tape.fault == "watch: no longer in the model: 2.seen"
        tape.fault = ""
        passed(watched, tape)
        assert tape.fault == ""
        assert tape["1.seen"].steps == [0, 1, 2]


def test_a_probe_of_another_kind_under_the_same_name_is_left_out():
    watched = model()
    with tv.watch(watched) as tape:
        passed(watched, tape)
        watched[1] = Layer(rank=1)
        passed(watched, tape)
        passed(watched, tape)
        assert "1.seen" in tape.fault
        assert tape["1.seen"].steps == [0]
        assert tape["0.seen"].steps == [0, 1, 2]


def test_a_shape_may_change_with_its_index():
    probe = tv.nn.Probe("attention", 0)
    watched = torch.nn.ModuleDict({"a": probe})
    with tv.watch(watched) as tape:
        for rows in (2, 5):
            probe(torch.ones(rows, 1), torch.arange(2 * rows).reshape(rows, 2))
            tape.log()
        assert [len(field) for _, field in tape["a"].after(-1)] == [2, 5]
        probe(torch.ones(3, 1), torch.zeros(2, 2, dtype=torch.long))
        tape.log(loss=1.0)
        assert "cells of 3 values" in tape.fault
        assert tape["a"].steps == [0, 1]
        assert tape["loss"].steps == [2]


@pytest.mark.parametrize(
    "values", [torch.ones(2, 3, dtype=torch.complex64), torch.ones(2), torch.ones(2, 3).to_sparse()]
)
def test_a_wrong_value_stops_neither_the_model_nor_the_others(values):
    probes = torch.nn.ModuleDict({"a": tv.nn.Probe("vector", 0), "b": tv.nn.Probe("vector", 0)})
    with tv.watch(probes) as tape:
        assert probes["a"](values) is values
        probes["b"](torch.ones(1, 1))
        tape.log(loss=1.0)
        assert "watch 'a'" in tape.fault
        assert tape.names == ["b", "loss"]


def test_where_the_only_place_is_wrong_the_weights_are_still_seen():
    watched = Layer()
    watched.seen = tv.nn.Probe("maps", 0)
    with tv.watch(watched, weights=True, every=2) as tape:
        for _ in range(3):
            passed(watched, tape)
        assert tape["lin.weight"].steps == [0, 2]
        assert "maps values have 3 axes" in tape.fault


def test_a_probe_that_was_replaced_is_not_kept():
    watched = model()
    with tv.watch(watched) as tape:
        last = weakref.ref(watched[0].seen)
        watched[0] = Layer()
        gc.collect()
        assert last() is None
        passed(watched, tape)
        passed(watched, tape)
        assert tape["0.seen"].steps == [1]


def test_a_wrong_gradient_stops_nothing():
    embedding = torch.nn.Embedding(4, 2, sparse=True)
    with tv.watch(embedding, weights=True, gradients=True) as tape:
        embedding(torch.tensor([1])).sum().backward()
        tape.log(loss=1.0)
        assert tape.names == ["weight", "loss"]
        assert tape.fault


def test_the_last_of_several_passes_counts():
    probe = tv.nn.Probe("number")
    with tv.watch(probe) as tape:
        for value in (1.0, 2.0):
            probe(torch.tensor(value))
        tape.log()
        assert tape["Probe"].history().tolist() == [2.0]


def test_a_model_that_is_gone_leaves_a_tape_that_works():
    watched = model()
    with tv.watch(watched) as tape:
        passed(watched, tape)
        last = weakref.ref(watched)
        del watched
        gc.collect()
        assert last() is None
        tape.log(loss=1.0)
        assert tape["loss"].steps == [1]


def test_a_tape_that_is_dropped_leaves_the_model():
    watched = model()
    tape = tv.watch(watched)
    passed(watched, tape)
    del tape
    gc.collect()
    assert listeners(watched) == 0


def test_what_is_made_only_for_those_who_listen_is_a_cost_of_watching():
    watched = torch.nn.ModuleDict({"a": tv.nn.Probe("vector", 0)})

    def make():
        time.sleep(0.02)
        return torch.ones(2, 3, requires_grad=True) * 2

    with tv.watch(watched) as tape:
        for _ in range(3):
            watched["a"].offer(make)
            tape.log()
        assert 20 <= tape.meter.figures["watching ms"] < 500
        assert len(tape["a"]) == 3
