"""How all figures look: ground, letters, axes and scales in the colours of the views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tdlviz.views.colours import DIMENSIONS, THEMES

FONT = "system-ui, sans-serif"
# A shape and a dash for each dimension beside its hue.
SHAPES = ("circle", "square", "triangle-up", "diamond")
DASHES = ("solid", "dash", "dot", "dashdot")


def layout_of(theme: str, tall: int, width: int | None) -> dict[str, Any]:
    """The layout that every figure starts from: no template of plotly's, tight margins."""
    colours = THEMES[theme]
    return {
        "template": {},
        "height": tall,
        "width": width,
        "paper_bgcolor": colours["ground"],
        "plot_bgcolor": colours["ground"],
        "font": {"family": FONT, "size": 12, "color": colours["ink"]},
        "margin": {"l": 12, "r": 12, "t": 62, "b": 12},
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours["ink"],
            "bordercolor": colours["ink"],
            "font": {"family": FONT, "size": 12, "color": colours["ground"]},
        },
        "legend": {"itemsizing": "constant", "bgcolor": "rgba(0, 0, 0, 0)", "tracegroupgap": 2},
    }


def axis(theme: str, title: str = "", **more: Any) -> dict[str, Any]:
    """An axis with faint numbers and a thin grid."""
    colours = THEMES[theme]
    return {
        "title": {"text": title, "font": {"size": 12, "color": colours["faint"]}, "standoff": 6},
        "tickfont": {"size": 11, "color": colours["faint"]},
        "gridcolor": colours["line"],
        "linecolor": colours["line"],
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        **more,
    }


def bare(**more: Any) -> dict[str, Any]:
    """An axis that is not seen."""
    return {"visible": False, **more}


def plotly_scale(stops: Sequence[str]) -> list[list[Any]]:
    """Even stops as plotly writes a colour scale."""
    return [[place / (len(stops) - 1), stop] for place, stop in enumerate(stops)]


def colour_bar(theme: str, title: str = "") -> dict[str, Any]:
    """A thin bar of a scale, with its name above."""
    colours = THEMES[theme]
    return {
        "title": {"text": title, "side": "top", "font": {"size": 11, "color": colours["ink"]}},
        "tickfont": {"size": 11, "color": colours["faint"]},
        "thickness": 10,
        "outlinewidth": 0,
        "ticks": "",
        "xanchor": "left",
        "yanchor": "middle",
    }


def hue(theme: str, place: int) -> str:
    """The colour of a dimension, or of the line at this place."""
    return DIMENSIONS[theme][place % 4]


def seen_through(colour: str, opacity: float) -> str:
    """A colour with an opacity, as CSS writes it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity:g})"
