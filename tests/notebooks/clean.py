"""`python tests/notebooks/clean.py NOTEBOOK …`: what may not be committed in a notebook.

Widget state has to go, since a picture stands in for it; an execution error may not stay.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def faults(notebook: dict) -> list[str]:
    """What is wrong with a notebook, given as its parsed JSON."""
    found = ["widget state in its metadata"] if "widgets" in notebook.get("metadata", {}) else []
    for number, cell in enumerate(notebook["cells"]):
        errors = [o for o in cell.get("outputs", []) if o["output_type"] == "error"]
        found += [f"cell {number} ended in {error['ename']}" for error in errors]
    return found


def main(paths: list[str]) -> int:
    """Print every fault; 1 where there is one."""
    found = [
        (path, fault) for path in paths for fault in faults(json.loads(Path(path).read_text()))
    ]
    for path, fault in found:
        print(f"{path}: {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
