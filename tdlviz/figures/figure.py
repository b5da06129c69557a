"""`figure`: one table decides which function draws what."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of, whole_number
from tdlviz.core.errors import UnknownName
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.figures.assemble import assemble
from tdlviz.figures.attention_figure import attention_figure
from tdlviz.figures.complex_figure import complex_figure
from tdlviz.figures.diagram_figure import diagram_figure
from tdlviz.figures.image_figure import image_figure
from tdlviz.figures.maps_figure import maps_figure
from tdlviz.figures.matrix_figure import matrix_figure
from tdlviz.figures.panes import Part, waiting
from tdlviz.figures.scatter_figure import scatter_figure
from tdlviz.figures.timeline_figure import timeline_figure
from tdlviz.views.colours import THEMES
from tdlviz.views.kind import known_kind

# kind of the fields → what draws them. A row more makes `figure` know a kind of your own.
FIGURES: dict[str, Callable[..., Part]] = {
    "diagram": diagram_figure,
    "extended": diagram_figure,
    "maps": maps_figure,
    "attention": attention_figure,
    "triples": attention_figure,
    "image": image_figure,
    "vector": scatter_figure,
    "matrix": matrix_figure,
    "number": timeline_figure,
    "numbers": timeline_figure,
}
OVER_STEPS = ("number", "numbers")  # a track of these is drawn whole, any other by its latest field
SIZES, PAGE, EACH = (120, 4000), 700, 440  # pixels
COMMON = ("theme", "tall", "width")


def figure(
    cx: Any,
    *fields: Any,
    theme: str | Any = "light",
    tall: int | Any = 420,
    width: int | Any | None = None,
    **channels: Any,
) -> Any:
    """A plotly `Figure` of a complex, or of fields on it: the static twin of what `show` draws.

    cx:     a `Complex`.
    fields: a `Field` or `Track` each. A track stands for its latest field; one of numbers is drawn
            over its steps.
    theme:  "light" or "dark".
    tall:   pixels.
    width:  pixels; None fills the page with one or two parts, and takes `EACH` a part for more.

    Without fields: the complex itself, with the channels and options of `ComplexView` (`color=`,
    `size=`, `edge=`, `height=`, `labels=`, `layout=`, …), and a `slider=` along its filtration.
    With fields: what the table `FIGURES` names for their kinds, side by side; a channel goes to
    those that know it. For papers (`fig.write_image`), pages (`fig.write_html`, with
    `auto_play=False` where there is a slider) and Panel.

    Raises `UnknownName` for a kind without a figure and an option that nobody here knows,
    `InvalidInput` for what does not fit the complex, and `TooLarge` for what plotly cannot draw.
    """
    given_complex("figure", cx)
    theme = one_of("figure(theme=…)", theme, THEMES)
    tall = whole_number("figure(tall=…), in pixels", tall, *SIZES)
    width = None if width is None else whole_number("figure(width=…), in pixels", width, *SIZES)
    drawn: dict[Callable[..., Part], list[Field | Track]] = {}
    for field in fields:
        draw = FIGURES[known_kind("figure", "figure", field, FIGURES)]
        drawn.setdefault(draw, []).append(field)
    drawn = drawn or {complex_figure: []}
    _check_options([*drawn], channels)
    if width is None and len(drawn) > 2:
        width = EACH * len(drawn)
    room = {"theme": theme, "width": (width or PAGE) // len(drawn), "tall": tall}
    parts = [_part(draw, cx, given, {**channels, **room}) for draw, given in drawn.items()]
    return assemble(parts, theme, tall, width)


def _part(
    draw: Callable[..., Part], cx: Complex, given: list[Field | Track], options: dict[str, Any]
) -> Part:
    fields = [field for field in map(_current, given) if field is not None]
    for field in fields:
        if isinstance(field, Field):
            field.check(cx)
    if given and not fields:
        return waiting([field.name for field in given])
    known = _options(draw)
    return draw(cx, *fields, **{name: value for name, value in options.items() if name in known})


def _current(given: Field | Track) -> Field | Track | None:
    """What is drawn of what is given: the latest field of a track, but tracks of numbers whole."""
    return given if isinstance(given, Field) or given.kind in OVER_STEPS else given.latest


def _options(draw: Callable[..., Part]) -> list[str]:
    parameters = signature(draw).parameters.values()
    return [p.name for p in parameters if p.kind is Parameter.KEYWORD_ONLY]


def _check_options(draws: list[Callable[..., Part]], channels: dict[str, Any]) -> None:
    known = dict.fromkeys([*(name for draw in draws for name in _options(draw)), *COMMON])
    for name in channels:
        if name not in known:
            raise UnknownName("figure", f"option {name!r}", f"options here: {', '.join(known)}")
