import json

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.views.attention_view import AttentionView
from tdlviz.views.payload import unpack


@pytest.fixture(scope="module")
def cx():
    return tv.Complex.from_facets([[0, 1, 2], [1, 2, 3]])


def dense(count, heads, seed=0, name="att"):
    index = np.stack(np.indices((count, count)).reshape(2, -1), axis=1)
    weights = np.random.default_rng(seed).dirichlet(np.ones(count), size=(heads, count))
    return Field(name, weights.reshape(heads, -1).T, 0, index, kind="attention")


TRIPLES = Field(
    "tri", [[0.25], [0.75], [1.0]], 0, [[0, 1, 2], [0, 2, 1], [3, 1, 2]], kind="triples"
)


def test_the_browser_gets_the_weights_of_every_head_and_the_pairs_once(cx):
    one, two = dense(4, 3), dense(4, 2, seed=1)
    view = tv.show(cx, one, two)
    assert isinstance(view, AttentionView)
    geometry, about = unpack(view.geometry)
    np.testing.assert_array_equal(geometry["index0"], one.index)
    assert "index1" not in geometry
    assert about["layers"] == 2
    np.testing.assert_array_equal(geometry["edges"], np.asarray(cx.cells(1)))
    arrays, values = unpack(view.channels)
    np.testing.assert_allclose(arrays["attentionWeights1"], two.values.T, rtol=1e-6)
    assert values["scales"]["attention"]["heads"] == {"0": 3, "1": 2}
    assert values["scales"]["attention"]["index"] == {"0": 0, "1": 0}


def test_the_opened_head_is_known_and_can_be_set(cx):
    view = tv.show(cx, dense(4, 3), dense(4, 2, seed=1), layer=1, head=1)
    assert view.opened == [1, 1]
    assert "opened" in view.synced()
    view.opened = [0, 2]
    assert not view.options["filtered"]
    assert tv.show(cx, dense(4, 3), filtered=True).options["filtered"]


def test_bytes_are_on_one_scale_for_all_layers(cx):
    view = tv.show(cx, dense(4, 2), dense(4, 2, seed=1))
    arrays, values = unpack(view.channels)
    scale = values["scales"]["attention"]
    for layer in "01":
        weights = scale["low"] + (arrays[f"attentionCodes{layer}"] - 1.0) / 254 * scale["high"]
        np.testing.assert_allclose(weights, arrays[f"attentionWeights{layer}"], atol=1 / 500)


def test_many_weights_go_as_bytes_alone():
    count = 190
    view = tv.show(tv.Complex.from_facets([[i] for i in range(count)]), dense(count, 8))
    arrays, _ = unpack(view.channels)
    assert arrays["attentionCodes0"].shape == (8, count * count)
    assert "attentionWeights0" not in arrays


def test_each_row_has_its_entropy(cx):
    even = Field("even", np.full((16, 1), 0.25), 0, dense(4, 1).index, kind="attention")
    arrays, _ = unpack(tv.show(cx, even).channels)
    np.testing.assert_allclose(arrays["rows0"][0], 2, rtol=1e-6)


def test_pairs_that_change_with_the_steps_travel_with_their_frame(cx):
    tape = tv.Tape()
    track = tape.declare("att", "attention", 0)
    view = tv.show(cx, track)
    assert "no layers yet" in view.describe()
    tape.log(att=dense(4, 2))
    view.refresh()
    assert "attentionIndex0" not in unpack(view.channels)[0]
    tape.log(att=dense(4, 2)[[0, 5]])
    view.refresh()
    arrays, values = unpack(view.channels)
    assert arrays["attentionIndex0"].tolist() == [[0, 0], [1, 1]]
    assert values["scales"]["attention"]["index"] == {"0": -1}
    view.close()


def test_triples_come_with_their_sums_over_the_third(cx):
    view = tv.show(cx, TRIPLES)
    geometry, _ = unpack(view.geometry)
    arrays, values = unpack(view.channels)
    places = values["scales"]["attention"]["index"]["0"], values["scales"]["triples"]["index"]["0"]
    assert geometry[f"index{places[0]}"].tolist() == [[0, 1], [0, 2], [3, 1]]
    assert geometry[f"index{places[1]}"].tolist() == TRIPLES.index.tolist()
    assert arrays["attentionWeights0"].tolist() == [[0.25, 0.75, 1.0]]


def test_another_run_goes_beside_the_layers(cx):
    view = tv.show(cx, dense(4, 2), dense(4, 3), against=[dense(4, 2, seed=5), dense(4, 1, seed=6)])
    _, about = unpack(view.geometry)
    assert (about["layers"], about["against"]) == (2, True)
    arrays, values = unpack(view.channels)
    wanted = dense(4, 1, seed=6).values.T
    np.testing.assert_allclose(arrays["attentionOtherWeights1"], wanted, rtol=1e-6)
    assert values["scales"]["attentionOther"]["heads"] == {"0": 2, "1": 1}
    assert [*values["names"]] == ["0", "1"]
    lines = list(view.table())
    assert lines[0] == ["of", "layer", "head", "source", "target", "weight"]
    assert [line[0] for line in lines].count("against") == 16 * 3
    assert unpack(tv.show(cx, dense(4, 1)).geometry)[1]["against"] is False


def test_triples_are_compared_with_triples(cx):
    arrays, _ = unpack(tv.show(cx, TRIPLES, against=TRIPLES).channels)
    np.testing.assert_array_equal(arrays["triplesOtherWeights0"], arrays["triplesWeights0"])
    np.testing.assert_array_equal(arrays["attentionOtherWeights0"], arrays["attentionWeights0"])


@pytest.mark.parametrize("against", [3, "att", [dense(4, 1)] * 2, TRIPLES, [None]])
def test_what_is_compared_has_to_be_alike(cx, against):
    with pytest.raises(InvalidInput):
        tv.show(cx, dense(4, 1), against=against)


def test_a_run_to_compare_with_may_come_later(cx):
    tape = tv.Tape()
    view = tv.show(cx, dense(4, 1), against=tape.declare("att", "attention", 0))
    assert "attentionOtherCodes0" not in unpack(view.channels)[0]
    tape.log(att=dense(4, 1, seed=2))
    view.refresh()
    assert "attentionOtherCodes0" in unpack(view.channels)[0]
    view.close()


def test_it_says_which_heads_are_sharp(cx):
    weights = np.stack([np.eye(4).ravel(), np.full(16, 0.25)], axis=1)
    field = Field("att", weights, 0, dense(4, 1).index, kind="attention")
    words = tv.show(cx, field).describe()
    assert words.startswith("Attention of 1 layer × 2 heads on 4 cells of rank 0")
    assert "the sharpest head is layer 0 head 0 (0.00 bits a row)" in words
    assert "the flattest layer 0 head 1 (2.00)" in words
    negative = Field("att", [[-1.0], [2.0]], 0, [[0, 1], [0, 2]], kind="attention")
    assert "1 weight is negative" in tv.show(cx, negative).describe()


def test_the_table_has_a_line_a_weight(cx):
    lines = list(tv.show(cx, TRIPLES).table())
    assert lines[0] == ["layer", "head", "first", "second", "third", "weight"]
    assert lines[2] == [0, 0, 0, 2, 1, 0.75]
    lines = list(tv.show(cx, dense(4, 2), dense(4, 3)).table())
    assert lines[0] == ["layer", "head", "source", "target", "weight"]
    assert len(lines) == 1 + 16 * 5


def test_real_heads_of_a_language_model(data_dir):
    folder = data_dir / "attention-minilm"
    maps = np.load(folder / "attention_maps.npz")["attention_0"]
    tokens = json.loads((folder / "sentences.json").read_text())[0]["tokens"]
    layers, heads, count, _ = maps.shape
    index = np.stack(np.indices((count, count)).reshape(2, -1), axis=1)
    given = [
        Field(f"layer {k}", maps[k].reshape(heads, -1).T, 0, index, kind="attention")
        for k in range(layers)
    ]
    view = tv.show(tv.Complex.from_facets([[*range(count)]]), *given, labels=tokens)
    arrays, _ = unpack(view.channels)
    for layer in range(layers):
        np.testing.assert_allclose(arrays[f"rows{layer}"][1], 1, atol=1e-5)
    assert "6 layers × 12 heads on 8 cells" in view.describe()
    assert unpack(view.geometry)[1]["labels"] == tokens


@pytest.mark.parametrize(
    ("layers", "options", "error", "says"),
    [
        ((), {}, InvalidInput, "no layers"),
        ((TRIPLES, dense(4, 1)), {}, InvalidInput, "one kind and one rank"),
        ((dense(4, 1),), {"labels": ["a", "b"]}, InvalidInput, "given 2 labels; 4 cells"),
        ((dense(4, 1),), {"layer": 1}, InvalidInput, "at most 0"),
        ((dense(4, 1),), {"head": 1}, InvalidInput, "heads 0 to 0"),
        ((dense(4, 1)[[0, 1, 0]],), {}, InvalidInput, r"\(0, 0\) in rows 0 and 2"),
        ((dense(5, 1),), {}, InvalidInput, "there are 4 of that rank"),
        ((Field("x", np.zeros(4), 0, kind="scalar"),), {}, InvalidInput, "kind scalar"),
        ((tv.Tape()["att"],), {}, InvalidInput, "says what it will hold"),
        ((np.eye(4),), {}, InvalidInput, "a Field or Track each"),
    ],
)
def test_bad_input_is_refused(cx, layers, options, error, says):
    with pytest.raises(error, match=says):
        AttentionView(cx, *layers, **options)


def test_more_cells_than_a_matrix_takes_are_refused():
    many = tv.Complex.from_facets(np.arange(5000)[:, None])
    with pytest.raises(TooLarge, match="4,096"):
        tv.show(many, dense(4, 1))


def test_heads_that_are_not_there(cx):
    with pytest.raises(InvalidInput, match="layer 0 has 2 heads"):
        tv.show(cx, dense(4, 2), order=[(0, 1), (0, 7)])
    with pytest.raises(InvalidInput, match="heads 0 to 1"):
        tv.show(cx, dense(4, 2), head=2)
    none = Field("none", np.zeros((16, 0)), 0, dense(4, 1).index, kind="attention")
    with pytest.raises(InvalidInput, match="has none"):
        tv.show(cx, none)
