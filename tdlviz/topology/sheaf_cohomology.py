"""How many independent classes of cohomology a sheaf has, rank by rank."""

from __future__ import annotations

from typing import Any

from scipy.sparse import csr_array, vstack

from tdlviz.topology.kernel import kernel
from tdlviz.topology.section import given_sheaf
from tdlviz.topology.sheaf import Sheaf
from tdlviz.topology.sheaf_coboundary import sheaf_coboundary


def sheaf_cohomology(sheaf: Sheaf | Any) -> tuple[int, ...]:
    """The dimensions of H⁰, H¹, … H^dim, with Hᵏ = ker δ of rank k / im δ of the rank below.

    Each is the dimension of the kernel of the sheaf Laplacian of its rank (Hodge; Hansen and Ghrist
    2019), but for the last, which is what the Euler characteristic Σ (−1)ᵏ (cells of rank k)
    (dimension of their stalks) leaves. A sheaf on a graph has H⁰ and H¹ alone. Exact but for
    singular values below a millionth of (a bound on) the largest, which count as zero.

    Raises `InvalidInput` for what is no sheaf, `TooLarge` where classes of a rank below the last
    have no basis of at most 1e8 numbers.
    """
    given_sheaf("sheaf_cohomology", sheaf)
    found = [kernel(_both(sheaf, k), sheaf.stalks[k]).shape[1] for k in range(sheaf.dim)]
    sizes = [n * stalk for n, stalk in zip(sheaf.counts, sheaf.stalks, strict=True)]
    rest = sum((-1) ** k * size for k, size in enumerate(sizes))
    rest -= sum((-1) ** k * holes for k, holes in enumerate(found))
    return (*found, (-1) ** sheaf.dim * rest)


def _both(sheaf: Sheaf, rank: int) -> csr_array:
    """A matrix whose kernel is that of δᵀδ + δδᵀ."""
    delta = sheaf_coboundary(sheaf, rank)
    if rank == 0:
        return delta
    return csr_array(vstack([delta, sheaf_coboundary(sheaf, rank - 1).T], format="csr"))
