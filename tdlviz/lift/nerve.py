"""The nerve of a cover: a simplex for all sets that have an element in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike
from scipy import sparse

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.dowker import check_sets, expected_sets
from tdlviz.lift.expansion import BLOCK, blocks
from tdlviz.lift.expected import MAX_DIM, Expected, Limit
from tdlviz.lift.subsets import Columns
from tdlviz.lift.vertex_sets import membership, numbered, set_columns, set_lists


def nerve(
    cover: Iterable[Any] | ArrayLike | Any,
    max_dim: int | Any = 2,
    max_cells: int | Any = 2_000_000,
) -> Complex:
    """The nerve of a cover (Alexandrov, 1928): vertex i is the set i, simplices share an element.

    cover:   a list of sets of elements, which are integers >= 0; or a matrix (elements, sets) of
             bools, or scipy sparse of zeros and ones.
    max_dim: highest rank. Ranks without cells stay.

    Fields `size0`, `size1`, …: how many elements the sets of each simplex have in common. It is the
    `tdlviz.dowker` complex of the relation between sets and elements.
    Raises `InvalidInput` for an empty set, which is no vertex of a nerve, and for an element twice
    in a set; `TooLarge` above `max_cells`.
    """
    limit = Limit(whole_number("nerve(max_cells=…)", max_cells, 1), "nerve", "lower max_dim")
    members, max_dim = _checked(cover, max_dim)
    check_sets(_columns(members), max_dim, limit)
    rows, common = [np.arange(members.shape[0])[:, None]], members
    sizes, found = [np.diff(members.indptr)], members.shape[0]
    limit.check_found(found)
    for _ in range(max_dim):
        simplices, common = _grown(rows[-1], common, members, limit, found)
        found += len(simplices)
        rows.append(simplices)
        sizes.append(np.diff(common.indptr))
    fields = [Field(f"size{k}", size, k, kind="scalar") for k, size in enumerate(sizes)]
    return Complex(tuple(map(Cells.of, rows)), None, {field.name: field for field in fields})


def nerve_counts(cover: Iterable[Any] | ArrayLike | Any, max_dim: int | Any = 2) -> Expected:
    """How many cells `nerve` will make: exact for vertices, unbiased estimates for the rest."""
    members, max_dim = _checked(cover, max_dim)
    return expected_sets(_columns(members), max_dim)[0]


def _checked(cover: Any, max_dim: Any) -> tuple[sparse.csr_array, int]:
    """The (sets, elements) matrix of ones, and the highest rank."""
    max_dim = whole_number("nerve(max_dim=…)", max_dim, 0, MAX_DIM)
    if sparse.issparse(cover) or getattr(cover, "dtype", None) == np.dtype(bool):
        sets, elements = set_columns("nerve(cover)", cover)
        if not len(sets):
            raise InvalidInput("nerve(cover)", "no sets", "at least one is needed")
    else:
        sets, elements, _ = numbered("nerve(cover)", set_lists("nerve(cover)", cover), None)
    return membership(sets, elements), max_dim


def _columns(members: sparse.csr_array) -> Columns:
    """The sets that each element lies in."""
    held = members.tocsc()
    held.sort_indices()
    rows, offsets = held.indices.astype(np.int64), held.indptr.astype(np.int64)
    return Columns(members.shape[0], rows, np.zeros(len(rows)), offsets)


def _grown(
    simplices: Int[np.ndarray, "n width"],
    common: sparse.csr_array,
    members: sparse.csr_array,
    limit: Limit,
    found: int,
) -> tuple[Int[np.ndarray, "_ _"], sparse.csr_array]:
    """The simplices with one more set after their last, and the elements in common to each."""
    rows, kept = [np.zeros((0, simplices.shape[1] + 1), np.int64)], [common[:0]]
    held = members.T.tocsr()
    work = np.add.reduceat(np.diff(held.indptr)[common.indices], common.indptr[:-1])
    for start, stop in blocks(work, BLOCK):
        shared = common[start:stop] @ held
        shared.sort_indices()
        first = np.repeat(np.arange(start, stop), np.diff(shared.indptr))
        last = shared.indices.astype(np.int64)
        later = last > simplices[first, -1]
        first, last = first[later], last[later]
        found += len(first)
        limit.check_found(found)
        rows.append(np.column_stack([simplices[first], last]))
        kept.append(sparse.csr_array(common[first].multiply(members[last])))
    return np.concatenate(rows), sparse.csr_array(sparse.vstack(kept, format="csr"))
