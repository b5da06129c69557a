import numpy as np
import pytest
from heads import dense, tokens

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.views.attention_barcodes import (
    Place,
    barcode_arrays,
    barcode_words,
    barcodes,
    given_barcodes,
)
from tdlviz.views.payload import unpack


@pytest.fixture
def cx():
    return tokens(7)


@pytest.fixture
def layers(rng):
    return [dense(rng.dirichlet(np.ones(7), size=(heads, 7)), "x") for heads in (3, 2)]


def both(cx, layer):
    return tv.attention_bars(cx, layer, 0) + tv.attention_bars(cx, layer, 1)


def test_diagrams_are_told_apart_by_layer_head_and_dimension(cx, layers):
    given = given_barcodes([both(cx, layer) for layer in layers], 2)
    assert len(given) == 2 * 3 + 2 * 2
    found = barcodes(given)
    for (layer, head, dim), field in found.items():
        assert field.name == f"x head {head} H{dim}"
        assert field is given[Place(layer, head, dim).name]


def test_the_page_gets_the_bars_of_every_head(cx, layers):
    view = tv.show(cx, *layers, bars=[both(cx, layer) for layer in layers])
    arrays, values = unpack(view.channels)
    assert unpack(view.geometry)[1]["barcodes"] is True
    assert unpack(view.geometry)[1]["layers"] == 2
    assert values["bars"]["dims"] == [0, 1]
    for number, layer in enumerate(layers):
        for dim in (0, 1):
            for head, field in enumerate(tv.attention_bars(cx, layer, dim)):
                own = (arrays[f"barPlace{number}"] == [head, dim]).all(axis=1)
                births, deaths = arrays[f"barBirth{number}"][own], arrays[f"barDeath{number}"][own]
                np.testing.assert_allclose(np.column_stack([births, deaths]), field.values)
                np.testing.assert_array_equal(arrays[f"barCells{number}"][own], field.index)
    loops = sum(len(bars) for layer in layers for bars in tv.attention_bars(cx, layer))
    assert view.describe().endswith(f"; 35 bars of H0 and {loops} bars of H1")


def test_without_bars_there_are_matrices_alone(cx, layers):
    view = tv.show(cx, *layers)
    about = unpack(view.geometry)[1]
    assert (about["barcodes"], about["order"]) == (False, None)
    assert not [name for name in unpack(view.channels)[0] if name.startswith("bar")]
    assert "bars" not in view.describe()


def test_words_and_range():
    ends = Field("a", [[0.2, 0.5]], 1, [[0, 0]], kind="diagram")
    endless = Field("b", [[0.3, np.inf]], 1, [[0, -1]], kind="diagram")
    component = Field("c", [[0.0, np.inf]], 0, [[0, -1]], kind="diagram")
    assert barcode_words({Place(0, 0, 1): ends}) == "; 1 bar of H1"
    assert barcode_arrays({Place(0, 0, 1): ends})[1]["range"] == [0.2, 0.5]
    assert barcode_arrays({Place(0, 0, 1): endless})[1]["range"] == [0.3, 1]
    assert barcode_arrays({Place(0, 0, 0): component})[1]["range"] == [0, 0]
    assert barcode_arrays({})[1] == {"range": [0, 1], "dims": []}


def test_bars_of_tracks_come_with_their_steps(cx, rng):
    tape = tv.Tape()
    track = tape.declare("x", "attention", 0)
    bars = tv.attention_bars(cx, track, heads=2)
    view = tv.show(cx, track, bars=[bars])
    assert "no layers yet" in view.describe()
    fields = [dense(rng.dirichlet(np.ones(7) / 3, size=(2, 7)), "x") for _ in range(3)]
    for field in fields:
        tape.log(x=field)
        assert tape.flush()
    view.recall()
    history, _ = unpack(view.history)
    ends = history["offsets"]
    for step, field in enumerate(fields):
        arrays, values = unpack(history["frames"][ends[step] : ends[step + 1]].tobytes())
        assert values["step"] == step
        expected = np.concatenate([found.values for found in tv.attention_bars(cx, field)])
        np.testing.assert_allclose(arrays["barBirth0"], expected[:, 0], rtol=1e-6)
    view.close()
    tape.close()


def test_an_order_of_heads_goes_along(cx, layers):
    order = tv.head_order([tv.attention_bars(cx, layer) for layer in layers])
    view = tv.show(cx, *layers, order=order)
    assert unpack(view.geometry)[1]["order"] == [list(at) for at in order]


def test_heads_are_ordered_as_the_clustered_matrix_of_their_distances_is(cx, layers):
    bars = [tv.attention_bars(cx, layer, 0) for layer in layers]
    places = [(layer, head) for layer, own in enumerate(bars) for head in range(len(own))]
    apart = tv.diagram_distances([b for own in bars for b in own], distance=tv.bottleneck)
    names = [f"layer {layer}, head {head}" for layer, head in places]
    field = Field("bottleneck", apart, kind="matrix")
    view = tv.show(cx, field, names=names, order="clustered")
    rows = unpack(view.channels)[0]["rowOrder"]
    assert tv.head_order(bars, apart) == [places[row] for row in rows]


FLAT = Field("flat", np.zeros((0, 2)), 1, np.zeros((0, 2), int), kind="diagram")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"bars": [[FLAT] * 3]}, "given 1 of list; a list for each of 2 layers"),
        ({"bars": [FLAT, FLAT]}, "given 2 of Field; a list for each of 2 layers"),
        ({"bars": [[1], [2]]}, "as tv.attention_bars gives them"),
        ({"bars": [[tv.Tape()["a"]], []]}, "as tv.attention_bars gives them"),
        ({"bars": [[FLAT] * 3, [FLAT] * 3]}, "given 3 of H1 for layer 1; 2 heads have one each"),
        ({"symmetry": "sum"}, "one of max, min, mean"),
        ({"order": [(2, 0)]}, "of 2 layers are needed"),
        ({"order": [(0, 0, 0)]}, "of 2 layers are needed"),
        ({"order": [(0, True)]}, "of 2 layers are needed"),
        ({"order": [(0, 1), (1, 0), (0, 1)]}, r"\(0, 1\) twice; every head comes once"),
        ({"order": 3}, "a list"),
    ],
)
def test_refuses(cx, layers, options, says):
    with pytest.raises(InvalidInput if "symmetry" not in options else LookupError, match=says):
        tv.show(cx, *layers, **options)


def test_triples_have_no_bars(cx):
    triples = Field("t", [[1.0]], 0, [[0, 1, 2]], kind="triples")
    with pytest.raises(InvalidInput, match="barcodes are of attention on pairs"):
        tv.show(cx, triples, bars=[[FLAT]])
