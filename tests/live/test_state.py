from __future__ import annotations

import random
from functools import partial

import numpy as np
import pytest
import torch

from tdlviz.core.errors import InvalidInput
from tdlviz.live.state import State, size


class Trainer:
    """One who keeps all in an object, as many do."""

    def __init__(self) -> None:
        self.model = torch.nn.Sequential(
            torch.nn.Linear(3, 4),
            torch.nn.BatchNorm1d(4),
            torch.nn.Dropout(),
            torch.nn.Linear(4, 1),
        )
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=0.05)
        self.schedule = torch.optim.lr_scheduler.ExponentialLR(self.optimiser, 0.9)
        self.generator = torch.Generator().manual_seed(1)
        self.numbers = np.random.default_rng(2)

    def step(self) -> float:
        x = torch.randn(8, 3, generator=self.generator) + torch.rand(1)
        noise = float(self.numbers.random()) + random.random()
        self.optimiser.zero_grad()
        loss = (self.model(x) - noise).square().mean()
        loss.backward()
        self.optimiser.step()
        self.schedule.step()
        return loss.item()


def test_what_was_done_is_done_again_exactly():
    trainer = Trainer()
    state = State.of(trainer.step)
    assert {*state.parts} == {"model", "optimiser", "schedule", "generator", "numbers"}
    for _ in range(3):
        trainer.step()
    snapshot = state.take()
    first = [trainer.step() for _ in range(5)]
    for _ in range(2):  # a snapshot serves more than once
        state.restore(snapshot)
        assert [trainer.step() for _ in range(5)] == first


def test_a_snapshot_is_nobody_elses():
    trainer = Trainer()
    state = State.of(trainer.step)
    trainer.step()
    snapshot = state.take()
    before = snapshot["model"]["0.weight"].clone()
    state.restore(snapshot)
    trainer.step()
    assert torch.equal(snapshot["model"]["0.weight"], before)
    held = sum(value.nbytes for value in snapshot["model"].values())
    assert size(snapshot["model"]) == held


model = torch.nn.Linear(1, 1)


def helper() -> torch.Tensor:
    return model(torch.zeros(1))


def test_parts_are_found_where_a_step_sees_them():
    trainer = Trainer()
    optimiser = torch.optim.SGD(trainer.model.parameters(), lr=1)

    def closure() -> None:
        optimiser.step()
        helper()

    class Callable:
        def __init__(self) -> None:
            self.inner = trainer.model

        def __call__(self) -> None: ...

    assert {*State.of(closure).parts} == {"optimiser", "model"}
    assert {*State.of(partial(print, part=trainer.model)).parts} == {"part"}
    assert {*State.of(Callable()).parts} == {"inner"}
    assert not State.of(lambda: 1).parts
    assert not State.of(print).parts


def test_a_lazy_model_is_not_ready_before_its_first_call():
    lazy = torch.nn.LazyLinear(2)
    state = State({"model": lazy})
    assert not state.ready
    lazy(torch.zeros(1, 3))
    assert state.ready


@pytest.mark.parametrize("parts", [None, 3, {"a": 3}, {"a": dict}, {"a": random}])
def test_what_has_no_state(parts):
    with pytest.raises(InvalidInput):
        State(parts)


def test_a_name_that_stands_for_something_else_is_noticed(monkeypatch):
    trainer = Trainer()
    by_object, by_global = State.of(trainer.step), State.of(helper)
    assert by_object.replaced == by_global.replaced == []
    monkeypatch.setitem(globals(), "model", torch.nn.Linear(1, 1))
    trainer.optimiser = torch.optim.SGD(trainer.model.parameters(), lr=0.1)
    assert by_object.replaced == ["optimiser"]
    assert by_global.replaced == ["model"]


def test_a_step_may_give_its_own_names_to_other_things(monkeypatch):
    class Fresh:
        def __init__(self) -> None:
            self.numbers = np.random.default_rng(0)

        def step(self) -> float:
            self.numbers = np.random.default_rng(1)
            return float(self.numbers.random())

    fresh = Fresh()
    state = State.of(fresh.step)
    fresh.step()
    assert [*state.parts] == ["numbers"]
    assert state.replaced == []


def test_a_closure_is_not_taken_for_the_global_of_its_name(monkeypatch):
    def made(model: torch.nn.Module):
        return lambda: model(torch.zeros(1))

    state = State.of(made(model))
    monkeypatch.setitem(globals(), "model", torch.nn.Linear(1, 1))
    assert state.replaced == []
