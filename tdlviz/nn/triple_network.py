"""A network whose vertices attend to pairs of vertices."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Bool, Float

from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.exact_triples import (
    exact_attention,
    refuse_triples,
    triple_scores,
    triple_weights,
)
from tdlviz.nn.padded import Padded, padded
from tdlviz.nn.polynomial_attention import polynomial_attention, polynomial_weights
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import MOST_CLASSES, MOST_HIDDEN
from tdlviz.nn.sparse_features import features_of, first_linear, linear_of_features
from tdlviz.nn.triples import even_degree

Heads = Float[torch.Tensor, "complexes heads most d"]


class TripleAttention(torch.nn.Module):
    """`triple_attention` among the vertices of each complex of a batch (Alman and Song, 2024).

    Queries, two keys and two values are projections of h = lin1(features); logits = lin2 of all
    heads side by side, (vertices, classes). Vertex i sees triples (i, j, k), which no attention on
    pairs does.

    hidden: channels, a multiple of `heads`.
    degree: None for the exact sum, cubic in the vertices; an even number for its approximation.

    Watch "attention", of kind triples: weights of (i, j, k), which add up to 1 over j and k. They
    are made for those who watch alone. Raises `InvalidInput` for other options, `TooLarge` as
    `triple_attention` does.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        features: int | Any | None = None,
        *,
        heads: int | Any = 4,
        degree: int | Any | None = None,
    ) -> None:
        super().__init__()
        hidden = whole_number("TripleAttention(hidden=…)", hidden, 1, MOST_HIDDEN)
        self.heads = whole_number("TripleAttention(heads=…)", heads, 1)
        if hidden % self.heads:
            rule = f"a divisor of hidden={hidden} is needed"
            raise InvalidInput("TripleAttention(heads=…)", heads, rule)
        asked = "TripleAttention(degree=…)"
        self.degree = None if degree is None else even_degree(asked, degree)
        self.lin1 = first_linear("TripleAttention(features=…)", features, hidden)
        self.project = torch.nn.Linear(hidden, 5 * hidden, bias=False)
        self.attention = Probe("triples", rank=0)
        classes = whole_number("TripleAttention(classes=…)", classes, 1, MOST_CLASSES)
        self.lin2 = torch.nn.Linear(hidden, classes)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices classes"]:
        """Logits of every vertex."""
        cells = given_cells(self, cells, features_of(self.lin1))
        where, x = padded(cells), linear_of_features(self.lin1, cells)
        projected = self.project(x).chunk(5, dim=1)
        query, key1, key2, value1, value2 = (where.spread(p, self.heads) for p in projected)
        if self.attention.heard:
            self.tell(where, query, key1, key2)
        if self.degree is not None:
            present = where.present[:, None]
            found = polynomial_attention(query, key1, key2, value1, value2, self.degree, present)
        else:
            refuse_triples("TripleAttention", query, key1, key2)
            mask = _pairs_present(where, self.heads)
            found = exact_attention(query, key1, key2, value1, value2, mask)
        return self.lin2(where.gathered(found))

    @torch.no_grad()
    def tell(self, where: Padded, query: Heads, key1: Heads, key2: Heads) -> None:
        """The weights that are used, to those who listen."""
        refuse_triples("watching TripleAttention", query, key1, key2, at_once=True)
        mask = _pairs_present(where, self.heads)
        if self.degree is None:
            weights = triple_weights(query, key1, key2, mask)
        else:
            weights = polynomial_weights(triple_scores(query, key1, key2), self.degree, mask)
        self.attention(*where.tuples(weights))


def _pairs_present(
    where: Padded, heads: int
) -> Bool[torch.Tensor, "complexes heads most most most"] | None:
    """Where both keys are there; None for one complex, which has no gaps."""
    count, most = where.present.shape
    if count == 1:
        return None
    pairs = where.present[:, :, None] & where.present[:, None, :]
    return pairs[:, None, None].expand(count, heads, most, most, most)
