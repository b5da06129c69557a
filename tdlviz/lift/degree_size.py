"""Simplicial complexes whose vertices lie in, and whose facets have, as many as is prescribed."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike
from scipy.special import comb

from tdlviz.core.cells import integers
from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.lift.expected import Expected, Limit
from tdlviz.lift.facet_chain import shuffled, untangled
from tdlviz.lift.facet_search import any_hyperedges, find_facets, hypergraph_exists

FEW = 300
CHOICES = 50_000
"""So many facets are tried by the first and the last search: the last may take half a minute."""
STEPS = 1_000_000
"""More steps are asked for by mistake: these take a minute."""
MANY = 2000
"""More vertices or facets are not searched through: each choice looks at all of them."""


def degree_size(
    degrees: ArrayLike | Any,
    sizes: ArrayLike | Any,
    steps: int | Any = 0,
    seed: int | Any = 0,
    max_cells: int | Any = 2_000_000,
) -> Complex:
    """A simplicial complex with prescribed degrees of its vertices and sizes of its facets.

    Yen, "Construction of simplicial complexes with prescribed degree-size sequences" (Phys. Rev. E
    104, L042303, 2021). The degree of a vertex is the number of facets that have it, the size of a
    facet is the number of its vertices, and no facet lies in another.

    degrees: one integer >= 1 for each of at most 2,000 vertices; vertex i has degree degrees[i].
    sizes:   one integer >= 1 for each of at most 2,000 facets, in any order.
    steps:   so many steps of a random walk through all complexes with these numbers follow (Young
             et al., 2017), which in the long run visits all lists of facets alike. Ten for each
             pair of a facet and a vertex are usual; 0: the complex that is found first.
    seed:    of the random walk.

    Raises `InvalidInput`, and says why, where there is no such complex; `TooLarge` above
    `max_cells`, and where the search is given up before it is known whether there is one.
    """
    most = whole_number("degree_size(max_cells=…)", max_cells, 1)
    degree, size, steps, seed = _checked(degrees, sizes, steps, seed)
    limit = Limit(most, "degree_size", "give smaller sizes")
    limit.check_found(2 ** int(size.max()) - 1)
    facets = shuffled(_found(degree, size), steps, np.random.default_rng(seed))
    return Complex.from_facets(facets, max_cells=most)


def degree_size_counts(
    degrees: ArrayLike | Any, sizes: ArrayLike | Any, steps: int | Any = 0, seed: int | Any = 0
) -> Expected:
    """How many cells `degree_size` will make: vertices exactly, else as if no faces were shared."""
    degree, size, *_ = _checked(degrees, sizes, steps, seed)
    widths = range(2, int(size.max()) + 1)
    faces = [min(comb(size, w).sum(), comb(len(degree), w)) for w in widths]
    counts = (len(degree), *(round(float(count)) for count in faces))
    return Expected(counts, (True, *(False,) * len(faces)))


def _found(degrees: Int[np.ndarray, "n"], sizes: Int[np.ndarray, "m"]) -> list[list[int]]:
    """Facets by a short search, else by exchanges, else by a long search."""
    facets, sure = find_facets(degrees.tolist(), sizes.tolist(), FEW)
    if not sure:
        start = any_hyperedges(degrees.tolist(), sizes.tolist())
        facets = untangled(start, 50 * int(sizes.sum()), np.random.default_rng(0))
    if not sure and facets is None:
        facets, sure = find_facets(degrees.tolist(), sizes.tolist(), CHOICES)
        if not sure:
            rule = "whether there is such a complex is still open: give fewer or other numbers"
            raise TooLarge("degree_size", f"{len(sizes)} facets, {CHOICES:,} tries", rule)
    if facets is None:
        rule = "every hypergraph with these numbers has a hyperedge inside another"
        raise InvalidInput("degree_size", _said(degrees, sizes), rule)
    return facets


def _checked(
    degrees: Any, sizes: Any, steps: Any, seed: Any
) -> tuple[Int[np.ndarray, "n"], Int[np.ndarray, "m"], int, int]:
    degree, size = _sequence("degrees", degrees), _sequence("sizes", sizes)
    rules = {
        "degrees and sizes both count the pairs of a facet and a vertex: their sums are equal": (
            degree.sum() == size.sum()
        ),
        "no vertex lies in more facets than there are": degree.max() <= len(size),
        "no facet has more vertices than there are": size.max() <= len(degree),
    }
    for rule, holds in rules.items():
        if not holds:
            raise InvalidInput("degree_size", _said(degree, size), rule)
    if not hypergraph_exists(degree, size):
        rule = "the high degrees and large sizes are too many to be joined (Gale and Ryser, 1957)"
        raise InvalidInput("degree_size", _said(degree, size), rule)
    steps = whole_number("degree_size(steps=…)", steps, 0, STEPS)
    return degree, size, steps, whole_number("degree_size(seed=…)", seed, 0)


def _sequence(name: str, values: Any) -> Int[np.ndarray, "n"]:
    asked = f"degree_size({name})"
    array = integers(asked, values)
    if (
        array.ndim != 1
        or not 1 <= len(array) <= MANY
        or not 1 <= array.min() <= array.max() <= MANY
    ):
        given = f"shape {array.shape}"
        raise InvalidInput(asked, given, f"1 to {MANY:,} integers from 1 to {MANY:,} are needed")
    return array


def _said(degrees: Int[np.ndarray, "n"], sizes: Int[np.ndarray, "m"]) -> str:
    said = (f"{values.tolist()}, sum {values.sum()}" for values in (degrees, sizes))
    return "degrees {}; sizes {}".format(*said)
