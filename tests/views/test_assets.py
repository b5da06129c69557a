import re

import pytest

from tdlviz.views.assets import HERE, script, style

MODULES = sorted(path.name for path in HERE.glob("*_view.js"))


@pytest.mark.parametrize("name", MODULES)
def test_a_joined_module_is_one_self_contained_text(name):
    text = script(name)
    assert not re.search(r"^\s*import ", text, re.MULTILINE)
    assert len(re.findall(r"^export default mounting\(\w+, \".+\"\);$", text, re.MULTILINE)) == 1
    assert len(re.findall(r"^export ", text, re.MULTILINE)) == 1


@pytest.mark.parametrize("name", MODULES)
def test_no_name_is_declared_twice(name):
    text = script(name)
    declared = re.findall(r"^(?:async )?(?:function|class) (\w+)", text, re.MULTILINE)
    for line in re.findall(r"^const (?!\{)(.*)", text, re.MULTILINE):
        declared += re.findall(r"(?:^|, )(\w+) = ", re.sub(r"[(\[{].*?[)\]}]", "", line))
    assert sorted(set(declared)) == sorted(declared)


@pytest.mark.parametrize("name", MODULES)
def test_a_view_stays_under_its_150_kilobytes(name):
    assert len(script(name).encode()) < 150_000


@pytest.mark.parametrize("text", [*map(script, MODULES), style()])
def test_nothing_is_fetched_from_elsewhere(text):
    assert not re.search(r"https?://|@import|url\(", text)
