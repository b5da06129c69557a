"""`python -m tests.bench.run [NAME]`: every benchmark beside this file, or one of them.

Each module here that has `ROWS`, a list of `Row` or `Score`, is a benchmark. Its figures go to
`results/NAME.json`; the exit status is 1 where a goal is missed.
"""

from __future__ import annotations

import json
import platform
import sys
from datetime import datetime, timezone
from importlib import import_module
from importlib.metadata import distributions
from pathlib import Path
from statistics import mean, median

from tests.bench.row import Row, Score

HERE = Path(__file__).parent
RESULTS = HERE / "results"
HELPERS = {
    *("run", "row", "turns", "stage", "scenes", "lab_page", "lab_scenes", "molecules", "conftest"),
    *("training", "csl", "simplicial_attention", "triples"),
    *("live_page", "live_steps", "live_tape", "live_training"),
}
HEAD = ("work", "ours", "peer", "ratio", "spread", "goal", "met")


def names() -> list[str]:
    """The benchmarks there are: a module each."""
    found = {path.stem for path in HERE.glob("*.py")} - HELPERS
    return sorted(name for name in found if not name.startswith(("test_", "_")))


def figures(row: Row | Score) -> dict[str, object]:
    """Measure one row: medians of the seconds, and of the ratios pair by pair."""
    if isinstance(row, Score):
        return points(row)
    ours, peer = row.measure()
    if not ours or len(ours) != len(peer):
        raise ValueError(f"{row.work}: {len(ours)} and {len(peer)} measurements are no pairs")
    ratios = sorted(theirs / mine for mine, theirs in zip(ours, peer, strict=True))
    return {
        "work": row.work,
        "peer": row.peer,
        "ours_s": median(ours),
        "peer_s": median(peer),
        "ratio": median(ratios),
        "spread": [ratios[0], ratios[-1]],
        "repeats": len(ratios),
        "goal": row.goal,
        "met": median(ratios) >= row.goal,
        "notes": row.notes,
    }


def points(row: Score) -> dict[str, object]:
    """Measure one row: the mean of the points, and how far it is from what was published."""
    ours = row.measure()
    difference = mean(ours) - row.published
    return {
        "work": row.work,
        "peer": row.peer,
        "ours_points": mean(ours),
        "peer_points": row.published,
        "difference": difference,
        "spread": [min(ours), max(ours)],
        "repeats": len(ours),
        "goal": None if row.within is None else -row.within,
        "met": row.within is None or difference >= -row.within,
        "notes": row.notes,
    }


def machine() -> dict[str, object]:
    """Where and with what the figures were taken."""
    return {
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "platform": platform.platform(),
        "processor": processor(),
        "python": platform.python_version(),
        "versions": dict(sorted((d.name, d.version) for d in distributions())),
    }


def processor() -> str:
    """The processor's name, as the system gives it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    found = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{found[0]}, {len(found)} cores" if found else platform.processor()


def cells(row: dict) -> tuple[str, ...]:
    """One line of the table, in words."""
    low, high = row["spread"]
    if "ours_points" in row:
        return (
            row["work"],
            f"{row['ours_points']:.2f}",
            f"{row['peer_points']:.2f} {row['peer']}",
            f"{row['difference']:+.2f}",
            f"{low:.3g} to {high:.3g}",
            "none" if row["goal"] is None else f"{row['goal']:+g}",
            "yes" if row["met"] else "NO",
        )
    return (
        row["work"],
        duration(row["ours_s"]),
        f"{duration(row['peer_s'])} {row['peer']}",
        f"{row['ratio']:.3g}",
        f"{low:.3g} to {high:.3g}",
        f"{row['goal']:g}",
        "yes" if row["met"] else "NO",
    )


def duration(seconds: float) -> str:
    """Seconds in words, with the unit that suits them."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def table(rows: list[dict]) -> str:
    """All rows beneath their heads, in columns."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ([cell.ljust(w) for cell, w in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in padded)


def remarks(rows: list[dict]) -> str:
    """What each row has noted beside its seconds, a line a note."""
    notes = [(row["work"], *note) for row in rows for note in row["notes"].items()]
    return "".join(f"{work}, {name}: {json.dumps(value)}\n" for work, name, value in notes)


def run(name: str) -> bool:
    """Measure, print and write one benchmark. Whether every goal was met."""
    rows = [figures(row) for row in import_module(f"tests.bench.{name}").ROWS]
    print(f"{name}\n{table(rows)}\n{remarks(rows)}", flush=True)
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps({"name": name, **machine(), "rows": rows}, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n")
    return all(row["met"] for row in rows)


def main(arguments: list[str]) -> int:
    """0 where every goal is met, 1 where one is missed, 2 for a benchmark that does not exist."""
    known = names()
    unknown = [name for name in arguments if name not in known]
    if unknown or not known:
        print(f"no benchmark {' '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    met = [run(name) for name in arguments or known]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
