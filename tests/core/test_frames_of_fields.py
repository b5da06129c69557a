"""Fields are thinned evenly, and counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.core.field import Field
from tdlviz.core.frames_of_fields import Fields


def edges(step, index=None, size=2) -> Field:
    cells = np.arange(2 * size).reshape(size, 2) if index is None else index
    return Field("m", np.full((size, 1), float(step)), 0, cells, kind="attention")


steps_and_cuts = st.lists(
    st.one_of(
        st.tuples(st.just("log"), st.integers(1, 3)),
        st.tuples(st.just("thin"), st.just(0)),
        st.tuples(st.just("cut"), st.floats(0, 1)),
    ),
    max_size=60,
)


@given(steps_and_cuts)
def test_whatever_happens_steps_increase_and_first_and_newest_stay(events):
    """Compared with a plain list of all that came."""
    frames, came = Fields("m"), []
    for what, amount in events:
        if what == "log":
            step = (came[-1] if came else -1) + amount
            came.append(step)
            frames.append(step, edges(step))
            assert frames.at(-1) == step
        elif what == "thin":
            before = len(frames)
            assert frames.thin() == (len(frames) < before)
            assert frames.thin() or len(frames) <= 2
        else:
            step = int(amount * (came[-1] if came else 0))
            lost = [s for s in came if s > step]
            assert frames.cut(step) == bool(lost)
            came = [s for s in came if s <= step]
        steps = frames.steps.tolist()
        assert steps == sorted(set(steps))
        assert set(steps) <= set(came)
        assert steps[:1] == came[:1]
        assert len(frames) + frames.dropped == len(came)
        assert frames.bytes == sum(
            f.values.nbytes for f in map(frames.item, range(len(frames)))
        ) + (frames.item(0).index.nbytes if len(frames) else 0)
        assert [frames.load(frames.item(i)).values[0, 0] for i in range(len(frames))] == steps


@given(st.integers(3, 300), st.integers(1, 6))
def test_thinning_is_even(count, times):
    """All but the last gap are alike, and a power of two."""
    frames = Fields("m")
    for step in range(count):
        frames.append(step, edges(step))
    for _ in range(times):
        frames.thin()
    gaps = np.diff(frames.steps)
    assert len(set(gaps[:-1].tolist())) <= 1
    assert all(gap & (gap - 1) == 0 for gap in gaps[:-1].tolist())
    assert gaps[-1] <= gaps[0]
    assert (frames.at(0), frames.at(-1)) == (0, count - 1)


def test_after_thinning_only_each_second_stays_of_what_comes():
    frames = Fields("m")
    for step in range(4):
        frames.append(step, edges(step))
    frames.thin()
    assert frames.steps.tolist() == [0, 2, 3]
    seen = []
    for step in range(4, 8):
        frames.append(step, edges(step))
        seen.append(frames.steps.tolist())
    assert seen == [[0, 2, 4], [0, 2, 4, 5], [0, 2, 4, 6], [0, 2, 4, 6, 7]]
    assert frames.dropped == 3


def test_an_equal_index_is_held_once():
    frames = Fields("m")
    for step in range(5):
        frames.append(step, edges(step))
    assert len({id(frames.item(place).index) for place in range(5)}) == 1
    assert frames.bytes == 5 * 16 + 32
    frames.append(5, edges(5, np.array([[3, 2], [1, 0]])))
    frames.append(6, edges(6, np.array([[3, 2], [1, 0]])))
    assert frames.bytes == 7 * 16 + 2 * 32
    assert frames.item(4).index.tolist() == [[0, 1], [2, 3]]
    assert frames.item(6).index.tolist() == [[3, 2], [1, 0]]
