import copy
import pickle

import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName


def test_what_goes_in_comes_out_and_is_heard():
    probe, heard = tv.nn.Probe("vector", 0), []
    undo = probe.listen(lambda values, index: heard.append((values, index)))
    values, index = torch.ones(3, 2, requires_grad=True), torch.arange(3)
    assert probe(values, index) is values
    assert heard == [(values, index)]
    undo(), undo()
    probe(values)
    assert len(heard) == 1


def test_an_offer_is_made_only_for_those_who_listen():
    probe, made = tv.nn.Probe("number"), []

    def make() -> torch.Tensor:
        made.append(1)
        return torch.zeros(())

    probe.offer(make)
    assert not made
    assert not probe.heard
    undo = probe.listen(lambda values, _: made.append(values))
    assert probe.heard
    probe.offer(make)
    assert len(made) == 2
    undo()
    assert not probe.heard


def test_it_adds_nothing_to_a_model_that_is_saved_or_copied():
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), tv.nn.Probe("vector", 0))
    assert [*model.state_dict()] == ["0.weight", "0.bias"]
    heard: list[torch.Tensor] = []
    model[1].listen(lambda values, _: heard.append(values))
    for twin in (copy.deepcopy(model), pickle.loads(pickle.dumps(model[1]))):
        twin(torch.ones(1, 2))
    assert not heard
    assert "Probe('vector', rank=0)" in repr(model)


@pytest.mark.parametrize(
    ("kind", "rank", "error"),
    [
        ("tensor", 0, UnknownName),
        (None, 0, UnknownName),
        ("vector", None, InvalidInput),
        ("vector", -1, InvalidInput),
        ("number", 0, InvalidInput),
    ],
)
def test_a_kind_or_rank_that_is_none(kind, rank, error):
    with pytest.raises(error):
        tv.nn.Probe(kind, rank)
