"""What a real kernel makes of it is tested in tests/browser/test_run_in_lab.py."""

from __future__ import annotations

from tdlviz.live.interrupt import on_idle_interrupt


def test_outside_of_a_kernel_there_is_nothing_to_hear():
    assert on_idle_interrupt(lambda: None) is False
