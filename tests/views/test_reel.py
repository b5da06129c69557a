import numpy as np
import pytest

from tdlviz.views import reel as module
from tdlviz.views.payload import pack, unpack
from tdlviz.views.reel import reel


def frame(step):
    return pack({"x": np.full(8, step, np.int32)}, step=step)


def read(payload):
    arrays, values = unpack(payload)
    ends = zip(arrays["offsets"][:-1], arrays["offsets"][1:], strict=True)
    return arrays["steps"].tolist(), [arrays["frames"][a:b].tobytes() for a, b in ends], values


def test_every_frame_comes_back_whole():
    steps, frames, values = read(reel([2, 5, 9], frame))
    assert steps == [2, 5, 9]
    assert frames == [frame(step) for step in steps]
    assert values == {"dropped": 0}


@pytest.mark.parametrize(("limit", "most"), [("FRAMES", 10), ("BYTES", 10 * len(frame(99)))])
def test_many_frames_are_thinned_evenly_and_counted(monkeypatch, limit, most):
    monkeypatch.setattr(module, limit, most)
    steps, _, values = read(reel(range(100), frame))
    assert len(steps) == 10
    assert (steps[0], steps[-1]) == (0, 99)
    assert set(np.diff(steps)) == {11}
    assert values == {"dropped": 90}


def test_no_steps_are_an_empty_reel():
    assert read(reel([], frame))[0] == []
