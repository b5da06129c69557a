"""What crosses to the page when a view opens, and for one step of a run: messages and bytes."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from comm.base_comm import BaseComm

from tests.bench.lab_scenes import EDGES, TRIANGLES, VERTICES, all_views

SCRIPT, HEADER = 150_000, 2_000
STEP = {  # bytes of a step: four a number, one where a colour is enough
    "complex": 4 * VERTICES,
    "diagram": 30 * TRIANGLES,
    "image": 5 * 256 * 256,
    "maps": 82 * 2 * EDGES,
    "matrix": 256 * 256,
    "scatter": 14 * VERTICES,
    "timeline": 8 * 64,
    "attention": 8 * (256 * 256 + 3 * 4 * VERTICES),
}


class Traffic:
    """All that widgets have sent, as kinds of messages and their bytes."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, int]] = []
        self.came = Event()

    def note(self, _: BaseComm, msg_type: str, data: Any = None, **more: Any) -> None:
        buffers = sum(memoryview(part).nbytes for part in more.get("buffers") or [])
        self.sent.append((msg_type, len(str(data)) + buffers))
        self.came.set()


@pytest.fixture
def traffic(monkeypatch: pytest.MonkeyPatch) -> Traffic:
    """Listens where messages leave Python."""
    found = Traffic()
    monkeypatch.setattr("comm.DummyComm.publish_msg", lambda *a, **k: found.note(*a, **k))
    return found


@pytest.mark.parametrize("name", STEP)
def test_a_view_opens_with_one_script_and_a_step_is_one_message_of_its_numbers(
    name: str, traffic: Traffic
) -> None:
    live = all_views()[name]
    view = live.show()
    opened = [size for kind, size in traffic.sent if kind == "comm_open"]
    assert len(view._esm) < SCRIPT
    assert len(opened) <= 2  # the view, and the layout that every widget has
    assert len(traffic.sent) <= 6
    traffic.sent.clear()
    traffic.came.clear()
    live.log()
    assert traffic.came.wait(5)
    view.close()
    kinds = [kind for kind, _ in traffic.sent if kind == "comm_msg"]
    assert len(kinds) == 1
    assert traffic.sent[0][1] <= STEP[name] + HEADER


def test_every_view_has_a_budget() -> None:
    assert set(all_views()) == set(STEP)
