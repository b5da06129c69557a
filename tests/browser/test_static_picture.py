"""A saved notebook without widgets' state, as GitHub, nbviewer and nbconvert read it."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import Page

from .notebook import one_cell
from .pixels import drawn

CODE = """import tdlviz as tv
cx = tv.rips(tv.data.circle(20), max_edge=0.8)
tv.link(tv.show(cx), tv.show(cx, tv.persistence(cx)))"""
WIDGET = "application/vnd.jupyter.widget-view+json"


def test_nbconvert_shows_the_picture_and_its_words(page: Page, tmp_path: Path) -> None:
    notebook = nbformat.read(one_cell(tmp_path / "saved.ipynb", CODE), as_version=4)
    NotebookClient(notebook, store_widget_state=False).execute()
    assert WIDGET in notebook.cells[0].outputs[0].data
    body, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    file = tmp_path / "saved.html"
    file.write_text(f"<!doctype html><meta charset='utf-8'>{body}", encoding="utf-8")
    page.goto(file.as_uri())
    picture = page.get_by_role("img", name="20 vertices")
    assert "H1" in (picture.get_attribute("alt") or "")
    assert (drawn(picture).min(axis=2) < 128).mean() > 0.005
