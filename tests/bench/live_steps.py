"""Seconds of sheaf diffusion: an epoch of training, one step over many edges, growth with edges."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
import torch

import tdlviz as tv
from tdlviz.nn.sheaf_operator import sheaf_laplacian
from tests.bench.row import Row, Seconds, growth, tensor_memory, timed
from tests.bench.sheaf import TEXAS
from tests.bench.training import Settings, epoch, geom_gcn_cells, optimiser

EDGES, STALK, CHANNELS = 100_000, 4, 32


def one_thread() -> None:
    """Ratios on one thread do not depend on who else is on the machine."""
    torch.set_num_threads(1)


def texas_epoch() -> Seconds:
    """Train step and evaluation of the official O(d) model against those of a GCN of width 64."""
    one_thread()
    cells = geom_gcn_cells("texas")
    train, val = (cells[name][:, 0].nonzero()[:, 0] for name in ("train", "val"))

    def epochs_of(settings: Settings) -> Callable[[], object]:
        torch.manual_seed(0)
        model = settings.make(cells.x.shape[1])
        adam = optimiser(model, settings)

        def run() -> None:
            epoch(model, adam, cells, train, val)

        return run

    def convolution(features: int) -> torch.nn.Module:
        """Without dropout of the features, which would take longer than all the rest."""
        return tv.nn.GCN(5, 64, 2, features, dropout=0.5)

    gcn = Settings(convolution, 0.01, 5e-4)
    calls = epochs_of(TEXAS), epochs_of(gcn)
    for _ in range(10):
        calls[0](), calls[1]()
    return timed(*calls, repeats=200)


def graph(edges: int) -> tv.nn.Cochains:
    """A random graph of about 10 edges a vertex."""
    vertices = max(4, edges // 5)
    pairs = np.random.default_rng(0).integers(0, vertices, (edges + edges // 4 + 8, 2))
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    chosen = np.random.default_rng(1).permutation(len(pairs))[:edges]
    cx = tv.clique(pairs[chosen].T, max_dim=1, vertices=vertices)
    return tv.nn.cells(cx, None, "cpu")


def step(cells: tv.nn.Cochains, form: str) -> Callable[[], object]:
    """Forward and backward of Δx, in maps and in x."""
    torch.manual_seed(0)
    incidences = 2 * len(cells.ends)
    maps = torch.randn(incidences, STALK, STALK, requires_grad=True)
    x = torch.randn(cells.count(0), STALK, CHANNELS, requires_grad=True)

    def run() -> None:
        maps.grad = x.grad = None
        sheaf_laplacian(maps, x, cells, form).sum().backward()

    return run


def against(form: str, notes: dict[str, object]) -> Callable[[], Seconds]:
    """The compiled form and another one, at 1e5 edges."""

    def measure() -> Seconds:
        one_thread()
        cells = graph(EDGES)
        ours, theirs = step(cells, "compiled"), step(cells, form)
        begin = perf_counter()
        theirs()
        notes["first call, with its plan, s"] = round(perf_counter() - begin, 2)
        ours()
        notes["compiled, MB"], notes[f"{form}, MB"] = tensor_memory(ours), tensor_memory(theirs)
        return timed(ours, theirs, repeats=5)

    return measure


GROWTH: dict[str, object] = {}
CACHE: dict[int, tuple[Callable[[], object], int]] = {}


def linear_growth() -> Seconds:
    """Seconds from 1e4 to 1e6 edges; ours against ten times a tenth of it."""
    one_thread()

    def run(edges: int) -> int:
        if edges not in CACHE:
            cells = graph(edges)
            CACHE[edges] = step(cells, "compiled"), len(cells.ends)
        call, count = CACHE[edges]
        call()
        return count

    sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000]
    GROWTH.update(growth(run, sizes))
    whole, tenth = CACHE[1_000_000][0], CACHE[100_000][0]
    ours, small = timed(whole, tenth, repeats=3)
    return ours, [10 * seconds for seconds in small]


CSR: dict[str, object] = {}
FREE: dict[str, object] = {}
BIG = f"one diffusion step, forward and backward, {EDGES:,} edges, stalk {STALK}"
ROWS = [
    Row("an epoch of Texas, O(d)-NSD of 4 layers", "GCN of width 64", 0.5, texas_epoch),
    Row(BIG, "block CSR", 1.0, against("csr", CSR), CSR),
    Row(BIG, "gather, bmm, scatter", 1.0, against("matrix_free", FREE), FREE),
    # linear: a million edges in at most 1.5 times ten times the time of a hundred thousand
    Row("growth from 1e4 to 1e6 edges", "ten times 1e5", 0.67, linear_growth, GROWTH),
]
