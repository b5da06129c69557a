"""The tape: fields over steps, written by one thread and read by others."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.core.tape import Tape


def scalar(values, name="f") -> Field:
    return Field(name, np.asarray(values, dtype=float), 0, kind="scalar")


def test_a_track_may_be_taken_before_anything_is_logged():
    tape = Tape()
    loss = tape["loss"]
    assert (len(loss), loss.latest, loss.kind, loss.steps) == (0, None, None, [])
    assert loss.history().shape == (0,)
    assert tape.names == []
    assert tape.log(loss=0.5) == 0
    assert (len(loss), float(loss.latest.values), loss.kind, loss.rank) == (1, 0.5, "number", None)
    assert list(tape) == ["loss"]


def test_steps_count_up_and_may_jump_but_never_return():
    tape = Tape()
    assert tape.step == -1
    assert [tape.log(loss=1), tape.log(loss=2, step=10), tape.log(loss=3)] == [0, 10, 11]
    assert tape["loss"].steps == [0, 10, 11]
    for step in (11, 5):
        with pytest.raises(InvalidInput, match="steps increase"):
            tape.log(loss=4, step=step)
    assert tape.step == 11


def test_at_is_the_last_field_before():
    tape = Tape()
    for step in (3, 7, 9):
        tape.log(loss=float(step), step=step)
    track = tape["loss"]
    assert [float(track.at(s).values) for s in (3, 6, 7, 8, 100)] == [3, 3, 7, 7, 9]
    with pytest.raises(InvalidInput, match="kept steps start at 3"):
        track.at(2)
    with pytest.raises(InvalidInput, match="nothing is logged"):
        tape["other"].at(0)


def test_what_came_after_a_step_is_what_is_new():
    tape = Tape()
    for step in (3, 7, 9, 12):
        tape.log(loss=float(step), step=step)
    track = tape["loss"]
    values = {s: [float(field.values) for _, field in track.after(s)] for s in (-1, 7, 8, 12)}
    assert values == {-1: [3, 7, 9, 12], 7: [9, 12], 8: [9, 12], 12: []}
    assert [step for step, _ in track.after(7)] == [9, 12]
    with pytest.raises(InvalidInput, match="at least -1"):
        track.after(-2)


def test_all_numbers_are_kept_and_fields_are_thinned_and_counted():
    tape = Tape(room=5 * 16)
    for step in range(10):
        tape.log(loss=step, x=scalar([step, step]))
    assert tape["loss"].history().tolist() == list(range(10))
    assert tape["x"].steps == [0, 4, 8, 9]
    assert tape["x"].history()[:, 0].tolist() == [0, 4, 8, 9]
    assert (tape["loss"].dropped, tape["x"].dropped) == (0, 6)
    assert tape["x"].at(7).values[0] == 4


def test_a_room_below_none():
    with pytest.raises(InvalidInput, match="at least 0"):
        Tape(room=-1)


def test_fields_take_the_name_under_which_they_are_logged():
    tape = Tape()
    tape.log({"layers.0.x": scalar([1, 2])}, loss=0.1)
    assert tape["layers.0.x"].latest.name == "layers.0.x"
    assert tape.names == ["layers.0.x", "loss"]


def test_history_needs_one_shape():
    tape = Tape()
    tape.log(x=scalar([1, 2]))
    tape.log(x=scalar([3, 4]))
    assert tape["x"].history().tolist() == [[1, 2], [3, 4]]
    tape.log(x=scalar([1, 2, 3]))
    with pytest.raises(InvalidInput, match="shapes must not change"):
        tape["x"].history()


def test_kind_and_rank_never_change_and_a_refused_log_writes_nothing():
    tape = Tape()
    tape.log(x=scalar([1, 2]))
    with pytest.raises(InvalidInput, match="it has been scalar of rank 0"):
        tape.log({"new": 1.0, "x": 2.0})
    assert (tape.step, tape.names, tape["new"].kind) == (0, ["x"], None)
    assert tape["x"].steps == [0]


def test_declare_says_the_kind_early():
    tape = Tape()
    track = tape.declare("maps", "maps", rank=0)
    assert (track.kind, track.rank, len(track), tape.names) == ("maps", 0, 0, [])
    with pytest.raises(InvalidInput, match="maps of rank 0"):
        tape.log(maps=1.0)
    with pytest.raises(UnknownName, match="colour"):
        tape.declare("x", "colour")


@pytest.mark.parametrize("value", [2, 2.0, True, np.float32(2), np.int64(2), np.array(2.0)])
def test_plain_numbers(value):
    tape = Tape()
    tape.log(x=value)
    assert tape["x"].latest.values == float(value)


@pytest.mark.parametrize("value", [[1.0], np.zeros(1), "2", None, 1j, np.array("a"), {}])
def test_what_is_no_number(value):
    with pytest.raises(InvalidInput, match=r"log 'x'.*says its kind"):
        Tape().log({"x": value})


def test_a_torch_loss_is_a_number_though_it_wants_its_gradient():
    torch = pytest.importorskip("torch")
    tape = Tape()
    tape.log(loss=torch.tensor(0.25, requires_grad=True))
    assert tape["loss"].latest.values == 0.25


def test_listeners_hear_each_log_once_until_they_leave():
    tape, heard = Tape(), []
    leave = tape["loss"].subscribe(lambda track: heard.append(float(track.latest.values)))
    tape.log(loss=1)
    tape.log(other=2)
    tape.log(loss=3)
    leave()
    leave()
    tape.log(loss=4)
    assert heard == [1, 3]


def test_a_listener_may_read_leave_and_log():
    """Listeners are called outside the lock, so that nothing they do can block the tape."""
    tape, seen = Tape(), []

    def once(track):
        leave()
        seen.append((track.kind, tape.names, tape.log(echo=track.latest)))

    leave = tape["loss"].subscribe(once)
    tape.log(loss=1)
    assert seen == [("number", ["loss"], 1)]


def test_readers_see_whole_steps_while_another_thread_writes():
    """Both names of a step are there together, steps only grow, and nothing raises."""
    tape, faults, done = Tape(room=2000), [], threading.Event()

    def read():
        last = -1
        while not done.wait(0.001):
            steps = tape["a"].steps
            assert steps == sorted(set(steps))
            assert len(steps) <= 250
            assert not steps or steps[-1] >= last
            last = max([last, *steps])
            assert tape["b"].latest is None or tape["b"].latest.values >= last
            assert {"a", "b"}.issuperset(tape.names)
            assert tape[f"never {last}"].kind is None

    def guarded():
        try:
            read()
        except Exception as fault:  # noqa: BLE001 - a thread has to hand its fault over
            faults.append(fault)

    readers = [threading.Thread(target=guarded) for _ in range(3)]
    for reader in readers:
        reader.start()
    for step in range(500):
        tape.log(a=scalar([step]), b=step)
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert tape["a"].dropped == 500 - len(tape["a"])


def test_many_writers_lose_nothing():
    tape = Tape()

    def write():
        for _ in range(200):
            tape.log(x=1.0)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert tape["x"].steps == list(range(800))
