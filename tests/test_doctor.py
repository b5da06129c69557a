"""The doctor, well and ill."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tdlviz import doctor
from tdlviz.doctor import BAD, GOOD, NOTE

README = Path(__file__).parents[1] / "README.md"


def words(findings):
    return {what: (state, said) for state, what, said in findings}


def test_the_report_of_this_machine():
    command = [sys.executable, "-m", "tdlviz.cli", "doctor"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert done.returncode == (1 if re.search(rf"^{BAD}", done.stdout, re.MULTILINE) else 0)
    for name in ("python", "numpy", "gudhi", "browser"):
        assert re.search(rf"^(ok|note|BAD) +{name} ", done.stdout, re.MULTILINE)


def test_every_package_of_the_readme_is_looked_at():
    table = re.findall(
        r"^\| (?:`(\w+)`: )?([\w, -]+?)(?:, and with it ([\w, -]+))? \|", README.read_text(), re.M
    )
    named = {
        extra: f"{first}, {more}".strip(", ").split(", ") for extra, first, more in table if extra
    }
    for extra in ("nn", "giotto", "app", "lab", "convert", "text", "bench"):
        assert set(named[extra]) == set(doctor.PACKAGES[extra].split())
    core = {name for extra, first, _ in table if not extra for name in first.split(", ")}
    assert set(doctor.PACKAGES[""].split()) <= core


@pytest.fixture
def versions(monkeypatch):
    """Pretend that exactly these versions are installed."""

    def pretend(**numbers):
        table = {name.replace("_", "-"): number for name, number in numbers.items()}
        monkeypatch.setattr(doctor, "installed", table.get)

    return pretend


def test_missing_core_is_broken_and_missing_extras_are_not(versions):
    versions(scipy="1.11")
    found = words(doctor.packages())
    assert found["numpy"][0] == BAD
    assert found["scipy"] == (GOOD, "1.11")
    assert found["torch"] == (NOTE, "not installed: pip install 'tdlviz[nn]'")


@pytest.mark.parametrize(
    ("numbers", "states"),
    [
        ({"plotly": "7.1.0", "panel": "1.9.4"}, {"panel, plotly": NOTE}),
        ({"plotly": "5.24.1", "panel": "1.9.4"}, {}),
        ({"plotly": "6.0.0"}, {}),
    ],
)
def test_known_bad_pairs(versions, numbers, states):
    versions(**numbers)
    assert {what: state for state, what, _ in doctor.pairs()} == states


def test_broken_pins_are_found(versions, monkeypatch):
    wishes = ["scikit-learn ==1.3.2", "numpy >=1.19", "frob >1; extra == 'tests'"]
    monkeypatch.setattr(doctor, "requires", lambda _: wishes)
    versions(giotto_tda="0.6.2", scikit_learn="1.7.0", numpy="1.26.4", plotly="7.0.0")
    found = list(doctor.pairs())
    assert [finding.state for finding in found] == [NOTE, BAD, GOOD]
    assert "scikit-learn ==1.3.2, 1.7.0 is installed" in found[1].words
    versions(giotto_tda="0.6.2", numpy="1.26.4")
    assert [finding.state for finding in doctor.pairs()] == [BAD, GOOD]


@pytest.mark.parametrize(
    ("path", "states"),
    [
        (None, {"browser": NOTE}),
        ("/nowhere/chromium", {"browser": GOOD, "webgl": BAD}),
        (sys.executable, {"browser": GOOD, "webgl": BAD}),
    ],
)
def test_browsers_that_are_none(monkeypatch, path, states):
    monkeypatch.setattr(doctor, "find_browser", lambda: path)
    assert {what: state for state, what, _ in doctor.browser()} == states


@pytest.mark.parametrize(
    ("drawer", "state"), [(None, BAD), ("ANGLE (SwiftShader)", NOTE), ("NVIDIA H100", GOOD)]
)
def test_what_draws(monkeypatch, drawer, state):
    monkeypatch.setattr(doctor, "find_browser", lambda: "chromium")
    monkeypatch.setattr(doctor, "renderer", lambda _: drawer)
    assert words(doctor.browser())["webgl"][0] == state
