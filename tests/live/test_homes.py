"""Where a step finds what it changes."""

from __future__ import annotations

import numpy as np
import torch

from tdlviz.live.homes import homes_of

model = torch.nn.Linear(1, 1)


def helper() -> torch.Tensor:
    return model(torch.zeros(1))


class Keeper:
    """One who keeps all in an object, as many do."""

    def __init__(self) -> None:
        self.numbers, self.optimiser = np.random.default_rng(0), torch.optim.SGD(model.parameters())

    def step(self) -> float:
        self.optimiser.step()
        return float(helper()) + float(self.numbers.random())


class Fresh(Keeper):
    def step(self) -> float:
        self.numbers = np.random.default_rng(1)
        return float(self.numbers.random())


def moved(homes) -> list[str]:
    return [home.name for home in homes if home.moved]


def test_each_thing_is_found_once():
    keeper = Keeper()
    found = {home.name: home.part for home in homes_of(keeper.step)}
    assert found == {"numbers": keeper.numbers, "optimiser": keeper.optimiser, "model": model}


def test_a_name_that_stands_for_something_else_is_noticed(monkeypatch):
    keeper = Keeper()
    homes = homes_of(keeper.step)
    assert moved(homes) == []
    keeper.optimiser = torch.optim.SGD(model.parameters())
    assert moved(homes) == ["optimiser"]
    monkeypatch.setitem(globals(), "model", torch.nn.Linear(1, 1))
    assert moved(homes) == ["optimiser", "model"]


def test_a_step_may_give_its_own_names_to_other_things():
    fresh = Fresh()
    homes = homes_of(fresh.step)
    assert "numbers" in [home.name for home in homes]
    fresh.step()
    assert moved(homes) == []


def test_a_closure_is_not_taken_for_the_global_of_its_name(monkeypatch):
    def made(model: torch.nn.Module):
        return lambda: model(torch.zeros(1))

    homes = homes_of(made(model))
    assert len(homes) == 1
    monkeypatch.setitem(globals(), "model", torch.nn.Linear(1, 1))
    assert moved(homes) == []
