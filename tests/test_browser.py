"""Finding a browser, and asking it who draws."""

import os

import pytest

from tdlviz import browser


def test_the_named_browser_comes_first(monkeypatch):
    monkeypatch.setenv("TDLVIZ_BROWSER", "/opt/mine")
    assert browser.find_browser() == "/opt/mine"
    monkeypatch.delenv("TDLVIZ_BROWSER")
    monkeypatch.setattr(browser.shutil, "which", {"google-chrome": "/usr/bin/google-chrome"}.get)
    assert browser.find_browser() == "/usr/bin/google-chrome"
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    assert browser.find_browser() is None


def test_a_real_browser_says_who_draws():
    path = browser.find_browser()
    if path is None:
        assert os.environ.get("TDLVIZ_REQUIRE_BROWSER") != "1"
        pytest.skip("no Chromium found")
    assert browser.renderer(path)


def test_software_is_told_by_its_name():
    assert browser.software("ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))")
    assert not browser.software("ANGLE (NVIDIA, NVIDIA GeForce RTX 4090)")
