"""Run notebooks and leave them as they are committed: `python -m tests.notebooks.run [FILE …]`.

What is committed has static pictures and no widgets; `clean.py` says why.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.notebooks.clean import WIDGET

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def run(path: Path, seconds: int = 60) -> NotebookNode:
    """The notebook with fresh outputs. Raises where a cell fails or takes longer than `seconds`."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=seconds, store_widget_state=False)
    client.resources = {"metadata": {"path": str(path.parent)}}
    client.execute()
    return notebook


def without_widgets(notebook: NotebookNode) -> NotebookNode:
    """The same notebook with static pictures only, and nothing that changes from run to run."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
            # A frame around a server that is gone shows the browser's error page.
            if "<iframe" in output.get("data", {}).get("text/html", ""):
                del output.data["text/html"]
                output.data["text/plain"] = "Served from this kernel while it lives"
    return notebook


if __name__ == "__main__":
    for path in [Path(name) for name in sys.argv[1:]] or NOTEBOOKS:
        nbformat.write(without_widgets(run(path)), path)
        print(f"{path.name} is as committed")
