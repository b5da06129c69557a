import re

import pytest

from tdlviz.apps.examples import EXAMPLES, Example
from tdlviz.apps.gallery import write_gallery
from tdlviz.core.errors import UnwritableFile
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.show import VIEWS


def test_every_view_has_an_example():
    missing = {ComplexView, *VIEWS.values()}
    for example in EXAMPLES:
        made = example.make()
        for view in getattr(made, "views", [made]):
            missing = {kind for kind in missing if not isinstance(view, kind)}
        made.close()
    assert not missing


def test_the_page_has_a_picture_a_file_and_words_for_each(tmp_path):
    told = []
    chosen = [example for example in EXAMPLES if example.name in ("gradient_flow", "landscape")]
    index = write_gallery(tmp_path / "deep" / "gallery", chosen, told.append)
    page = index.read_text()
    assert told[0].startswith("1 of 2: ")
    for example in chosen:
        assert (index.parent / f"{example.name}.html").stat().st_size > 10_000
        assert (index.parent / f"{example.name}.png").read_bytes().startswith(b"\x89PNG")
        assert re.search(f'src="{example.name}.png" alt="Complex of', page)
        assert f"def {example.make.__name__}" in page


def test_names_are_files_and_titles_are_sentences():
    assert len({example.name for example in EXAMPLES}) == len(EXAMPLES)
    for example in EXAMPLES:
        assert isinstance(example, Example)
        assert re.fullmatch(r"[a-z_]+", example.name)
        assert example.title.endswith(("?", "."))
        assert example.make.__doc__


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableFile, match="a folder that can be made"):
        write_gallery(tmp_path / "file" / "gallery")
