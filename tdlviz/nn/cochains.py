"""The one argument of every model: a complex, and features on its cells as tensors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Int
from torch.amp.autocast_mode import autocast
from torch.compiler import is_compiling

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.features import given_dtype, given_features
from tdlviz.nn.sparse import given_device, to_torch
from tdlviz.nn.untraced import untraced
from tdlviz.topology.boundary import boundary


@dataclass(frozen=True, eq=False)
class Cochains:
    """Numbers on the cells of a complex, for a model: make it with `tdlviz.nn.cells`.

    complex:  the `Complex`, on which nothing here depends but through tensors made from it.
    features: rank → (cells of that rank, d) tensor, all of one floating dtype on one device.

    Tensors of the structure are made when first asked for, and kept. `cells["y"]` is a field of the
    complex as a tensor on the device. Frozen: `to` and `with_features` return another one.
    """

    complex: Complex
    features: Mapping[int, torch.Tensor]
    device: torch.device
    dtype: torch.dtype
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False)
    _with_features: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def x(self) -> Float[torch.Tensor, "vertices d"]:
        """The features of the vertices. Raises `InvalidInput` where there are none."""
        return self.on(0)

    def on(self, rank: int | Any) -> Float[torch.Tensor, "cells d"]:
        """The features of the cells of one rank. Raises `InvalidInput` where there are none."""
        if whole_number("features of a rank", rank, 0) not in self.features:
            given = f"features of rank {[*self.features]}"
            raise InvalidInput(f"features of rank {rank}", given, "give some to tv.nn.cells")
        return self.features[rank]

    def count(self, rank: int | Any) -> int:
        """How many cells there are of one rank; none above the highest."""
        rank = whole_number("count of a rank", rank, 0)
        return self.complex.counts[rank] if rank <= self.complex.dim else 0

    @property
    def ends(self) -> Int[torch.Tensor, "edges 2"]:
        """The two vertices of every edge, tail and head."""
        return self.keep("ends", self._ends)

    @property
    def incidences(self) -> Int[torch.Tensor, "incidences 2"]:
        """(vertex, edge): first all tails, edge by edge, then all heads. Maps sit on these."""
        return self.keep("incidences", lambda: _incidences(self.ends))

    @property
    def edge_index(self) -> Int[torch.Tensor, "2 arcs"]:
        """Both directions of every edge, as layers of torch-geometric take them.

        Column i goes from the vertex of incidence i to the other end."""
        return self.keep("edge_index", lambda: torch.cat([self.ends.T, self.ends.T.flip(0)], dim=1))

    @property
    def degrees(self) -> Float[torch.Tensor, "vertices"]:
        """How many edges each vertex has."""
        return self.keep("degrees", self._degrees)

    @property
    def batch(self) -> Int[torch.Tensor, "vertices"]:
        """Of which complex each vertex is, for a `tdlviz.batch`; else all zeros."""
        return self["batch0"] if "batch0" in self.complex.fields else self.keep("batch", self._one)

    def incidence(self, rank: int | Any) -> torch.Tensor:
        """The signed boundary matrix of `rank` >= 1, as sparse CSR: see `tdlviz.boundary`."""
        return to_torch(boundary(self.complex, rank), self.device, self.dtype)

    def __getitem__(self, name: str | Any) -> torch.Tensor:
        found = self.complex[name]
        return self.keep(("field", name), lambda: self._tensor(found.values))

    def to(self, device: Any = None, dtype: Any = None) -> Cochains:
        """The same on another device, or in another floating dtype."""
        found = self.device if device is None else given_device("cells.to(device=…)", device)
        number = self.dtype if dtype is None else given_dtype("cells.to(dtype=…)", dtype)
        moved = {rank: x.to(found, number) for rank, x in self.features.items()}
        return Cochains(self.complex, MappingProxyType(moved), found, number)

    def with_features(self, x: Any) -> Cochains:
        """The same cells with other features, given as to `tdlviz.nn.cells`; their tensors shared.

        Tensors keep their gradients."""
        found = given_features(self.complex, x, self.device, self.dtype)
        return Cochains(self.complex, found, self.device, self.dtype, self._kept)

    def keep(self, key: Any, make: Callable[[], Any]) -> Any:
        """What `make` returns, made once: for tensors of a layer that depend on structure alone."""
        if key in self._kept and not is_compiling():
            return self._kept[key]
        return _once(self._kept, key, make, self.device)

    def keep_with_features(self, key: Any, make: Callable[[], Any]) -> Any:
        """The same for what depends on the features too."""
        return _once(self._with_features, key, make, self.device)

    def __reduce__(self) -> tuple[type[Cochains], tuple[object, ...]]:
        return Cochains, (self.complex, dict(self.features), self.device, self.dtype)

    def _ends(self) -> torch.Tensor:
        edges = self.complex.cells(1) if self.complex.dim else None
        if edges is not None and not edges.uniform(2):
            rule = "edges with two ends are needed"
            raise InvalidInput("edges", self.complex.summary(), rule)
        pairs = np.zeros((0, 2), np.int64) if edges is None else np.asarray(edges)
        return torch.tensor(pairs.reshape(-1, 2), dtype=torch.int64, device=self.device)

    def _degrees(self) -> torch.Tensor:
        ones = torch.ones(2 * len(self.ends), dtype=self.dtype, device=self.device)
        none = torch.zeros(self.count(0), dtype=self.dtype, device=self.device)
        return none.index_add(0, self.edge_index[0], ones)

    def _one(self) -> torch.Tensor:
        return torch.zeros(self.count(0), dtype=torch.int64, device=self.device)

    def _tensor(self, values: np.ndarray) -> torch.Tensor:
        tensor = torch.tensor(values, device=self.device)
        return tensor.to(self.dtype) if tensor.is_floating_point() else tensor

    def __repr__(self) -> str:
        on = ", ".join(f"{x.shape[1]} features on rank {k}" for k, x in self.features.items())
        return f"Cochains({self.complex.summary()}; {on or 'no features'}; {self.device})"


def cells(
    cx: Complex | Any, x: Any = None, device: Any = "auto", dtype: Any = torch.float32
) -> Cochains:
    """A complex with features, as every model of `tdlviz.nn` takes it.

    x:      features of the vertices: the name of a field of `cx`, a `Field`, a tensor or an array
            (vertices, d) or (vertices,); for other ranks a mapping {rank: features}; None for none.
    device: as torch names it; "auto" is CUDA where there is one, else the CPU.
    dtype:  a floating dtype of torch.

    Nothing of the complex goes into a model, so that one model runs on any. Raises `InvalidInput`
    for another number of rows than there are cells, for what is no finite real number, and for
    what is no device or dtype; `UnknownName` for a field that `cx` does not have.
    """
    cx = given_complex("nn.cells", cx)
    found = given_device("nn.cells(device=…)", device)
    number = given_dtype("nn.cells(dtype=…)", dtype)
    return Cochains(cx, given_features(cx, x, found, number), found, number)


def given_cells(
    model: torch.nn.Module, cells: Cochains | Any, features: int | None, rank: int = 0
) -> Cochains:
    """`cells`, refused where it is no `Cochains` or not of the dtype and device of the model, or
    has not as many features on cells of `rank` as the model was made for (None for any). Where
    there are no cells of a rank above 0, none are needed."""
    asked = _given(model, cells)
    if rank and not cells.count(rank):
        return cells
    x = cells.on(rank)
    _check_alike(asked, model, cells, x)
    if features is not None and features != x.shape[1]:
        rule = f"the model was made for {features} features"
        raise InvalidInput(asked, f"{x.shape[1]} features", rule)
    return cells


def given_field(model: torch.nn.Module, cells: Cochains | Any, name: str) -> torch.Tensor:
    """The field of that name, for a model that reads no features; refused as by `given_cells`."""
    asked = _given(model, cells)
    read: torch.Tensor = cells[name]
    _check_alike(asked, model, cells, read)
    return read


def _given(model: torch.nn.Module, cells: Cochains | Any) -> str:
    asked = type(model).__name__
    if not isinstance(cells, Cochains):
        rule = "the argument of a model is made with tv.nn.cells(cx, x)"
        raise InvalidInput(asked, type(cells).__name__, rule)
    return asked


def _check_alike(asked: str, model: torch.nn.Module, cells: Cochains, x: torch.Tensor) -> None:
    weight = next(model.parameters())
    if (cells.dtype, x.device) != (weight.dtype, weight.device):
        rule = f"cells.to({str(weight.device)!r}, {weight.dtype}), or move the model"
        raise InvalidInput(asked, f"cells of {cells.dtype} on {cells.device}", rule)


@untraced
def _once(kept: dict[Any, Any], key: Any, make: Callable[[], Any], device: torch.device) -> Any:
    """What is kept serves training later, in all digits, whatever mode the first call was in."""
    if key not in kept:
        with torch.inference_mode(False), torch.no_grad(), autocast(device.type, enabled=False):
            kept[key] = make()
    return kept[key]


def _incidences(ends: torch.Tensor) -> torch.Tensor:
    edge = torch.arange(len(ends), device=ends.device).repeat(2)
    return torch.stack([ends.T.reshape(-1), edge], dim=1)
