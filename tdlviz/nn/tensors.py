"""What the functions of torch ask of their tensors before they believe them."""

from __future__ import annotations

from typing import Any

import torch

from tdlviz.core.errors import InvalidInput


def real_tensor(asked: str, values: torch.Tensor | Any, *shape: int | None) -> torch.Tensor:
    """`values` as float64, with their history; None in `shape` is any length.

    Raises `InvalidInput` for what is no dense tensor of finite real numbers of that shape."""
    if not isinstance(values, torch.Tensor):
        raise InvalidInput(asked, type(values).__name__, "a torch.Tensor is needed")
    if values.dtype == torch.bool or values.is_complex() or values.is_quantized:
        raise InvalidInput(asked, str(values.dtype), "real numbers are needed")
    if values.layout != torch.strided or values.is_meta:
        raise InvalidInput(asked, f"{values.layout} on {values.device}", "a dense one is needed")
    wanted = "(" + ", ".join("*" if n is None else str(n) for n in shape) + ")"
    if values.ndim != len(shape) or any(
        n not in (None, m) for n, m in zip(shape, values.shape, strict=False)
    ):
        raise InvalidInput(asked, f"shape {tuple(values.shape)}", f"{wanted} is needed")
    if not torch.isfinite(values).all():
        raise InvalidInput(asked, "NaN or an infinite number", "all numbers are finite")
    return values.double()


def at_least_single(values: torch.Tensor) -> torch.Tensor:
    """Float32 for what is less: torch has no roots or inverses of matrices in half precision."""
    return values if values.dtype == torch.float64 else values.float()


def compiles(tensor: torch.Tensor) -> bool:
    """Whether compiled code can read it: float32 or float64, on the CPU."""
    return tensor.device.type == "cpu" and tensor.dtype in (torch.float32, torch.float64)


def alike_tensors(asked: str, **given: torch.Tensor | Any) -> list[torch.Tensor]:
    """Tensors (…, n, d) of finite floating numbers, alike but for the last two axes.

    Raises `InvalidInput`, by its name, for one that is not, or not of the dtype, the device and the
    leading axes of the first."""
    (name, first), *_ = given.items()
    for this, values in given.items():
        say = f"{asked}({this}=…)"
        real_tensor(say, values, *[None] * (values.ndim if isinstance(values, torch.Tensor) else 2))
        if values.ndim < 2 or not values.is_floating_point():
            rule = "floating numbers (…, n, d) are needed"
            raise InvalidInput(say, f"{values.dtype} {tuple(values.shape)}", rule)
        if _form(values) != _form(first):
            raise InvalidInput(say, _form(values), f"{name} is {_form(first)}")
    return [*given.values()]


def _form(values: torch.Tensor) -> str:
    axes = "".join(f"{n}, " for n in values.shape[:-2])
    return f"{values.dtype} ({axes}…) on {values.device}"
