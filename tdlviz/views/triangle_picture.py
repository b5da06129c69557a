"""Many triangles on matplotlib axes, without an object of Python for each."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from matplotlib.collections import Collection
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

UNIT = Path(np.array([[0, 0], [1, 0], [0, 1], [0, 0]]), closed=True)


class Triangles(Collection):
    """Each is an image of one triangle, so that matplotlib has a single path to look at: thousands
    of them take longer to make than to paint.

    corners: in the data coordinates of the axes. look: as any collection of matplotlib takes it.
    """

    def __init__(self, corners: Float[np.ndarray, "triangles 3 2"], **look: Any) -> None:
        super().__init__(offset_transform=IdentityTransform(), **look)
        # One image for each offset, and all stay where they are.
        self.set_offsets(np.zeros((len(corners), 2)))
        self._images = np.zeros((len(corners), 3, 3))
        self._images[:, :2, 0] = corners[:, 1] - corners[:, 0]
        self._images[:, :2, 1] = corners[:, 2] - corners[:, 0]
        self._images[:, :2, 2] = corners[:, 0]
        self._images[:, 2, 2] = 1
        self.set_paths([UNIT])

    def get_transforms(self) -> Any:
        """The affine map of each, as matplotlib asks any collection for them: (triangles, 3, 3)."""
        return self._images
