"""Attention of Hugging Face's models, which their layers give out where it is not fused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from tdlviz.nn.dense_attention import dense_attention


def hugging_face(module: torch.nn.Module) -> bool:
    """Whether this is the layer of a transformers model in which attention is computed."""
    ours = any(c.__module__.startswith("transformers.") for c in type(module).__mro__)
    named = "attention" in type(module).__name__.lower()
    return ours and named and hasattr(module, "is_causal") and hasattr(module, "config")


def hear_hugging_face(module: Any, hear: Any, _above: Any = ()) -> Callable[[], None]:
    """`hear(weights (pairs, heads), index (pairs, 2))` in each forward pass, with None where the
    layer has come to fuse them. Returns its undoing.

    Only the first sequence of a batch is told of. In training the weights come after dropout.
    """

    @torch.compiler.disable
    def heard(_module: Any, _inputs: Any, output: Any) -> None:
        weights = output[-1] if isinstance(output, tuple) else None
        if isinstance(weights, torch.Tensor) and weights.ndim == 4:
            hear(*dense_attention(weights.detach()[0]))
        else:
            hear(None, None)

    return module.register_forward_hook(heard).remove


def fused(module: Any) -> str | None:
    """Why its attention is never written out, and what helps; None where it is."""
    how = getattr(module.config, "_attn_implementation", None)
    if how == "eager":
        return None
    return f"its attention is fused ({how}): make the model with attn_implementation='eager'"
