"""Colours are told apart by the colour-blind, and text is read on its ground."""

from itertools import combinations

import numpy as np
import pytest

from tdlviz.views.colours import DIMENSIONS, DIVERGING, PALETTE, ROLES, THEMES

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
SEEN = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
}
WHITE = np.array([0.9505, 1.0, 1.089])
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour, seen):
    xyz = XYZ @ np.clip(np.asarray(SEEN[seen]) @ linear(colour), 0, 1) / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one, other):
    light, dark = sorted((XYZ[1] @ linear(c) + 0.05 for c in (one, other)), reverse=True)
    return light / dark


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("theme", DIMENSIONS)
def test_dimensions_of_bars_differ_to_every_eye(theme, seen):
    for one, other in combinations(DIMENSIONS[theme][:3], 2):
        assert np.linalg.norm(lab(one, seen) - lab(other, seen)) > 15, (one, other)


@pytest.mark.parametrize("seen", SEEN)
def test_birth_death_and_cycle_differ_to_every_eye(seen):
    for one, other in combinations([ROLES[r] for r in ("birth", "death", "cycle")], 2):
        assert np.linalg.norm(lab(one, seen) - lab(other, seen)) > 15, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_text_and_bars_stand_out_from_their_ground(theme):
    colours = THEMES[theme]
    assert contrast(colours["ink"], colours["ground"]) > 7
    assert contrast(colours["faint"], colours["ground"]) > 4.5
    for hue in DIMENSIONS[theme]:
        assert contrast(hue, colours["ground"]) > 3


@pytest.mark.parametrize("seen", SEEN)
def test_signed_numbers_rise_in_even_steps_and_signs_differ_to_every_eye(seen):
    stops = np.array([lab(stop, seen) for stop in DIVERGING])
    steps = np.linalg.norm(np.diff(stops, axis=0), axis=1)
    assert steps.max() < 1.4 * steps.min()
    for away in range(1, 9):
        assert np.linalg.norm(stops[8 - away] - stops[8 + away]) > 15, away


def test_both_signs_of_a_number_are_equally_light():
    assert PALETTE["diverging"] == DIVERGING
    assert len(DIVERGING) == 17
    lightness = np.array([lab(stop, "normal")[0] for stop in DIVERGING])
    np.testing.assert_allclose(lightness, lightness[::-1], atol=0.5)
    assert (np.diff(lightness[:9]) > 0).all()
    assert lightness[8] > 95
