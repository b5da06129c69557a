import torch

from tdlviz.nn.modules import fingerprint, named_modules, named_parameters


def model():
    return torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Sequential(torch.nn.Linear(2, 1)))


def test_names_are_those_of_torch():
    plain = model()
    assert {n: m for n, m, _ in named_modules(plain)} == dict(plain.named_modules())
    assert [n for n, *_ in named_modules(plain)] == [n for n, _ in plain.named_modules()]
    assert named_parameters(plain).keys() == dict(plain.named_parameters()).keys()
    *_, last = named_modules(plain)
    assert last.above == (plain[1], plain)


def test_wrappers_leave_no_trace_in_names():
    plain = model()
    names = [n for n, *_ in named_modules(plain)]
    for wrapped in (
        torch.nn.DataParallel(plain),
        torch.compile(plain, backend="eager"),
        torch.compile(torch.nn.DataParallel(plain), backend="eager"),
        torch.optim.swa_utils.AveragedModel(plain),
    ):
        assert list(dict.fromkeys(n for n, *_ in named_modules(wrapped))) == names
        assert named_parameters(wrapped).keys() == dict(plain.named_parameters()).keys()


def test_a_module_of_that_name_that_is_no_wrapper():
    class Mine(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.module = torch.nn.Linear(1, 1)

    assert [n for n, *_ in named_modules(Mine())] == ["", "module"]


def test_what_is_shared_has_its_first_name():
    layer = torch.nn.Linear(2, 2)
    assert [n for n, *_ in named_modules(torch.nn.Sequential(layer, layer))] == ["", "0"]
    assert [*named_parameters(torch.nn.Sequential(layer, layer))] == ["0.weight", "0.bias"]
    lazy = torch.nn.LazyLinear(2)
    assert named_parameters(lazy) == {}


def test_a_change_is_seen():
    plain = model()
    before = fingerprint(plain)
    assert fingerprint(plain) == before
    plain[1].append(torch.nn.ReLU())
    assert fingerprint(plain) != before
    del plain[1][1]
    assert fingerprint(plain) == before
    kept, plain[0] = plain[0], torch.nn.Linear(2, 2)
    assert kept is not plain[0]
    assert fingerprint(plain) != before
