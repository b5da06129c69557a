"""Random walks through the facet lists with the same degrees and sizes."""

from __future__ import annotations

from collections import Counter

import numpy as np

Facets = list[list[int]]


class _Walk:
    """Facets as sets of vertices, which may be exchanged between them.

    owners, vertices: the pairs of a facet and a vertex, in one fixed order of the facets.
    """

    def __init__(self, facets: Facets) -> None:
        self.sizes = [len(facet) for facet in facets]
        self.sets = [set(facet) for facet in facets]
        self.owners = np.repeat(np.arange(len(facets)), self.sizes)
        self.vertices = np.concatenate([np.array(facet) for facet in facets])
        self.around: dict[int, Counter[int]] = {v: Counter() for v in self.vertices.tolist()}
        for facet, vertex in zip(self.owners.tolist(), self.vertices.tolist(), strict=True):
            self.around[vertex][facet] += 1

    def deal(self, places: np.ndarray, new: np.ndarray) -> np.ndarray:
        """Give these pairs new vertices, and return the old ones, with which to undo it."""
        old = self.vertices[places]
        self.vertices[places] = new
        owners = self.owners[places].tolist()
        for facet, vertex in zip(owners, old.tolist(), strict=True):
            self.around[vertex][facet] -= 1
        for facet, vertex in zip(owners, new.tolist(), strict=True):
            self.around[vertex][facet] += 1
        for facet in set(owners):
            self.sets[facet] = set(self.vertices[self.owners == facet].tolist())
        return old

    def faults(self, facet: int) -> int:
        """In how many others a facet lies, or they in it; many where it has a vertex twice."""
        if len(self.sets[facet]) < self.sizes[facet]:
            return len(self.sets)
        common: Counter[int] = Counter()
        for vertex in self.sets[facet]:
            common.update({other: 1 for other, times in self.around[vertex].items() if times})
        del common[facet]
        return sum(n == min(self.sizes[facet], self.sizes[other]) for other, n in common.items())


def shuffled(facets: Facets, steps: int, random: np.random.Generator) -> Facets:
    """The facets after `steps` steps of the Markov chain of Young, Petri, Vaccarino and Patania,
    "Construction of and efficient sampling from the simplicial configuration model" (Phys. Rev. E
    96, 032312, 2017).

    A step takes two or more pairs (facet, vertex) at random, deals their vertices out anew, and is
    undone where a facet would have a vertex twice or lie in another. How many pairs are taken is
    drawn with chances that fall geometrically but reach all of them, so that every list can be
    reached; as a step and its undoing are equally likely, all lists are so in the long run.
    """
    walk = _Walk(facets)
    pairs = len(walk.vertices)
    for _ in range(steps if pairs > 1 else 0):
        count = min(1 + int(random.geometric(0.5)), pairs)
        places = random.choice(pairs, count, replace=False)
        old = walk.deal(places, walk.vertices[random.permutation(places)])
        if any(walk.faults(facet) for facet in set(walk.owners[places].tolist())):
            walk.deal(places, old)
    return [sorted(members) for members in walk.sets]


def untangled(facets: Facets, steps: int, random: np.random.Generator) -> Facets | None:
    """The facets after vertices were exchanged until none lies in another, or None.

    A facet at fault gives a random vertex for one of a random other, unless that makes more faults.
    """
    walk = _Walk(facets)
    bad = [facet for facet in range(len(facets)) if walk.faults(facet)]
    for _ in range(steps):
        bad = [facet for facet in bad if walk.faults(facet)]
        if not bad:
            return [sorted(members) for members in walk.sets]
        mine = random.choice(np.flatnonzero(walk.owners == random.choice(bad)))
        places = np.array([mine, random.integers(len(walk.vertices))])
        both = set(walk.owners[places].tolist())
        before = sum(map(walk.faults, both))
        old = walk.deal(places, walk.vertices[places[::-1]])
        if sum(map(walk.faults, both)) > before:
            walk.deal(places, old)
        bad = sorted({*bad, *both})
    return None
