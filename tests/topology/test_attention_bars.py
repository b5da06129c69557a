import numpy as np
import pytest
from heads import dense, minilm, tokens

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.topology.attention_bars import cone_from


def gudhis(matrix, dim):
    """The bars of the Rips complex on 1 - max(w, wᵀ), by gudhi; zeros on the diagonal."""
    from gudhi import RipsComplex

    apart = 1 - np.maximum(matrix, matrix.T).astype(np.float64)
    np.fill_diagonal(apart, 0)
    tree = RipsComplex(distance_matrix=apart).create_simplex_tree(max_dimension=2)
    tree.compute_persistence()
    return np.reshape(tree.persistence_intervals_in_dimension(dim), (-1, 2))


def ordered(values):
    return values[np.lexsort(values.T[::-1])]


def assert_as_gudhi_has_them(matrices):
    field, cx = dense(matrices), tokens(matrices.shape[1])
    for dim in (0, 1):
        for found, matrix in zip(tv.attention_bars(cx, field, dim), matrices, strict=True):
            np.testing.assert_allclose(
                ordered(found.values), ordered(gudhis(matrix, dim)), atol=1e-12
            )


@pytest.mark.parametrize("count", [2, 5, 12, 25])
@pytest.mark.parametrize("sharp", [0.1, 1.0, 10.0])
def test_random_heads_as_gudhi_has_them(count, sharp):
    rng = np.random.default_rng(count)
    assert_as_gudhi_has_them(rng.dirichlet(np.full(count, sharp), size=(4, count)))


def test_real_heads_as_gudhi_has_them(data_dir):
    for _, maps in minilm(data_dir):
        assert_as_gudhi_has_them(maps.reshape(-1, *maps.shape[2:]))


def test_real_bars_are_stable_to_a_re_run(data_dir):
    for _, maps in minilm(data_dir):
        fields = [dense(layer) for layer in maps]
        runs = [
            [bars for field in fields for bars in tv.attention_bars(tokens(maps.shape[2]), field)]
            for _ in range(2)
        ]
        for first, second in zip(*runs, strict=True):
            assert first.values.tobytes() == second.values.tobytes()
            assert np.asarray(first.index).tobytes() == np.asarray(second.index).tobytes()


@pytest.mark.parametrize("dim", [0, 1, 2])
@pytest.mark.parametrize("symmetry", ["max", "min", "mean"])
@pytest.mark.parametrize("share", [0.1, 0.4, 1.0])
def test_cells_and_bars_are_those_of_the_complex_of_a_head(rng, dim, symmetry, share):
    pairs = np.argwhere(rng.random((10, 10)) < share)
    weights = rng.integers(0, 6, (len(pairs), 3)) / 4  # with many ties, some above 1
    field = Field("layer 2", weights, 0, pairs, kind="attention")
    for head, found in enumerate(tv.attention_bars(tokens(10), field, dim, symmetry)):
        cx = tv.attention_complex(tokens(10), field, head, dim + 1, symmetry)
        expected = tv.persistence(cx, dim)
        np.testing.assert_array_equal(found.values, expected.values)
        np.testing.assert_array_equal(found.index, expected.index)
        assert (found.name, found.kind, found.rank) == (
            f"layer 2 head {head} H{dim}",
            "diagram",
            dim,
        )
        for bar in found:
            tv.representative(cx, bar)  # which refuses a bar that is none of the complex


@pytest.mark.parametrize("seed", range(20))
def test_what_comes_after_a_cone_makes_no_difference(seed):
    rng = np.random.default_rng(seed)
    matrix = rng.dirichlet(np.full(12, 0.3), size=12)
    matrix[:, 3] = 0.2 + 0.4 * rng.random(12)  # all attend to this one
    field, cx = dense(matrix[None]), tokens(12)
    whole = tv.attention_complex(cx, field)
    end = cone_from(whole, whole["birth1"].values)
    assert end <= 0.8
    assert (whole["birth1"].values > end).any()
    for dim in (0, 1):
        (found,), expected = tv.attention_bars(cx, field, dim), tv.persistence(whole, dim)
        np.testing.assert_array_equal(found.values, expected.values)
        np.testing.assert_array_equal(found.index, expected.index)


@pytest.mark.parametrize("seed", range(5))
def test_diagrams_move_no_further_than_the_weights(seed):
    """Cohen-Steiner, Edelsbrunner and Harer, "Stability of persistence diagrams" (2007)."""
    rng = np.random.default_rng(seed)
    before = rng.dirichlet(np.ones(9), size=(2, 9))
    after = np.clip(before + rng.uniform(-0.1, 0.1, before.shape), 0, 1)
    for symmetry in ("max", "min", "mean"):
        for dim in (0, 1):
            runs = [tv.attention_bars(tokens(9), dense(w), dim, symmetry) for w in (before, after)]
            for head, (a, b) in enumerate(zip(*runs, strict=True)):
                moved = abs(after[head] - before[head]).max()
                assert tv.bottleneck(a, b).distance <= moved + 1e-12


def test_real_diagrams_move_no_further_than_the_weights(data_dir, rng):
    _, maps = minilm(data_dir)[3]
    before = maps[2].astype(np.float64)
    after = np.clip(before + rng.uniform(-0.02, 0.02, before.shape), 0, 1)
    runs = [tv.attention_bars(tokens(before.shape[1]), dense(w)) for w in (before, after)]
    for head, (a, b) in enumerate(zip(*runs, strict=True)):
        assert tv.bottleneck(a, b).distance <= abs(after[head] - before[head]).max() + 1e-12


def test_a_track_gives_a_track_a_head(rng):
    cx, tape = tokens(6), tv.Tape()
    track = tape.declare("att", "attention", 0)
    bars = tv.attention_bars(cx, track, 0, heads=2)
    assert [(b.name, b.kind, b.rank) for b in bars] == [
        ("att head 0 H0", "diagram", 0),
        ("att head 1 H0", "diagram", 0),
    ]
    fields = [dense(rng.dirichlet(np.ones(6), size=(2, 6))) for _ in range(3)]
    for field in fields:
        tape.log(att=field)
        assert tape.flush()
    for head, live in enumerate(bars):
        assert live.steps == [0, 1, 2]
        for step, field in enumerate(fields):
            still = tv.attention_bars(cx, field, 0)[head]
            np.testing.assert_array_equal(live.at(step).values, still.values)
    again = tv.attention_bars(cx, track, 0)  # as many as were logged
    assert len(again) == 2
    tape.close()


def test_a_track_says_what_ended_it():
    cx, tape = tokens(2), tv.Tape()
    tape.log(att=dense(np.full((1, 2, 2), 0.5)))
    bars = tv.attention_bars(cx, tape["att"])
    tape.log(att=dense(np.full((1, 2, 2), np.nan)))
    tape.flush()
    assert "weights are finite and >= 0" in bars[0].fault
    tape.close()


@pytest.mark.parametrize(
    ("given", "options", "says"),
    [
        (dense(np.full((1, 3, 3), 0.5)), {"heads": 1}, "a field knows its heads itself"),
        (dense(np.full((1, 3, 3), 0.5)), {"dim": -1}, "at least 0"),
        (dense(np.full((1, 3, 3), -2.0)), {}, "weights are finite and >= 0"),
        (tv.Tape()["att"], {}, "say heads="),
        (dense(np.full((1, 3, 3), 0.5)), {"max_cells": 6}, "max_cells is 6"),
        (np.eye(3), {}, "kind attention is needed"),
    ],
)
def test_refuses(given, options, says):
    with pytest.raises(TooLarge if "max_cells" in options else InvalidInput, match=says):
        tv.attention_bars(tokens(3), given, **options)


def test_refuses_a_track_of_something_else():
    tape = tv.Tape()
    tape.log(loss=1.0)
    with pytest.raises(InvalidInput, match="kind attention is needed"):
        tv.attention_bars(tokens(3), tape["loss"])


def test_a_track_whose_heads_change_says_so(rng):
    cx, tape = tv.Complex.from_facets([[0], [1], [2]]), tv.Tape()
    tape.declare("att", "attention", 0)
    tracks = tv.attention_bars(cx, tape["att"], heads=2)
    for heads in (2, 3):
        weights = rng.random((2, heads))
        tape.log(att=tv.Field("att", weights, 0, [[0, 1], [1, 2]], kind="attention"))
        tape.flush()
    assert all("must not change" in track.fault for track in tracks)
