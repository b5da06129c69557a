"""The words above parts and panes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

from tdlviz.figures.domains import Domain, columns
from tdlviz.figures.panes import Pane, Part
from tdlviz.views.colours import THEMES

LINE, LETTERS = 15, 110  # pixels; of a note in a figure of 700 pixels
LARGE, BOLD = 17, 72  # the same of a title


def name_parts(figure: Any, parts: Sequence[Part], theme: str) -> None:
    """Titles above the parts: the figure's own where there is one part, annotations otherwise."""
    titles = [wrapped(part.title, BOLD // len(parts)) for part in parts]
    notes = [wrapped(part.note, LETTERS // len(parts)) for part in parts]
    named = any(pane.title for part in parts for pane in part.panes)
    high = LARGE * (max(map(len, titles)) - 1) + LINE * (named + max(map(len, notes)))
    figure.layout.margin.t = 46 + max(high, 0)
    for place, (title, note) in enumerate(zip(titles, notes, strict=True)):
        words, small = "<br>".join(title), "<br>".join(note)
        if len(parts) == 1:
            figure.update_layout(title=_title(words, small, theme))
            return
        faint = f'<br><span style="font-size: 11px; color: {THEMES[theme]["faint"]}">{small}</span>'
        figure.add_annotation(
            text=f"<b>{words}</b>{faint if small else ''}",
            x=columns(place, len(parts), False)[0],
            y=1,
            yshift=figure.layout.margin.t - 10,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            align="left",
            showarrow=False,
        )


def _title(words: str, small: str, theme: str) -> dict[str, Any]:
    faint = THEMES[theme]["faint"]
    return {
        "text": f"<b>{words}</b>",
        "font": {"size": 13},
        "subtitle": {"text": small, "font": {"size": 11, "color": faint}},
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yanchor": "top",
        "pad": {"l": 12, "t": 12},
    }


def name_pane(figure: Any, pane: Pane, domain: Domain, theme: str) -> None:
    """The name of a pane, at the upper left of it."""
    if not pane.title:
        return
    figure.add_annotation(
        text=escape(pane.title, quote=False),
        x=domain.x[0],
        y=domain.y[1],
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"size": 11, "color": THEMES[theme]["faint"]},
    )


def wrapped(words: str, letters: int) -> list[str]:
    """Words in lines of so many letters, safe to stand among plotly's markup."""
    return [escape(line, quote=False) for line in wrap(words, letters)]
