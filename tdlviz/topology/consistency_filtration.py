"""The filtration of a complex by how well a section of a sheaf agrees with itself."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.topology.disagreement import disagreement
from tdlviz.topology.filtration import filtration
from tdlviz.topology.sheaf import Sheaf
from tdlviz.topology.weighted import weighted


def consistency_filtration(sheaf: Sheaf | Any, section: Field | ArrayLike | Any) -> Complex:
    """The complex of the sheaf with the fields `birth0`, `birth1`, …: vertices enter at 0, an edge
    at its `disagreement`, any other cell with the last of its edges.

    At a threshold ε it is the largest subcomplex on which the section is consistent up to ε (the
    consistency filtration of Robinson 2020, "Assignments to sheaves of pseudometric spaces", here
    for subcomplexes); all of it is there from the `consistency_radius` on. `tv.persistence` and the
    slider of the views take it as any other filtration.

    section: a vector `Field` on all vertices, or an array (vertices, e).
    Raises `InvalidInput` as `disagreement` does.
    """
    apart = disagreement(sheaf, section)
    if sheaf.cx.dim == 0:
        return filtration(sheaf.cx, [np.zeros(sheaf.counts[0])])
    return weighted(sheaf.cx, apart.values)
