"""The weights of a model and their gradients, as what a field can hold."""

from __future__ import annotations

import torch

from tdlviz.nn.modules import named_parameters

MOST = 4096
"""The most rows or columns of a matrix, and entries of a list; of more, the norm is taken."""


def weights_of(model: torch.nn.Module, weights: bool, gradients: bool) -> dict[str, torch.Tensor]:
    """Parameters by their names, and their gradients by the names with `.grad`.

    A gradient that is not there now is an empty tensor on the device "meta", of the same shape.
    """
    found: dict[str, torch.Tensor] = {}
    for name, parameter in named_parameters(model).items():
        if weights:
            found[name] = parameter.detach()
        if gradients and parameter.requires_grad:
            given = parameter.grad
            found[f"{name}.grad"] = (
                torch.empty_like(parameter, device="meta") if given is None else given
            )
    return found


def in_short(name: str, tensor: torch.Tensor) -> tuple[str, str, torch.Tensor]:
    """The name, kind and values of its field.

    (n,) is `numbers` and (n, m) a `matrix`; more axes are a matrix too, whose columns are all but
    the first. Above `MOST` rows or columns it is one `number`, the Euclidean norm, under the name
    with `.norm`.
    """
    if tensor.ndim == 0:
        return name, "number", tensor
    wide = tensor.numel() // max(len(tensor), 1)
    if max(len(tensor), wide) > MOST:
        return f"{name}.norm", "number", torch.linalg.vector_norm(tensor)
    if tensor.ndim == 1:
        return name, "numbers", tensor
    return name, "matrix", tensor.reshape(len(tensor), wide)
