"""What is really painted: screenshots as arrays."""

from __future__ import annotations

import io
import time

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page


def pixels(place: Locator | Page) -> np.ndarray:
    """The painted pixels (height, width, 3) uint8 of a page or of one element, scrolled to."""
    return np.asarray(Image.open(io.BytesIO(place.screenshot())).convert("RGB"))


def ink(image: np.ndarray) -> float:
    """The share of pixels that differ from the commonest colour: 0 for an empty picture."""
    packed = image.astype(np.int64) @ np.array([1, 256, 65536])
    return 1 - float(np.unique(packed, return_counts=True)[1].max()) / packed.size


def difference(before: np.ndarray, after: np.ndarray) -> float:
    """The share of pixels that changed between two pictures of one size."""
    assert before.shape == after.shape
    return float((before != after).any(axis=2).mean())


def drawn(place: Locator, least: float = 0.001, seconds: float = 20) -> np.ndarray:
    """Wait until an element shows something (`ink` over `least`) and stands still; its pixels."""
    deadline, before = time.monotonic() + seconds, pixels(place)
    while time.monotonic() < deadline:
        after = pixels(place)
        if ink(after) > least and np.array_equal(before, after):
            return after
        before = after
    raise AssertionError(f"{place} is not drawn after {seconds} s: ink {ink(before):.4f}")
