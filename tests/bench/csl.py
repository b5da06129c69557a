"""Training on circular skip link graphs, the folds of `shared/data/csl`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

import tdlviz as tv

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TDLVIZ_DATA", ROOT.parent / "shared" / "data")) / "csl"
EPOCHS, RATE = 150, 0.01
LONGEST = 8
"""With shorter rings, two of the ten classes have as many through every vertex."""

Part = tuple[tv.nn.Cochains, torch.Tensor]


def graphs() -> tuple[list[tv.Complex], torch.Tensor]:
    """The 150 graphs with their rings, and the class of each."""
    stored = np.load(FOLDER / "csl.npz")
    found = [
        tv.rings(np.argwhere(np.triu(a, 1)).T, max_length=LONGEST, vertices=len(a))
        for a in stored["adjacency"]
    ]
    return found, torch.tensor(stored["labels"].astype(np.int64))


def folds(name: str) -> list[list[int]]:
    """The graphs of the training, val or test part of each fold."""
    lines = (FOLDER / "splits" / f"CSL_{name}.txt").read_text().split()
    return [[int(number) for number in line.split(",")] for line in lines]


def accuracies(make: Callable[[], torch.nn.Module], count: int = 5) -> list[float]:
    """Percent of the test graphs of each fold, after as many epochs as were set beforehand."""
    every, labels = graphs()

    def part(chosen: list[int]) -> Part:
        cx = tv.batch([every[i] for i in chosen])
        return tv.nn.cells(cx, np.ones((cx.counts[0], 1)), "cpu"), labels[chosen]

    pairs = list(zip(folds("train"), folds("test"), strict=True))[:count]
    return [trained(make, part(train), part(test)) for train, test in pairs]


def trained(make: Callable[[], torch.nn.Module], train: Part, test: Part) -> float:
    """Percent right on the test graphs."""
    torch.manual_seed(0)
    model = make()
    adam = torch.optim.Adam(model.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(adam, RATE, total_steps=EPOCHS)
    for _ in range(EPOCHS):
        model.train()
        adam.zero_grad()
        cross_entropy(model(train[0]), train[1]).backward()
        adam.step()
        schedule.step()
    model.eval()
    with torch.no_grad():
        right = model(test[0]).argmax(1) == test[1]
    return 100 * float(right.float().mean())
