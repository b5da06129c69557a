"""The tape: fields over steps, written by one thread and read by others."""

from __future__ import annotations

import subprocess
import sys
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


def test_what_is_fed_is_written_at_the_same_step():
    tape, steps = Tape(), []

    def source(step):
        steps.append(step)
        assert tape["loss"].latest is None or tape["loss"].latest.values < step
        return {"x": scalar([step, step])} if step % 2 == 0 else {}

    undo = tape.feed(source)
    for step in range(4):
        assert tape.log(loss=step) == step
    undo()
    undo()
    tape.log(loss=4)
    assert steps == [0, 1, 2, 3]
    assert tape["x"].steps == [0, 2]
    assert tape["x"].history()[:, 0].tolist() == [0, 2]


def test_a_name_comes_once_a_step():
    tape = Tape()
    tape.feed(lambda step: {"x": step})
    for log in (lambda: tape.log(x=1.0), lambda: tape.log({"y": 1.0}, y=2.0)):
        with pytest.raises(InvalidInput, match="one value a name and step"):
            log()
    tape.feed(lambda step: {"x": step})
    with pytest.raises(InvalidInput, match=r"log 'x'.*two values"):
        tape.log(loss=1.0)
    assert (tape.step, tape.names) == (-1, [])


def test_a_source_that_raises_or_gives_no_mapping_leaves_nothing_behind():
    tape = Tape()
    undo = tape.feed(lambda step: 1 / step)
    with pytest.raises(ZeroDivisionError):
        tape.log(loss=1)
    undo()
    tape.feed(lambda step: step)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="a mapping from names"):
        tape.log(loss=1)
    assert (tape.step, tape.names) == (-1, [])
    with pytest.raises(InvalidInput, match="a function of a step"):
        tape.feed({"x": 1})


def test_what_is_cut_is_forgotten_and_the_run_goes_on_from_there():
    tape, other = Tape(), Tape()
    for step in range(10):
        tape.log(loss=step, x=scalar([step]))
    heard = []
    for name in ("loss", "x", "none"):
        tape[name].subscribe(lambda track: heard.append((track.name, track.ends)))
    tape.cut(4)
    assert sorted(heard) == [("loss", (0, 4)), ("x", (0, 4))]
    assert (tape.step, tape.cuts) == (4, (4,))
    tape.cut(4)  # there is nothing later
    assert (len(heard), tape.cuts) == (2, (4,))
    for step in range(5):
        other.log(loss=step, x=scalar([step]))
    for step in range(5, 8):
        assert tape.log(loss=-step, x=scalar([-step])) == step
        other.log(loss=-step, x=scalar([-step]))
    for name in ("loss", "x"):
        assert tape[name].steps == other[name].steps
        np.testing.assert_array_equal(tape[name].history(), other[name].history())
    tape.cut(-1)
    assert (tape.step, tape.names, tape.cuts, tape["x"].kind) == (-1, [], (4, -1), "scalar")
    assert tape.log(loss=1) == 0


@pytest.mark.parametrize(("step", "says"), [(1, "last step is 0"), (-2, "at least"), ("0", "int")])
def test_what_cannot_be_cut(step, says):
    tape = Tape()
    tape.log(loss=1)
    with pytest.raises(InvalidInput, match=says):
        tape.cut(step)
    assert (tape.cuts, tape["loss"].steps) == ((), [0])


def test_close_undoes_in_reverse_and_what_was_logged_stays():
    undone = []
    with Tape() as tape:
        tape.attach(lambda: undone.append("first"))
        tape.attach(lambda: undone.append("second"))
        tape.log(loss=1)
    tape.close()
    assert undone == ["second", "first"]
    assert tape["loss"].history().tolist() == [1]
    closed = "the tape is closed"
    for act in (
        lambda: tape.log(loss=2),
        lambda: tape.cut(0),
        lambda: tape.feed(dict),
        lambda: tape.attach(dict),
        lambda: tape.derive("d", len, "loss"),
        lambda: tape.declare("d", "number"),
        lambda: tape.record("nowhere.run"),
    ):
        with pytest.raises(InvalidInput, match=closed):
            act()


def test_an_undoing_that_raises_does_not_keep_the_others():
    tape, undone = Tape(), []
    tape.attach(lambda: undone.append(1))
    tape.attach(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tape.close()
    assert undone == [1]
    with pytest.raises(InvalidInput, match="without arguments"):
        Tape().attach(3)


def test_the_largest_track_makes_room():
    """Numbers and small fields stay whole beside one that does not fit."""
    tape, big, small = Tape(room=40_000), np.zeros(1000), np.zeros(2)
    for step in range(200):
        tape.log(loss=step, big=scalar(big), small=scalar(small))
        kept = 8000 * len(tape["big"]) + 16 * len(tape["small"])
        assert kept <= 40_000 or len(tape["big"]) <= 2
        assert len(tape["big"]) + tape["big"].dropped == step + 1
        assert (tape["big"].ends[0], tape["big"].ends[1]) == (0, step)
    assert (len(tape["small"]), tape["small"].dropped, len(tape["loss"])) == (200, 0, 200)
    assert len(tape["big"]) >= 3


LONG = """
import time, tracemalloc
import numpy as np, tdlviz as tv
tape, names, held = tv.Tape(room=4_000_000), [f"n{i}" for i in range(10)], []
tracemalloc.start()
for step in range(100_000):
    tape.log(dict.fromkeys(names, float(step)))
    if step % 20 == 19:
        tape.log(x=tv.Field("x", np.full(1000, step), 0, kind="scalar"), step=tape.step + 1)
print(*tracemalloc.get_traced_memory())
tracemalloc.stop()
start = time.perf_counter()
assert tape["n3"].history()[-1] == 99_999
assert len(tape["n3"].numbers(after=tape.step - 1000)[0]) > 900
print(time.perf_counter() - start, len(tape["n3"]), len(tape["x"]), tape["x"].dropped)
"""


def test_a_long_run_stays_small():
    """1e5 steps of 10 numbers, 16 MB in arrays that may be half empty, and fields in their room."""
    run = subprocess.run([sys.executable, "-c", LONG], capture_output=True, text=True, check=True)
    held, peak, seconds, numbers, kept, dropped = map(float, run.stdout.split())
    assert held < 2 * 16e6 + 4e6 + 2e6
    assert peak < held + 4e6
    assert seconds < 0.05
    assert (numbers, kept + dropped) == (100_000, 5000)
    assert kept * 8000 <= 4_000_000


def test_reading_while_it_is_cut_and_written():
    """Steps increase for every reader, and a value is always that of its step."""
    tape, faults, done = Tape(room=3000), [], threading.Event()

    def read():
        while not done.is_set():
            steps, values = tape["n"].numbers()
            np.testing.assert_array_equal(values, steps)
            assert (np.diff(steps) > 0).all()
            for step, field in tape["x"].after(-1):
                assert field.values[0] == step

    def guarded():
        try:
            tape.declare("n", "number")
            read()
        except BaseException as fault:  # noqa: BLE001 - a thread has to hand its fault over
            faults.append(fault)

    readers = [threading.Thread(target=guarded) for _ in range(2)]
    for reader in readers:
        reader.start()
    for i in range(2000):
        step = tape.step + 1
        tape.log(n=step, x=scalar([step]))
        if i % 97 == 96:
            tape.cut(tape.step // 2)
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
