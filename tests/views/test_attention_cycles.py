import numpy as np
import pytest
from heads import dense, minilm, tokens

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.views.attention_barcodes import Place, given_barcodes
from tdlviz.views.attention_cycles import AttentionCycles
from tdlviz.views.payload import unpack


def played(cx, layers, symmetry="max"):
    bars = [
        tv.attention_bars(cx, layer, 0, symmetry) + tv.attention_bars(cx, layer, 1, symmetry)
        for layer in layers
    ]
    return {str(k): layer for k, layer in enumerate(layers)} | given_barcodes(bars, len(layers))


def assert_cycles(given, cycles, symmetry="max"):
    """Each is closed, of pairs joined by its birth, and its weakest pair gives that birth."""
    bars = 0
    for place, diagram in ((p, given[p.name]) for p in {bar[0] for bar in cycles.found}):
        weights = given[str(place.layer)].values[:, place.head]
        matrix = weights.reshape(2 * (int(np.sqrt(len(weights))),)).astype(float)
        births = 1 - getattr(np, symmetry)(np.stack([matrix, matrix.T]), axis=0)
        for (birth, death), (born, died) in zip(diagram.values, diagram.index, strict=True):
            found, bars = cycles.found[place, int(born), int(died)], bars + 1
            if place.dim == 0:
                assert int(found.birth[0]) == born
                assert len(found.cycle) == (2 if died >= 0 else 1)
                continue
            assert births[tuple(found.birth)] == birth
            assert births[tuple(found.cycle.T)].max() == birth
            ends = births[np.ix_(found.death, found.death)][np.triu_indices(3, 1)]
            assert ends.max() == death
            assert (np.unique(found.cycle, return_counts=True)[1] % 2 == 0).all()
    assert bars == len(cycles.found)


@pytest.mark.parametrize("symmetry", ["max", "min", "mean"])
def test_cycles_of_all_bars(rng, symmetry):
    cx = tokens(8)
    layers = [dense(rng.dirichlet(np.ones(8), size=(2, 8))) for _ in range(2)]
    given = played(cx, layers, symmetry)
    cycles = AttentionCycles(cx, symmetry)
    cycles.find_all(given, 60)
    assert len(cycles.found) == sum(len(given[n]) for n in given if n.startswith("bars"))
    assert_cycles(given, cycles, symmetry)


def test_cycles_of_real_heads(data_dir):
    _, maps = minilm(data_dir)[7]
    cx = tokens(maps.shape[2])
    given = played(cx, [dense(layer) for layer in maps[1:3]])
    cycles = AttentionCycles(cx, "max")
    cycles.find_all(given, 60)
    assert_cycles(given, cycles)


def test_one_cycle_is_that_of_the_representative(rng):
    cx = tv.delaunay(rng.random((12, 2)))
    layer = dense(rng.dirichlet(np.ones(cx.counts[2]) / 2, size=(1, cx.counts[2])), rank=2)
    given = played(cx, [layer])
    place = Place(0, 0, 1)
    bar = given[place.name][0]
    birth, death = bar.index[0].tolist()
    cycles = AttentionCycles(cx, "max")
    cycles.find(given, (place, birth, death))
    tight = tv.attention_complex(cx, layer)
    cells = np.asarray(tight.cells(1))[tv.representative(tight, bar).index]
    np.testing.assert_array_equal(cycles.found[place, birth, death].cycle, cells)
    arrays, values = unpack(cycles.packed())
    assert arrays["bars"].tolist() == [[0, 0, 1, birth, death]]
    assert arrays["cycle"].tolist() == cells.ravel().tolist()
    assert (values["step"], values["lost"]) == (-1, [])


def test_cycles_are_of_the_step_of_their_bars(rng):
    cx, tape = tokens(7), tv.Tape()
    fields = [dense(rng.dirichlet(np.ones(7) / 2, size=(1, 7))) for _ in range(4)]
    tape.log(att=fields[0])
    given = {"0": tape["att"]} | given_barcodes([tv.attention_bars(cx, tape["att"])], 1)
    for field in fields[1:]:
        tape.log(att=field)
        tape.flush()
    cycles = AttentionCycles(cx, "max")
    for step, field in enumerate(fields):
        cycles.forget(step)
        cycles.find_all(given, 60)
        assert_cycles(played(cx, [field]), cycles)
    tape.close()


def test_bars_whose_weights_are_gone_have_no_cycle(rng):
    cx, tape = tokens(7), tv.Tape()
    for _ in range(3):
        tape.log(att=dense(rng.dirichlet(np.ones(7) / 2, size=(1, 7))))
    bars = tape.derive("bars", lambda f: tv.attention_bars(cx, f)[0], "att")
    tape.flush()
    other = tv.Tape()
    other.log(att=tape["att"].at(0))
    given = {"0": other["att"], Place(0, 0, 1).name: bars}
    cycles = AttentionCycles(cx, "max")
    cycles.forget(2)
    bar = Place(0, 0, 1), *map(int, bars.latest.index[0])
    cycles.find(given, bar)
    assert cycles.found == {bar: None}
    assert unpack(cycles.packed())[1]["lost"] == [[0, 0, 1, *bar[1:]]]
    tape.close()
    other.close()


def test_bars_of_other_weights_are_refused(rng):
    cx = tokens(9)
    one, two = (dense(rng.dirichlet(np.ones(9) / 2, size=(1, 9))) for _ in range(2))
    given = played(cx, [one]) | {"0": two}
    with pytest.raises(InvalidInput, match="no bar of this complex"):
        AttentionCycles(cx, "max").find_all(given, 60)
