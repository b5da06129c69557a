"""Views as files: what is in them, and what is refused."""

import csv
import io
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from PIL import Image

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName, UnwritableFile
from tdlviz.views.payload import unpack

CX = tv.rips(tv.data.circle(12), max_edge=1.2)
H1 = tv.persistence(CX, 1)


@pytest.fixture
def views():
    return tv.link(tv.show(CX, color="birth1"), tv.show(CX, H1, cycles=0))


def rows(path):
    return list(csv.reader(io.StringIO(path.read_text())))


def test_the_traits_of_views_cross_and_no_others(views):
    shared = {"geometry", "channels", "options", "group", "selection", "filtration", "theme"}
    steps = {"step", "history", "recalled"}
    assert set(views[0].synced()) == shared | steps | {"fault"}
    assert set(views[1].synced()) == shared | steps | {"fault", "wanted"}


def test_a_table_of_cells(views, tmp_path):
    head, *cells = rows(views[0].save(tmp_path / "cells.csv"))
    assert head == ["rank", "cell", "vertices", "birth", "colour"]
    assert len(cells) == sum(CX.counts)
    for rank, cell, vertices, birth, colour in cells:
        assert list(map(int, vertices.split())) == CX.cells(int(rank))[int(cell)].tolist()
        assert float(birth) == CX.births[int(rank)][int(cell)]
        assert colour == (birth if rank == "1" else "")


def test_a_table_of_bars(views, tmp_path):
    head, *bars = rows(views[1].save(tmp_path / "bars.csv"))
    assert head == ["diagram", "dimension", "birth", "death", "birth_cell", "death_cell"]
    assert [bar[:2] for bar in bars] == [["H1", "1"]] * len(H1)
    np.testing.assert_array_equal([list(map(float, bar[2:4])) for bar in bars], H1.values)
    np.testing.assert_array_equal([list(map(int, bar[4:])) for bar in bars], H1.index)


def test_pictures(views, tmp_path):
    with Image.open(views.save(tmp_path / "two.png")) as picture:
        assert picture.size == (2000, 800)
    drawing = views.save(str(tmp_path / "two.svg"))
    assert ElementTree.parse(drawing).getroot().tag.endswith("svg")
    assert drawing.read_bytes() == views.save(tmp_path / "again.svg").read_bytes()


def test_a_crowd_is_a_bitmap_in_the_drawing(tmp_path):
    cx = tv.alpha(np.random.default_rng(0).random((3000, 3)))
    assert tv.show(cx).save(tmp_path / "crowd.svg").stat().st_size < 3e6


def test_a_page_has_every_cycle_and_asks_nobody(views, tmp_path):
    text = views.save(tmp_path / "two.html").read_text()
    assert len(unpack(views[1].channels)[0]["bars"]) == len(H1)
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text


def test_a_page_says_its_words_safely(tmp_path):
    labels = tv.Field("</script><b>", np.arange(12.0), 0, kind="scalar")
    text = tv.show(CX, color=labels).save(tmp_path / "odd.html").read_text()
    assert "</script><b>" not in text


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("x.pdf", UnknownName, r"'x.pdf'; endings: .html, .png, .svg, .csv"),
        ("x", UnknownName, "endings"),
        (3, InvalidInput, "a path is needed"),
        ("x.csv", InvalidInput, "2 views"),
        ("nowhere/x.png", UnwritableFile, "No such file or directory"),
    ],
)
def test_what_cannot_be_saved(views, tmp_path, monkeypatch, path, error, words):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(error, match=words):
        views.save(path)
