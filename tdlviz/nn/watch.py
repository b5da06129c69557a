"""Look inside a model while it runs."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary, finalize

import torch

from tdlviz.core.door import one_of, switch, words
from tdlviz.core.errors import InvalidInput
from tdlviz.core.tape import Tape
from tdlviz.nn.cadence import Cadence
from tdlviz.nn.places import check_patterns, matches, places
from tdlviz.nn.snapshot import DTYPES, fetch
from tdlviz.nn.watcher import Watcher
from tdlviz.nn.weights import in_short, weights_of

_watched: WeakKeyDictionary[Tape, set[str]] = WeakKeyDictionary()


def watch(
    model: torch.nn.Module | Any,
    *patterns: str | Any,
    tape: Tape | Any | None = None,
    every: int | str | Any = 1,
    dtype: str | Any = "float32",
    weights: bool | Any = False,
    gradients: bool | Any = False,
) -> Tape:
    """A tape to which each `tape.log` also writes what passes through the model.

    patterns: names of modules, with `*` (for dots too), `?` and `[…]`: such as "layers.*.maps".
        Seen are every `nn.Probe`, and the layers of the table `nn.SOURCES`: torch-geometric's
        convolutions with attention, `torch.nn.MultiheadAttention`, and Hugging Face's attention
        (of the first sequence of a batch). None given: all that can be seen.
    tape:  one to write to; None for a new one.
    every: how many logs, or how long ("0.5 s"), from one look to the next.
    dtype: "float32" or "float16", of floating values; integers stay. What is beyond its range (for
        float16 65,504) becomes infinite.
    weights, gradients: also the parameters whose names fit a pattern, and their gradients (with
        `.grad`), as they are at the time of the log: (n,) as numbers, others as a matrix, and
        above 4096 rows or columns the norm (with `.norm`).

    What is written at a step is of the last forward pass before its log; a probe that was passed
    several times keeps the last. Nothing is done at steps on which one does not look, nor waited
    for: values leave a CUDA device on a stream of their own. Modules are known by name: those that
    are replaced or added later are seen, and `tape.fault` names what is gone, or makes no field.
    The model is not kept alive, its `state_dict` and results do not change (only where torch would
    fuse a `TransformerEncoderLayer` in evaluation, by rounding), and `tape.close()` leaves no hook
    behind. In a model of torch.compile only Probes can be seen, each a graph break
    while one looks (so that `fullgraph=True` refuses).

    Raises `UnknownName` for a pattern that fits nothing, and where there is nothing to see;
    `InvalidInput` for no model, a layer that hides what was asked for (with what helps), names
    that this tape watches already, and other options.
    """
    chosen = _checked(model, patterns, tape)
    cadence = Cadence("watch(every=…)", every)
    one_of("watch(dtype=…)", dtype, DTYPES)
    beside = switch("watch(weights=…)", weights), switch("watch(gradients=…)", gradients)
    names = _named(model, chosen, beside)
    tape = Tape() if tape is None else tape
    _claim(tape, names)
    watcher = Watcher(model, tape, chosen, cadence, dtype, beside)
    tape.attach(watcher.end)
    tape.attach(tape.feed(watcher))
    finalize(tape, watcher.end).atexit = False  # a tape may be dropped and never closed
    watcher.arm(model)
    return tape


def _checked(model: Any, patterns: tuple[Any, ...], tape: Any) -> tuple[str, ...]:
    if not isinstance(model, torch.nn.Module):
        raise InvalidInput("watch", type(model).__name__, "a torch.nn.Module is needed")
    if tape is not None and not isinstance(tape, Tape):
        raise InvalidInput("watch(tape=…)", type(tape).__name__, "a Tape is needed")
    return tuple(words("watch: a pattern", pattern) for pattern in patterns)


def _named(
    model: torch.nn.Module, patterns: tuple[str, ...], beside: tuple[bool, bool]
) -> dict[str, tuple[str, int | None]]:
    """What will be written: name, kind and rank."""
    known = places(model)
    more = {full: in_short(full, given)[:2] for full, given in weights_of(model, *beside).items()}
    check_patterns(model, known, {full: kind for full, (_, kind) in more.items()}, patterns)
    seen = [place for place in known if not place.hidden and matches(place.name, patterns)]
    names = {place.name: (place.kind, place.rank) for place in seen}
    return names | {n: (kind, None) for full, (n, kind) in more.items() if matches(full, patterns)}


def _claim(tape: Tape, names: dict[str, tuple[str, int | None]]) -> None:
    for name, (kind, rank) in names.items():
        tape.declare(name, kind, rank)
    taken = _watched.setdefault(tape, set())
    if twice := sorted(taken.intersection(names)):
        rule = "this tape watches that name already: a second watch needs a tape of its own"
        raise InvalidInput("watch(tape=…)", twice[0], rule)
    taken.update(names)
    if tape.fetch is None:
        tape.fetch = fetch
