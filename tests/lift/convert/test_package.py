import sys

import numpy as np
import pytest

from tdlviz.core.errors import MissingPackage
from tdlviz.lift.convert.package import package


def test_the_module_itself():
    assert package("asked", "numpy.linalg", "nn") is np.linalg


def test_what_is_missing_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "absent", None)
    with pytest.raises(MissingPackage, match=r"asked: given no absent; pip install 'tdlviz\[nn\]'"):
        package("asked", "absent.part", "nn")
