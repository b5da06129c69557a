"""The run file, written: on a full disk, by a process that is killed, beside readers."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnwritableFile
from tdlviz.core.field import Field
from tdlviz.core.tape import Tape

LIVES = """
import sys, time
import numpy as np, tdlviz as tv
tape = tv.Tape(room=100_000).record(sys.argv[1], tv.rips(tv.data.circle(20), max_edge=0.7))
cells, step = np.arange(20).reshape(10, 2), 0
while True:
    maps = tv.Field("maps", np.full((10, 2, 2), step, np.float32), 0, cells, kind="maps")
    tape.log(loss=step, maps=maps)
    print(step, time.time(), flush=True)
    step += 1
    time.sleep(0.002)
"""
FULL = """
import resource, sys
import numpy as np, tdlviz as tv
tape = tv.Tape().record(sys.argv[1])
for step in range(10):
    tape.log(loss=step)
assert tape.flush(10) and not tape.fault
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
for step in range(10, 100):
    tape.log(loss=step, x=tv.Field("x", np.zeros(5000), 0, kind="scalar"))
assert tape.flush(10)
fault = tape.fault
tape.log(loss=100)
tape.close()
assert tape["loss"].steps == list(range(101)), "memory intact"
assert len(tape["x"]) == 90
print(fault)
"""


def scalar(values) -> Field:
    return Field("x", np.asarray(values, dtype=float), 0, kind="scalar")


def child(code, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def test_what_is_recorded_is_what_memory_holds_and_all_that_comes(tmp_path):
    tape = Tape()
    tape.log(loss=0, x=scalar([0, 0]))
    tape.log(loss=1)
    with tape.record(tmp_path / "a.run") as same:
        assert same is tape
        for step in range(2, 50):
            tape.log(loss=step, x=scalar([step, step]))
    run = tv.open_run(tmp_path / "a.run")
    for name in ("loss", "x"):
        assert run[name].steps == tape[name].steps
        np.testing.assert_array_equal(run[name].history(), tape[name].history())
    run.close()
    assert os.listdir(tmp_path) == ["a.run"]


def test_a_killed_run_loses_no_more_than_its_last_second(tmp_path):
    """Two seconds of a run, SIGKILL, and all that was logged a second before is there."""
    path = tmp_path / "killed.run"
    run = child(LIVES, path)
    first = run.stdout.readline()
    time.sleep(2)
    run.send_signal(signal.SIGKILL)
    killed = time.time()
    lines = [first, *run.communicate()[0].splitlines()]
    said = [line.split() for line in lines if len(line.split()) == 2]
    old = max(int(step) for step, at in said if float(at) < killed - 1)
    assert old > 50
    tape = tv.open_run(path)
    assert tape.step >= old
    assert tape["loss"].history().tolist() == tape["loss"].steps == [*range(tape.step + 1)]
    steps = tape["maps"].steps
    assert steps == tape["loss"].steps
    for step in (0, old // 2, tape.step):
        field = tape["maps"].at(step)
        assert (field.values.dtype, field.values.shape) == (np.float32, (10, 2, 2))
        assert (field.values == step).all()
        assert field.index.tolist() == np.arange(20).reshape(10, 2).tolist()
    assert tape.complex.counts == tv.rips(tv.data.circle(20), max_edge=0.7).counts
    tape.close()


def test_a_run_that_ends_without_close_is_whole(tmp_path):
    code = "import sys, tdlviz as tv; t = tv.Tape().record(sys.argv[1]); t.log(a=1); t.log(a=2)"
    run = child(code, tmp_path / "a.run")
    run.communicate()
    assert run.returncode == 0
    with tv.open_run(tmp_path / "a.run") as run:
        assert run["a"].history().tolist() == [1, 2]


def test_another_process_reads_while_it_is_written(tmp_path):
    """What the second process sees grows, is whole at every look, and ends where the run ends."""
    path = tmp_path / "live.run"
    run = child(LIVES, path)
    run.stdout.readline()
    seen = []
    try:
        with tv.open_run(path) as tape:
            end = time.monotonic() + 20
            while len(seen) < 4 and time.monotonic() < end:
                latest = tape["maps"].latest
                step = tape["maps"].steps[-1] if latest else -1
                if latest is not None and (not seen or step > seen[-1]):
                    seen.append(step)
                    assert (tape["maps"].at(step).values == step).all()
                time.sleep(0.05)
            assert tape.fault == ""
    finally:
        run.kill()
        run.communicate()
    assert len(seen) == 4


def test_equal_indices_are_stored_once(tmp_path):
    cells = np.arange(2000).reshape(1000, 2)
    with Tape().record(tmp_path / "a.run") as tape:
        for step in range(20):
            values = np.full((1000, 1), step, np.float16)
            tape.log(
                a=Field("a", values, 0, cells.copy(), kind="attention"),
                b=Field("b", values, 0, cells.copy(), kind="attention"),
            )
    db = sqlite3.connect(tmp_path / "a.run")
    assert db.execute("SELECT count(*) FROM arrays").fetchone() == (1,)
    assert db.execute("SELECT count(*), max(length(data)) FROM frames").fetchone() == (40, 2000)
    db.close()


def test_a_full_disk_ends_the_recording_and_not_the_run(tmp_path):
    """The real thing: the kernel refuses to let the file grow. What was written can be read."""
    run = child(FULL, tmp_path / "full.run")
    fault = run.communicate()[0]
    assert run.returncode == 0
    assert "full.run has ended: " in fault
    with tv.open_run(tmp_path / "full.run") as tape:
        assert tape["loss"].history()[:10].tolist() == [*range(10)]


def test_what_is_cut_is_cut_in_the_file(tmp_path):
    tape, path = Tape(), tmp_path / "a.run"
    for step in range(5):
        tape.log(loss=step)
    tape.cut(2)
    tape.record(path)
    for step in range(3, 8):
        tape.log(loss=-step, x=scalar([step]))
    tape.cut(4)
    tape.log(loss=50, x=scalar([50]))
    tape.close()
    with tv.open_run(path) as run:
        assert (run.cuts, run.step) == ((2, 4), 5)
        assert run["loss"].history().tolist() == [0, 1, 2, -3, -4, 50]
        assert [field.values.tolist() for _, field in run["x"].after(-1)] == [[3], [4], [50]]


def test_a_slow_disk_makes_the_run_wait_and_not_the_memory_grow(tmp_path, monkeypatch):
    tape = Tape(room=1_000_000).record(tmp_path / "a.run")
    worker = tape._writer.file.worker
    most = 0
    for _ in range(60):
        tape.log(x=scalar(np.zeros(500_000)))
        most = max(most, worker._weight)
    tape.close()
    assert most < 64e6 + 2 * 4e6 + 1000
    with tv.open_run(tmp_path / "a.run") as run:
        assert len(run["x"]) == 60


@pytest.mark.parametrize("name", ["missing/a.run", ".", "there.run", "a\0b"])
def test_where_nothing_can_be_written(tmp_path, name):
    (tmp_path / "there.run").write_text("a diary")
    tape = Tape()
    with pytest.raises(UnwritableFile, match="record"):
        tape.record(tmp_path / name)
    assert (tmp_path / "there.run").read_text() == "a diary"
    assert tape.log(loss=1) == 0
    tape.record(tmp_path / "good.run")  # another try may succeed
    tape.close()


def test_a_folder_that_may_not_be_written_to(tmp_path):
    """As a user who is not root, to whom all is allowed."""
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    code = """
import os, sys, tdlviz as tv, tdlviz.core.run_file
from tdlviz.core.errors import UnwritableFile
tape = tv.Tape()
if os.getuid() == 0:
    os.setuid(65534)
try:
    tape.record(sys.argv[1])
except UnwritableFile as error:
    print(error)
"""
    run = child(code, tmp_path / "a.run")
    assert "Permission denied" in run.communicate()[0]
    assert run.returncode == 0


def test_a_tape_has_one_file_and_a_file_one_tape(tmp_path):
    tape = Tape().record(tmp_path / "a.run")
    with pytest.raises(InvalidInput, match="recorded to"):
        tape.record(tmp_path / "b.run")
    with pytest.raises(UnwritableFile, match="never written over"):
        Tape().record(tmp_path / "a.run")
    with pytest.raises(InvalidInput, match="Complex is needed"):
        Tape().record(tmp_path / "c.run", complex="a complex")
    tape.close()
    assert sorted(os.listdir(tmp_path)) == ["a.run"]


def test_a_forked_child_that_ends_leaves_the_file_to_its_parent(tmp_path):
    """As the workers of a data loader are: they have the tape, but not its threads."""
    code = """
import os, sys, tdlviz as tv
tape = tv.Tape().record(sys.argv[1])
tape.log(a=1)
child = os.fork()
if child == 0:
    sys.exit(3)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
tape.log(a=2)
tape.close()
"""
    run = child(code, tmp_path / "a.run")
    run.communicate(timeout=30)
    assert run.returncode == 0
    with tv.open_run(tmp_path / "a.run") as tape:
        assert tape["a"].history().tolist() == [1, 2]
