"""Persistence images: bars as Gaussian hills over birth and length."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike

from tdlviz.core.door import real_number
from tdlviz.topology.bars import DiagramLike, finite_bars
from tdlviz.topology.gaussians import gaussian_sums
from tdlviz.topology.steps import grid_axis


def persistence_image(
    diagrams: DiagramLike,
    births: ArrayLike | Any,
    lives: ArrayLike | Any,
    sigma: float | Any,
    power: float | Any = 1.0,
    end: float | Any | None = None,
    batch: Any = None,
) -> Any:
    """Σ (d - b)^`power` · N((b, d - b), sigma² I) over bars, at each pixel centre.

    diagrams: one diagram, a `Field` or (m, 2) births and deaths, gives (lives, births) float64; a
    list of them, or the diagram of a `batch` of complexes, gives (count, lives, births). Tensors
    give a tensor with gradients.
    births, lives: pixel centres (x,) and (y,) along birth b and length d - b; row 0 is the
    shortest life. Bars outside reach in with what their hills have there.
    sigma: standard deviation of the hills, in the units of the data.
    power: of the weight; above 0 short bars count little, and the image is stable.
    end: where bars are cut off that never die; they are refused where it is None.

    Adams et al., "Persistence images: a stable vector representation of persistent homology"
    (2017), as densities at the centres, not integrals over pixels. gudhi's `PersistenceImage` with
    this weight is the same, flattened; giotto-tda first moves bars to pixels. Raises `InvalidInput`
    for what is no diagram, axes that do not increase, a sigma that is not above 0, a negative
    power, and endless bars without an `end`, or born after it.
    """
    bars = finite_bars("persistence_image", diagrams, batch, end)
    axes = (
        grid_axis("persistence_image(births=…)", births),
        grid_axis("persistence_image(lives=…)", lives),
    )
    sigma = real_number("persistence_image(sigma=…)", sigma, above=0)
    power = real_number("persistence_image(power=…)", power, least=0)
    points, weights = (bars.births, bars.lives), bars.lives**power
    images = gaussian_sums(points, weights, bars.owner, bars.count, axes, sigma)
    return bars.given_back(images)
