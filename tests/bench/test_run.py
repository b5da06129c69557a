"""The runner of the benchmarks: what it prints, writes and returns."""

from __future__ import annotations

import json
import re
import sys
import types
from importlib.metadata import version
from time import sleep

import pytest

from tests.bench import row, run
from tests.bench.row import Row, Score, growth, memory, timed


@pytest.fixture
def benchmarks(tmp_path, monkeypatch):
    """A folder of benchmarks of one's own: a file for the name, a module for the rows."""
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "RESULTS", tmp_path / "results")

    def add(name: str, **rows: float):
        (tmp_path / f"{name}.py").touch()
        module = types.ModuleType(name)
        module.ROWS = [
            Row(work.replace("_", " "), "peer", goal, lambda: ([0.1, 0.2, 0.4], [1.0, 1.0, 1.0]))
            for work, goal in rows.items()
        ]
        monkeypatch.setitem(sys.modules, f"tests.bench.{name}", module)
        return tmp_path / "results" / f"{name}.json"

    return add


def test_a_met_goal_ends_with_0_and_a_missed_one_with_1(benchmarks, capsys):
    benchmarks("quick", easy=5.0)
    assert run.main(["quick"]) == 0
    benchmarks("slow", easy=5.0, hard=5.1)
    assert run.main(["slow"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == [*run.HEAD]
    easy = ["easy", "200 ms", "1 s peer", "5", "2.5 to 10", "5", "yes"]
    assert re.split(r"\s{2,}", lines[2]) == easy
    assert [line.split()[-1] for line in lines if line.startswith(("easy", "hard"))] == [
        "yes", "yes", "NO",
    ]  # fmt: skip


def test_a_missed_goal_anywhere_is_missed_but_all_are_run(benchmarks):
    files = [benchmarks("a", hard=100.0), benchmarks("b", easy=1.0)]
    assert run.main([]) == 1
    assert all(file.exists() for file in files)


def test_what_is_written(benchmarks):
    file = benchmarks("quick", clique_complex=5.0)
    run.main(["quick"])
    written = json.loads(file.read_text())
    assert written["rows"] == [
        {
            "work": "clique complex", "peer": "peer", "ours_s": 0.2, "peer_s": 1.0, "ratio": 5.0,
            "spread": [2.5, 10.0], "repeats": 3, "goal": 5.0, "met": True,
            "notes": {},
        }
    ]  # fmt: skip
    assert written["versions"]["numpy"] == version("numpy")
    assert all(written[key] for key in ("date", "platform", "processor", "python"))


def test_notes_taken_while_measuring_are_printed_and_written(benchmarks, capsys):
    file, notes = benchmarks("noted", size=1.0), {}
    measure = lambda: notes.update(bytes=12) or ([0.1], [0.2])  # noqa: E731
    sys.modules["tests.bench.noted"].ROWS = [Row("size", "peer", 1.0, measure, notes)]
    assert run.main(["noted"]) == 0
    assert "size, bytes: 12\n" in capsys.readouterr().out
    assert json.loads(file.read_text())["rows"][0]["notes"] == {"bytes": 12}


@pytest.mark.parametrize(("within", "met"), [(2.5, True), (1.0, False), (None, True)])
def test_points_are_set_beside_what_was_published(benchmarks, capsys, within, met):
    file = benchmarks("accuracy", texas=1.0)
    sys.modules["tests.bench.accuracy"].ROWS = [
        Score("texas", "published", 86.0, within, lambda: [80.0, 88.0])
    ]
    assert run.main(["accuracy"]) == (0 if met else 1)
    assert "texas" in capsys.readouterr().out
    row = json.loads(file.read_text())["rows"][0]
    assert (row["ours_points"], row["difference"], row["met"]) == (84.0, -2.0, met)


def test_a_benchmark_that_does_not_exist(benchmarks, capsys):
    benchmarks("quick", easy=1.0)
    assert run.main(["quikc"]) == 2
    assert "no benchmark quikc; there are: quick" in capsys.readouterr().err


def test_nothing_to_run_is_no_success(benchmarks):
    assert run.main([]) == 2


def test_the_helpers_are_no_benchmarks():
    assert run.names() == ["attention", "lift", "live", "persistence", "sheaf", "vectors", "views"]


@pytest.mark.parametrize("taken", [([], []), ([0.1], [0.1, 0.2])])
def test_measurements_come_in_pairs(taken):
    with pytest.raises(ValueError, match="no pairs"):
        run.figures(Row("work", "peer", 1.0, lambda: taken))


def test_both_sides_are_timed_in_turn_after_a_warm_up():
    calls = []
    ours, peer = timed(
        lambda: calls.append("ours"), lambda: (calls.append("peer"), sleep(0.002)), repeats=3
    )
    assert calls == ["ours", "peer"] * 4
    assert (len(ours), len(peer)) == (3, 3)
    assert min(peer) >= 0.002 > min(ours)


def test_memory_kept_and_on_the_way():
    found = memory(lambda: (bytearray(4_000_000), len(bytearray(9_000_000)))[0])
    assert 4 <= found["kept MB"] < 5
    assert 13 <= found["peak MB"] < 14


def test_growth_is_fitted_to_real_sizes(monkeypatch):
    clock = [0.0]  # of its own, as a busy machine would change the exponent
    monkeypatch.setattr(row, "perf_counter", lambda: clock[0])

    def work(size: int) -> int:
        clock[0] += 1e-3 * size**2
        return 10 * size

    found = growth(work, [2, 4, 8])
    assert found["sizes"] == [20, 40, 80]
    assert found["exponent"] == 2
    assert found["seconds"] == [0.004, 0.016, 0.064]
