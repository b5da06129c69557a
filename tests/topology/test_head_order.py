import numpy as np
import pytest
from heads import dense, minilm, tokens

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def bars(deaths):
    """Diagrams of one bar each."""
    return [np.array([[0.0, death]]) for death in deaths]


def test_like_barcodes_stand_side_by_side():
    order = tv.head_order([bars([0.1, 0.9, 0.15]), bars([0.95, 0.12])])
    alike = {(0, 0), (0, 2), (1, 1)}, {(0, 1), (1, 0)}
    assert (set(order[:3]), set(order[3:])) == alike or (set(order[2:]), set(order[:2])) == alike


def test_given_distances_decide(rng):
    places = rng.permutation(6).astype(float)
    order = tv.head_order([bars(places[:2]), bars(places[2:])], abs(places[:, None] - places))
    found = [places[2 * layer + head] for layer, head in order]
    assert found in (sorted(found), sorted(found, reverse=True))


def test_real_heads_are_nearer_to_their_neighbours_than_in_the_order_of_layers(data_dir):
    _, maps = minilm(data_dir)[0]
    given = [tv.attention_bars(tokens(maps.shape[2]), dense(layer), 0) for layer in maps]
    order = tv.head_order(given)
    assert sorted(order) == [(layer, head) for layer in range(6) for head in range(12)]
    apart = tv.sliced_wasserstein([b for own in given for b in own], end=1.0)
    places = [12 * layer + head for layer, head in order]
    assert apart[places[1:], places[:-1]].mean() < 0.5 * np.diagonal(apart, 1).mean()


def test_tracks_are_ordered_by_their_latest():
    tape = tv.Tape()
    tape.declare("att", "attention", 0)
    given = tv.attention_bars(tokens(4), tape["att"], 0, heads=2)
    with pytest.raises(InvalidInput, match="has not derived a barcode yet"):
        tv.head_order([given])
    tape.log(att=dense(np.full((2, 4, 4), 0.25)))
    tape.flush()
    assert sorted(tv.head_order([given])) == [(0, 0), (0, 1)]
    tape.close()


@pytest.mark.parametrize(
    ("given", "distances", "says"),
    [
        ([], None, "at least one is needed"),
        (3, None, "a list"),
        ([bars([0.5])], np.zeros((2, 2)), "for every two of 1 heads"),
        ([bars([0.5])], [[np.nan]], "distances are numbers"),
        ([[tv.Tape()]], None, "head_order|sliced_wasserstein"),
    ],
)
def test_refuses(given, distances, says):
    with pytest.raises(InvalidInput, match=says):
        tv.head_order(given, distances)


def test_heads_that_are_in_no_list_of_their_layer_are_refused():
    given = tv.Field(
        "H0", np.array([[0.0, 0.5], [0.0, 1.0]]), 0, np.array([[0, 0], [1, 1]]), kind="diagram"
    )
    with pytest.raises(InvalidInput, match="a list for each layer"):
        tv.head_order([given, given])


@pytest.mark.parametrize("distances", [[[0, 1], [2, 0]], [[0, -1], [-1, 0]], [[0, np.nan]] * 2])
def test_distances_are_the_same_both_ways(distances):
    bars = tv.Field("H0", np.zeros((0, 2)), 0, np.zeros((0, 2), int), kind="diagram")
    with pytest.raises(InvalidInput, match="the same both ways"):
        tv.head_order([[bars, bars]], distances)
