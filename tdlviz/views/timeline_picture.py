"""The static picture of a timeline by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.views.colours import DIMENSIONS, THEMES
from tdlviz.views.story import Story

COLOURS, HUES = THEMES["light"], DIMENSIONS["light"]
DASHES = ("-", (0, (6, 3)), (0, (2, 2)), (0, (7, 2, 2, 2)))
# Ranges that differ more than APART times part the panels; more than FAN lines are a density.
APART, FAN = 20, 200


def draw_timeline(
    axes: Any, stories: Sequence[Story], *, step: int | None, scale: str, panels: str, smooth: float
) -> None:
    """Panels below each other: numbers as lines, spectra as fans, curves over their entries."""
    groups = panels_of(stories, panels, scale)
    axes.set_axis_off()
    share = 1 / max(len(groups), 1)
    for place, group in enumerate(groups):
        box = (0, 1 - (place + 1) * share + 0.1 * share, 1, 0.78 * share)
        panel = axes if len(groups) == 1 else axes.inset_axes(box)
        panel.set_axis_on()
        _draw_panel(panel, [stories[i] for i in group], group, scale, smooth)
        panel.set_xlabel(_axis(stories, groups, place), fontsize=8)
        if step is not None and not stories[group[0]].curved:
            panel.axvline(step, color=COLOURS["ink"], linewidth=1)


def panels_of(stories: Sequence[Story], panels: str, scale: str) -> list[list[int]]:
    """Which stories share a panel: numbers in one, or apart where their ranges differ too much."""
    numbers = [i for i, one in enumerate(stories) if one.kind in ("number", None)]
    apart = panels == "apart" or (
        panels == "auto" and _differ([_range(stories[i], scale) for i in numbers])
    )
    groups: list[list[int]] = []
    for i in range(len(stories)):
        if i not in numbers or apart:
            groups.append([i])
        elif i == numbers[0]:
            groups.append(numbers)
    return groups


def smoothed(values: Float[np.ndarray, "m"], weight: float) -> Float[np.ndarray, "m"]:
    """Means with weights that fall by `weight` a step, of finite numbers; gaps stay gaps.

    The sum is divided by the sum of its weights, as in Adam (Kingma and Ba, 2015), so that the
    first numbers are not drawn to 0.
    """
    out, total, weights = np.full(len(values), np.nan), 0.0, 0.0
    for place, value in enumerate(values.tolist()):
        if np.isfinite(value):
            total = weight * total + (1 - weight) * value
            weights = weight * weights + (1 - weight)
            out[place] = total / weights
    return out


def _range(one: Story, scale: str) -> tuple[float, float]:
    values = one.finite
    if scale == "log":
        values = np.log10(values[values > 0])
    return (float(values.min()), float(values.max())) if len(values) else (np.nan, np.nan)


def _differ(ranges: list[tuple[float, float]]) -> bool:
    known = [(low, high) for low, high in ranges if low == low]
    widths = [high - low for low, high in known if high > low]
    if len(known) < 2 or not widths:
        return False
    whole = max(high for _, high in known) - min(low for low, _ in known)
    return whole > APART * min(widths)


def _axis(stories: Sequence[Story], groups: list[list[int]], place: int) -> str:
    curved = [stories[group[0]].curved for group in groups]
    if curved[place]:
        return "entry"
    return "step" if place == max(i for i, one in enumerate(curved) if not one) else ""


def _draw_panel(
    panel: Any, stories: list[Story], places: list[int], scale: str, smooth: float
) -> None:
    panel.spines[["top", "right"]].set_visible(False)
    panel.tick_params(labelsize=7)
    for one, place in zip(stories, places, strict=True):
        hue = HUES[place % 4]
        if one.kind == "numbers":
            _draw_fan(panel, one, hue)
        else:
            _draw_line(panel, one, hue, DASHES[(place + place // 4) % 4], smooth)
    if scale == "log":
        panel.set_yscale("log", nonpositive="mask")
    above = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0, "ncols": 4}
    panel.legend(fontsize=8, frameon=False, **above)


def _draw_line(panel: Any, one: Story, hue: str, dash: Any, smooth: float) -> None:
    values, gaps = np.where(one.known, one.values, np.nan), one.gaps
    look = {"color": hue, "linestyle": dash, "marker": "o" if len(values) == 1 else None}
    soft = smooth > 0 and not one.curved
    if soft:
        panel.plot(one.steps, values, color=hue, alpha=0.35, linewidth=0.8)
        values = smoothed(values, smooth)
    panel.plot(one.steps, values, label=one.name, linewidth=1.8 if soft else 1.2, **look)
    gaps = one.gaps
    panel.plot(
        gaps, np.full(len(gaps), 0.02), "x", color=hue, transform=panel.get_xaxis_transform()
    )


def _draw_fan(panel: Any, one: Story, hue: str) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    widest, known = int(one.counts.max(initial=0)), one.known
    panel.plot([], [], color=hue, label=f"{one.name}, {widest:,} numbers a step")
    if widest > FAN:
        steps, bins = np.repeat(one.steps, one.counts), [min(200, len(one.steps)), 100]
        shades = LinearSegmentedColormap.from_list("fan", [COLOURS["line"], hue, COLOURS["ink"]])
        panel.hist2d(steps[known], one.values[known], bins=bins, cmap=shades, cmin=1)
        return
    table = np.full((len(one.steps), widest), np.nan)
    table[np.arange(widest) < one.counts[:, None]] = np.where(known, one.values, np.nan)
    panel.plot(one.steps, table, color=hue, linewidth=0.6, alpha=0.7)
