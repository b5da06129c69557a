"""The vertices of every complex of a batch, side by side in one dense tensor."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int

from tdlviz.core.door import MOST
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.nn.cochains import Cochains

RULE = f"a label from 0 to less than {MOST:,} for each vertex, as tdlviz.batch gives them"
MOST_NUMBERS = 2**30
"""In one padded tensor: 4 GiB in float32."""


class Padded(NamedTuple):
    """Where each vertex goes: row `complexes[v]`, column `columns[v]`, of (complexes, most).

    present:  (complexes, most), false where a complex has fewer vertices than the largest.
    vertices: (complexes, most), which vertex is there, 0 where none is.
    """

    complexes: Int[torch.Tensor, "vertices"]
    columns: Int[torch.Tensor, "vertices"]
    present: Bool[torch.Tensor, "complexes most"]
    vertices: Int[torch.Tensor, "complexes most"]

    def spread(
        self, x: Float[torch.Tensor, "vertices width"], heads: int = 1
    ) -> Float[torch.Tensor, "complexes heads most d"]:
        """x complex by complex, its width cut into heads; zeros where no vertex is.

        Raises `TooLarge` above `MOST_NUMBERS`, where one complex is much larger than most."""
        count, most = self.present.shape
        _refuse(count, most, x.shape[1])
        cut = x.reshape(len(x), heads, x.shape[1] // heads)
        out = x.new_zeros(*self.present.shape, *cut.shape[1:])
        return out.index_put((self.complexes, self.columns), cut).transpose(1, 2)

    def gathered(
        self, x: Float[torch.Tensor, "complexes heads most d"]
    ) -> Float[torch.Tensor, "vertices width"]:
        """The undoing of `spread`."""
        return x.transpose(1, 2)[self.complexes, self.columns].flatten(1)

    def tuples(
        self, weights: Float[torch.Tensor, "complexes heads *most"]
    ) -> tuple[Float[torch.Tensor, "m heads"], Int[torch.Tensor, "m width"]]:
        """Weights between vertices of one complex, and the pairs or triples that they sit on."""
        width, mask = weights.ndim - 2, self.present
        for _ in range(width - 1):
            mask = mask[..., None] & self.present.view(len(mask), *[1] * (mask.ndim - 1), -1)
        places = mask.nonzero()
        return weights.movedim(1, -1)[mask], self.vertices[places[:, :1], places[:, 1:]]


def padded(cells: Cochains) -> Padded:
    """How the vertices of `cells` are spread, found once.

    Raises as `complexes_of` does, and `TooLarge` above `MOST_NUMBERS` places."""
    found: Padded = cells.keep("padded", lambda: _padded(cells))
    return found


def _padded(cells: Cochains) -> Padded:
    batch, count = complexes_of(cells)
    sizes = torch.bincount(batch, minlength=count)
    order = torch.argsort(batch, stable=True)
    places = torch.arange(len(batch), device=batch.device)
    columns = torch.empty_like(batch)
    columns[order] = places - (sizes.cumsum(0) - sizes)[batch[order]]
    shape = count, int(sizes.max())
    _refuse(count, shape[1], 1)
    present = torch.zeros(shape, dtype=torch.bool, device=batch.device)
    present[batch, columns] = True
    vertices = torch.zeros(shape, dtype=torch.int64, device=batch.device)
    vertices[batch, columns] = places
    return Padded(batch, columns, present, vertices)


def _refuse(count: int, most: int, width: int) -> None:
    if count * most * width > MOST_NUMBERS:
        given = f"{count:,} complexes of up to {most:,} vertices, {width:,} numbers on each"
        rule = f"at most {MOST_NUMBERS:,} together: batch complexes that are of like size"
        raise TooLarge("a batch side by side", given, rule)


def complexes_of(cells: Cochains) -> tuple[Int[torch.Tensor, "vertices"], int]:
    """Of which complex each vertex is, and how many there are: 1 for what is no `tdlviz.batch`.

    Raises `InvalidInput` for a field "batch0" that does not say so."""
    given = cells.complex.fields.get("batch0")
    if given is not None and (given.kind != "label" or given.rank != 0 or given.index is not None):
        raise InvalidInput("field 'batch0'", repr(given), RULE)
    batch = cells.batch.long()
    least, most = cells.keep("complexes", lambda: _ends(batch))
    if least < 0 or most >= MOST:
        raise InvalidInput("field 'batch0'", f"labels from {least} to {most}", RULE)
    return batch, most + 1


def _ends(batch: torch.Tensor) -> tuple[int, int]:
    return (int(batch.min()), int(batch.max())) if len(batch) else (0, 0)
