"""Every colour, once: for the browser (as JSON) and for the static pictures.

The hues are those of Okabe and Ito (2008, "Color universal design"), told apart by the
colour-blind; shape or width always says the same as the hue.
"""

from __future__ import annotations

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")

# Viridis (van der Walt and Smith, 2015), perceptually even, at 16 even steps.
VIRIDIS = (
    "#440154",
    "#481A6C",
    "#472F7D",
    "#414487",
    "#39568C",
    "#31688E",
    "#2A788E",
    "#23888E",
    "#1F988B",
    "#22A884",
    "#35B779",
    "#54C568",
    "#7AD151",
    "#A5DB36",
    "#D2E21B",
    "#FDE725",
)

# For signed numbers, from -1 (blue) over 0 (white) to 1 (orange): 17 even steps of CIELAB at hues
# 270° and 55°. Both ends have the same lightness and chroma, so neither sign looks the larger.
DIVERGING = (
    "#1B4E7B",
    "#18629D",
    "#2C7BC0",
    "#5697DC",
    "#7FAFEC",
    "#A2C3F3",
    "#C0D5F6",
    "#DCE6F7",
    "#F6F6F6",
    "#F6E1D7",
    "#F2CCB7",
    "#EBB598",
    "#DF9D78",
    "#CB8258",
    "#AC663D",
    "#8B4F2C",
    "#6E4025",
)

DIMENSIONS = {
    "light": ("#0072B2", "#D55E00", "#007A59", "#A8508A"),
    "dark": ("#56B4E9", "#F28E4B", "#2CC9A0", "#E3A0C8"),
}

ROLES = {
    "cycle": "#E69F00",
    "birth": "#009E73",
    "death": "#CC79A7",
    "selected": "#F0E442",
    "hover": "#F0E442",
}

THEMES = {
    "light": {
        "ground": "#FFFFFF",
        "ink": "#1F2430",
        "faint": "#6B7280",
        "line": "#D5D9E0",
        "vertex": "#2B3A55",
        "edge": "#55698C",
        "face": "#8FB8DE",
        "missing": "#B9BEC7",
    },
    "dark": {
        "ground": "#15181E",
        "ink": "#E8EAEE",
        "faint": "#9AA3B2",
        "line": "#3A4150",
        "vertex": "#D7E3F7",
        "edge": "#8FA6CC",
        "face": "#3F6EA3",
        "missing": "#5C6370",
    },
}

PALETTE = {
    "okabeIto": OKABE_ITO,
    "viridis": VIRIDIS,
    "diverging": DIVERGING,
    "dimensions": DIMENSIONS,
    "roles": ROLES,
    "themes": THEMES,
}
