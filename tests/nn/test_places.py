import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.nn.places import check_patterns, matches, places


def model():
    return torch.nn.Sequential(
        torch.nn.Linear(2, 2), tv.nn.Probe("vector", 0), torch.nn.MultiheadAttention(2, 1)
    )


def test_probes_and_the_layers_of_the_table():
    found = {place.name: (place.kind, place.rank) for place in places(model())}
    assert found == {"1": ("vector", 0), "2": ("attention", 0)}
    assert [place.name for place in places(tv.nn.Probe("number"))] == ["Probe"]


def test_a_row_of_ones_own():
    class Gate(torch.nn.Module):
        def forward(self, x):
            return x.sigmoid()

    def listen(module, hear, above):
        assert isinstance(above[0], torch.nn.Sequential)
        return module.register_forward_hook(lambda _m, _i, out: hear(out, None)).remove

    row = tv.nn.Source(lambda module: isinstance(module, Gate), listen, kind="scalar")
    tv.nn.SOURCES.append(row)
    try:
        gated, heard = torch.nn.Sequential(Gate()), []
        (place,) = places(gated)
        assert (place.name, place.kind, place.rank) == ("0", "scalar", 0)
        undo = place.listen(lambda *told: heard.append(told))
        gated(torch.zeros(3))
        undo()
        gated(torch.zeros(3))
        assert len(heard) == 1
    finally:
        tv.nn.SOURCES.remove(row)


def test_patterns():
    assert matches("layers.0.maps", ["layers.*.maps"])
    assert matches("layers.0.inner.maps", ["layers.*.maps"])
    assert not matches("layers.0.Maps", ["layers.*.maps"])
    assert matches("anything", [])


def test_a_pattern_that_fits_nothing_names_what_is_there():
    wanted, known = model(), places(model())
    check_patterns(wanted, known, {}, ("1", "[12]"))
    with pytest.raises(UnknownName, match=r"'maps'.*1 \(vector\), 2 \(attention\)"):
        check_patterns(wanted, known, {}, ("1", "maps"))
    check_patterns(wanted, known, {"0.weight": "matrix"}, ("0.*",))


def test_nothing_to_see_says_what_helps():
    plain = torch.nn.Sequential(*[torch.nn.Linear(1, 1) for _ in range(40)])
    for patterns in ((), ("*",)):
        with pytest.raises(UnknownName, match=r"nn\.Probe.*weights=True.*itself \(Seq"):
            check_patterns(plain, [], {}, patterns)
    with pytest.raises(UnknownName, match="and 11 more"):
        check_patterns(plain, [], {}, ())


def test_what_is_compiled_hides_its_layers_but_not_its_probes():
    compiled = torch.compile(model(), backend="eager")
    found = {place.name: place.hidden for place in places(compiled)}
    assert found["1"] is None
    assert "torch.compile passes by" in found["2"]
    with pytest.raises(InvalidInput, match=r"2 \(MultiheadAttention\).*put a Probe there"):
        check_patterns(compiled, places(compiled), {}, ("2",))
    itself = model()
    itself[2].compile(backend="eager")
    assert places(itself)[1].hidden
