import numpy as np
from heads import dense, tokens

import tdlviz as tv
from tdlviz.views.payload import unpack


def view_of(rng, count=8):
    cx = tokens(count)
    layer = dense(rng.dirichlet(np.ones(count) / 2, size=(2, count)))
    bars = tv.attention_bars(cx, layer)
    return tv.show(cx, layer, bars=[bars]), bars


def test_the_page_is_answered_with_the_cycle_of_a_bar(rng):
    view, bars = view_of(rng)
    assert view.cycles == b""
    birth, death = bars[1].index[0].tolist()
    view.wanted = [0, 1, 1, birth, death, -1]
    arrays, _ = unpack(view.cycles)
    assert arrays["bars"].tolist() == [[0, 1, 1, birth, death]]
    assert len(arrays["cycle"]) >= 6
    assert view.fault == ""


def test_a_bar_that_is_none_is_not_answered(rng):
    view, _ = view_of(rng)
    for wanted in ([0, 5, 1, 0, 0, -1], [0, 0, 1, 10**6, 0, -1], []):
        view.wanted = wanted
    assert len(unpack(view.cycles)[0]["bars"]) == 0
    assert view.fault == ""


def test_a_saved_page_has_the_cycles_of_all_bars(rng):
    view, bars = view_of(rng)
    view.complete()
    arrays, _ = unpack(view.cycles)
    assert len(arrays["bars"]) == sum(map(len, bars)) > 0


def test_a_view_without_bars_has_none(rng):
    view = tv.show(tokens(3), dense(np.full((1, 3, 3), 1 / 3)))
    view.complete()
    assert len(unpack(view.cycles)[0]["bars"]) == 0


def test_a_step_is_shown_once_all_of_its_bars_are_there(rng):
    cx, tape = tokens(5), tv.Tape()
    track = tape.declare("att", "attention", 0)
    slow = tape.declare("slow", "diagram", 1)  # written late, as a slow derivation would
    view = tv.show(cx, track, bars=[[slow]])
    for step in range(3):
        tape.log(att=dense(rng.dirichlet(np.ones(5), size=(1, 5))), step=2 * step)
    assert view.newest == -1
    assert view.steps == []
    tape.log(slow=tv.attention_bars(cx, track.at(0))[0])
    tape.log(att=track.at(2))
    assert view.newest == 5
    assert view.steps == [0, 2, 4, 5]
    view.close()
