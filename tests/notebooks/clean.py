"""`python tests/notebooks/clean.py NOTEBOOK …`: what may not be committed in a notebook.

Widgets have to go, and a picture stands in for them: without a kernel JupyterLab shows "model
not found" in their place. An execution error may not stay.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WIDGET = "application/vnd.jupyter.widget-view+json"


def faults(notebook: dict) -> list[str]:
    """What is wrong with a notebook, given as its parsed JSON."""
    found = ["widget state in its metadata"] if "widgets" in notebook.get("metadata", {}) else []
    for number, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                found.append(f"cell {number} ended in {output['ename']}")
            if WIDGET in output.get("data", {}):
                found.append(f"cell {number} shows a widget")
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
