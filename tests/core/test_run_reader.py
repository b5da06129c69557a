"""What is no whole run file is refused in words."""

import sqlite3
import threading

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core import run_reader as module
from tdlviz.core.errors import InvalidInput, UnreadableFile
from tdlviz.core.field import Field
from tdlviz.core.run_reader import RunReader


@pytest.fixture
def path(tmp_path):
    with tv.Tape().record(tmp_path / "a.run", tv.rips(tv.data.circle(9), max_edge=1.0)) as tape:
        for step in range(60):
            tape.log(loss=step, x=Field("x", np.full(300, step), 0, kind="scalar"))
    return tmp_path / "a.run"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"a diary", bytes(5000)])
def test_what_is_no_run_file(tmp_path, content):
    (tmp_path / "x.run").write_bytes(content)
    with pytest.raises(UnreadableFile, match="it is no run file"):
        tv.open_run(tmp_path / "x.run")


def test_what_is_missing_and_what_is_no_path(tmp_path):
    for name in ("none.run", ".", "no/folder.run"):
        with pytest.raises(UnreadableFile, match="open_run"):
            tv.open_run(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    for wrong in (None, 3, b"a.run", np.zeros(2)):
        with pytest.raises(InvalidInput, match="path of a file"):
            tv.open_run(wrong)


def test_another_sqlite_file_is_no_run(tmp_path):
    db = sqlite3.connect(tmp_path / "other.db")
    db.execute("CREATE TABLE frames (id)")
    db.commit()
    db.close()
    with pytest.raises(UnreadableFile, match="it is no run file"):
        tv.open_run(tmp_path / "other.db")


def test_a_newer_version_says_both(path):
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 7")
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    with pytest.raises(UnreadableFile, match="version 7; this tdlviz reads up to version 1"):
        tv.open_run(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(UnreadableFile, match="cut short"):
        tv.open_run(path)


def test_a_damaged_page_is_told_where_it_is_read(path):
    content = bytearray(path.read_bytes())
    content[4096 : len(content) : 50] = bytes(len(content[4096 : len(content) : 50]))
    path.write_bytes(content)

    def read():
        with tv.open_run(path) as run:
            return run["x"].history(), run.complex

    with pytest.raises(UnreadableFile, match="damaged"):
        read()


@pytest.mark.parametrize(
    ("column", "value"),
    [("dtype", "O"), ("dtype", "nonsense"), ("shape", "[7]"), ("shape", "x"), ("data", b"123")],
)
def test_a_frame_that_makes_no_array(path, column, value):
    db = sqlite3.connect(path)
    db.execute(f"UPDATE frames SET {column} = ? WHERE data IS NOT NULL", [value])
    db.execute("UPDATE complex SET said = '{}' WHERE name = ''")
    db.commit()
    db.close()
    with tv.open_run(path) as run:
        assert run["loss"].history().tolist() == [*range(60)]
        with pytest.raises(UnreadableFile, match="damaged"):
            run["x"].at(3)
        with pytest.raises(UnreadableFile, match="damaged"):
            _ = run.complex


def test_a_small_cache_and_many_threads(path, monkeypatch):
    monkeypatch.setattr(module, "CACHE", 3 * 2400)
    reader = RunReader(path)
    tracks = reader.tracks()
    rows = {step: row for row, track, step, _ in reader.news(0) if tracks[track][0] == "x"}
    faults = []

    def read(seed):
        for step in np.random.default_rng(seed).integers(0, 60, 100).tolist():
            values = reader.field("x", "scalar", 0, rows[step]).values
            if not (values == step).all():
                faults.append(step)

    threads = [threading.Thread(target=read, args=[seed]) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert reader._held == sum(array.nbytes for array in reader._cache.values()) <= 3 * 2400


def test_rows_come_in_pieces(path, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 7)
    with tv.open_run(path) as run:
        assert run["loss"].steps == [*range(60)]
