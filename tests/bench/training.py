"""Training of node classifiers on fixed splits, for the benchmarks: never chosen on test data."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev
from time import perf_counter

import numpy as np
import torch
from torch.nn.functional import cross_entropy

import tdlviz as tv

ROOT = Path(__file__).resolve().parents[2]
SEED = 43


@dataclass(frozen=True)
class Settings:
    """A model and how it is trained. map_decay: the weight decay of what maps are learned by."""

    make: Callable[[int], torch.nn.Module]
    rate: float
    decay: float
    map_decay: float | None = None
    epochs: int = 1500
    patience: int = 200


def optimiser(model: torch.nn.Module, settings: Settings) -> torch.optim.Optimizer:
    """Adam with a weight decay of its own for the learners of maps."""
    named = [*model.named_parameters()]
    maps = [w for name, w in named if ".learner." in name]
    rest = [w for name, w in named if ".learner." not in name]
    decay = settings.decay if settings.map_decay is None else settings.map_decay
    groups = [{"params": rest}, {"params": maps, "weight_decay": decay}]
    kept = [group for group in groups if group["params"]]
    return torch.optim.Adam(kept, lr=settings.rate, weight_decay=settings.decay, fused=True)


def epoch(
    model: torch.nn.Module,
    adam: torch.optim.Optimizer,
    cells: tv.nn.Cochains,
    train: torch.Tensor,
    val: torch.Tensor,
) -> tuple[float, torch.Tensor]:
    """A step on the training vertices, then the loss of the validation vertices and all logits."""
    labels = cells["y"]
    model.train()
    adam.zero_grad()
    cross_entropy(model(cells)[train], labels[train]).backward()
    adam.step()
    model.eval()
    with torch.no_grad():
        logits = model(cells)
        return cross_entropy(logits[val], labels[val]).item(), logits


def accuracy(settings: Settings, cells: tv.nn.Cochains, split: int, seed: int) -> tuple[float, int]:
    """Test accuracy in points at the epoch of least validation loss, and how many epochs ran.

    Stops after `patience` epochs without a lower loss. Test labels are read at the end alone."""
    torch.manual_seed(seed)
    train, val, test = (cells[name][:, split].nonzero()[:, 0] for name in ("train", "val", "test"))
    model = settings.make(cells.x.shape[1])
    adam, least, best, since, ran = optimiser(model, settings), float("inf"), None, 0, 0
    while ran < settings.epochs and since < settings.patience:
        loss, logits = epoch(model, adam, cells, train, val)
        ran, since = ran + 1, since + 1
        if loss < least:
            least, best, since = loss, logits, 0
    assert best is not None
    right = best[test].argmax(1) == cells["y"][test]
    return 100 * right.double().mean().item(), ran


def all_splits(settings: Settings, cells: tv.nn.Cochains) -> tuple[list[float], dict[str, object]]:
    """Test accuracies of every split, and seeds, epochs and seconds for the notes."""
    begin, splits = perf_counter(), range(cells["train"].shape[1])
    found = [accuracy(settings, cells, split, SEED + split) for split in splits]
    accuracies, epochs = map(list, zip(*found, strict=True))
    seconds = perf_counter() - begin
    return accuracies, {
        "mean": round(mean(accuracies), 2),
        "sd": round(stdev(accuracies), 2),
        "accuracies": [round(a, 2) for a in accuracies],
        "seeds": [SEED + split for split in range(len(accuracies))],
        "epochs": epochs,
        "seconds": round(seconds, 1),
        "ms an epoch": round(1000 * seconds / sum(epochs), 2),
    }


def geom_gcn_cells(name: str) -> tv.nn.Cochains:
    """A data set of Geom-GCN on the CPU, the rows of its features divided by their sums."""
    folder = Path(os.environ.get("TDLVIZ_DATA", ROOT.parent / "shared" / "data"))
    cx = tv.data.geom_gcn(folder / "heterophily-geomgcn", name)
    x = cx["x"].values
    return tv.nn.cells(cx, x / np.maximum(x.sum(axis=1, keepdims=True), 1), "cpu")
