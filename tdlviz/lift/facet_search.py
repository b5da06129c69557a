"""The search for facets with prescribed sizes and vertex degrees, none of them in another.

Facets are chosen from the largest down, each by the vertices that have the most left to do, and
chosen anew where the rest cannot be done (Yen, "Construction of simplicial complexes with
prescribed degree-size sequences", Phys. Rev. E 104, L042303, 2021). Vertices that lie in the same
facets and have as much left to do are alike, so that only how many of each are taken is tried; a
state that failed once, up to the names of vertices, is not tried again. The search is complete: it
finds facets or shows that there are none. The problem is NP-complete, hence the limit; large lists
with room are better found by `facet_chain.untangled`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from jaxtyping import Int

Facets = list[list[int]]
Taken = tuple[int, ...]
State = tuple[tuple[int, int], ...]


def find_facets(degrees: list[int], sizes: list[int], tries: int) -> tuple[Facets | None, bool]:
    """Facets in decreasing order of their sizes, if any, and whether that is known for sure.

    It is not where more than so many `tries` of a facet would be needed.
    """
    order, tried = sorted(sizes, reverse=True), 0
    left, masks = list(degrees), [0] * len(degrees)
    facets: Facets = []
    failed: set[State] = set()
    stack = [_choices(left, masks, order, 0)]
    while stack:
        if len(facets) == len(order):
            return facets, True
        facet = next(stack[-1], None)
        if facet is None:
            failed.add(_state(left, masks))
            stack.pop()
            if facets:
                _put(facets.pop(), left, masks, len(facets), -1)
            continue
        tried += 1
        if tried > tries:
            return None, False
        _put(facet, left, masks, len(facets), 1)
        if _possible(left, order[len(facets) + 1 :]) and _state(left, masks) not in failed:
            facets.append(facet)
            stack.append(_choices(left, masks, order, len(facets)))
        else:
            _put(facet, left, masks, len(facets), -1)
    return None, True


def hypergraph_exists(degrees: Int[np.ndarray, "n"], sizes: Int[np.ndarray, "m"]) -> bool:
    """Whether any hypergraph has them, hyperedges in each other or not (Gale and Ryser, 1957)."""
    taken = np.sort(degrees)[::-1].cumsum()
    below = np.bincount(np.minimum(sizes, len(degrees)), minlength=len(degrees) + 1)
    # The sum over all sizes s of min(s, k) is that of how many sizes are at least 1, 2, …, k.
    most = (len(sizes) - below.cumsum()[:-1]).cumsum()
    return bool((taken <= most).all() and degrees.sum() == sizes.sum())


def any_hyperedges(degrees: list[int], sizes: list[int]) -> Facets:
    """Hyperedges of any hypergraph that there is with these numbers, the largest first."""
    left, made = np.array(degrees), []
    for size in sorted(sizes, reverse=True):
        made.append(np.argsort(-left, kind="stable")[:size].tolist())
        left[made[-1]] -= 1
    return made


def _possible(left: list[int], sizes: list[int]) -> bool:
    return hypergraph_exists(np.array(left), np.array(sizes, dtype=np.int64))


def _state(left: list[int], masks: list[int]) -> State:
    return tuple(sorted(zip(left, masks, strict=True)))


def _put(facet: list[int], left: list[int], masks: list[int], number: int, times: int) -> None:
    """Take the vertices into the facet of this number, or out of it again."""
    for vertex in facet:
        left[vertex] -= times
        masks[vertex] ^= 1 << number


def _choices(left: list[int], masks: list[int], sizes: list[int], done: int) -> Iterator[list[int]]:
    """The next facets, one for each way to take vertices that are alike, in no facet so far."""
    if done == len(sizes):
        return
    rest = len(sizes) - done
    order = sorted((v for v in range(len(left)) if left[v]), key=lambda v: (-left[v], masks[v]))
    alike = [list(group) for _, group in groupby(order, lambda v: (left[v], masks[v]))]
    # Who is to be in all that are left has to be in this one.
    least = [len(group) if left[group[0]] == rest else 0 for group in alike]
    kinds = [masks[group[0]] for group in alike]
    for taken in _takes(tuple(map(len, alike)), least, kinds, sizes[done]):
        yield [v for group, count in zip(alike, taken, strict=False) for v in group[:count]]


def _takes(most: Taken, least: list[int], masks: list[int], size: int) -> Iterator[Taken]:
    """How many of each kind to take, `size` together, first as many as can be of the first kinds.

    Those taken must not all lie in one facet: no bit may be common to all their masks.
    """
    kinds = len(most)
    later, common = [0] * (kinds + 1), [-1] * (kinds + 1)
    for kind in range(kinds - 1, -1, -1):
        later[kind], common[kind] = later[kind + 1] + most[kind], common[kind + 1] & masks[kind]
    stack: list[tuple[Taken, int, int]] = [((), size, -1)]
    while stack:
        taken, need, shared = stack.pop()
        kind = len(taken)
        if need == 0 and not any(least[kind:]):
            if shared == 0:
                yield taken
            continue
        if kind == kinds or need > later[kind] or shared & common[kind] > 0:
            continue
        for count in range(least[kind], min(most[kind], need) + 1):
            mask = shared & masks[kind] if count else shared
            stack.append(((*taken, count), need - count, mask))
