"""What complexes and their cells are called in views."""

from __future__ import annotations

from tdlviz.core.complex import NAMES, Complex


def rank_names(cx: Complex) -> list[str]:
    """A plural for the cells of each rank."""
    first = NAMES if cx.oriented else ("vertices", "hyperedges")[: 2 if cx.dim <= 1 else 1]
    return [*first, *(f"cells of rank {k}" for k in range(len(first), cx.dim + 1))][: cx.dim + 1]


def in_words(cx: Complex) -> str:
    """A complex and its numbers of cells: "Hypergraph of 6 vertices, 4 hyperedges"."""
    ranked = "Hypergraph" if cx.dim <= 1 else "Ranked complex"
    counts = [f"{n:,} {name}" for n, name in zip(cx.counts, rank_names(cx), strict=True)]
    return f"{'Complex' if cx.oriented else ranked} of {', '.join(counts)}"
