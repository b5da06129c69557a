"""Attention of `torch.nn.MultiheadAttention`, also where its layer has no need of the weights."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any
from weakref import WeakKeyDictionary, ref

import torch

from tdlviz.nn.dense_attention import dense_attention

_held: WeakKeyDictionary[torch.nn.Module, tuple[int, bool]] = WeakKeyDictionary()


def multihead(module: torch.nn.Module) -> bool:
    """Whether this is torch's own multi-head attention."""
    return isinstance(module, torch.nn.MultiheadAttention)


def hear_multihead(module: Any, hear: Any, above: Any = ()) -> Callable[[], None]:
    """`hear(weights (pairs, heads), index (pairs, 2))` in each forward pass. Returns its undoing.

    Only the first sequence of a batch is told of, of an empty batch nothing. Its weights are
    computed once more, without dropout, and are zeros in rows that are wholly masked; the model's
    own pass, its output and its random numbers stay what they were. Where a
    `TransformerEncoderLayer` would take its fused path (in evaluation, without gradients), it takes
    the plain one while it is heard, which agrees with it to rounding.
    """

    @torch.compiler.disable
    def heard(layer: Any, inputs: Any, named: Any, _output: Any) -> None:
        given = signature(layer.forward).bind(*inputs, **named).arguments
        if given["query"].ndim == 2 or given["query"].shape[0 if layer.batch_first else 1]:
            hear(*dense_attention(_weights(layer, given)))

    undo = [module.register_forward_hook(heard, with_kwargs=True).remove]
    encoders = (held for held in above if isinstance(held, torch.nn.TransformerEncoder))
    undo += [_without_nested(encoder) for encoder in encoders]

    def undo_all() -> None:
        while undo:
            undo.pop()()

    return undo_all


def _weights(layer: Any, given: dict[str, Any]) -> torch.Tensor:
    """(heads, queries, keys) of the first sequence."""
    given.update(need_weights=True, average_attn_weights=False)
    if given["query"].ndim == 3:
        batch = 0 if layer.batch_first else 1
        for name in ("query", "key", "value"):
            given[name] = given[name].narrow(batch, 0, 1)
        if given.get("key_padding_mask") is not None:
            given["key_padding_mask"] = given["key_padding_mask"][:1]
        if given.get("attn_mask") is not None and given["attn_mask"].ndim == 3:
            given["attn_mask"] = given["attn_mask"][: layer.num_heads]
    trained = layer.training
    layer.training = False  # not eval(), which would turn to its children too
    try:
        with torch.no_grad():
            _, weights = layer.forward(**given)
    finally:
        layer.training = trained
    weights = weights[0] if weights.ndim == 4 else weights
    closed = _closed(given.get("attn_mask")) | _closed(given.get("key_padding_mask"))
    # Such a row is NaN in torch; what is NaN for another reason has to stay so.
    return weights.masked_fill(closed.all(-1, keepdim=True) & weights.isnan(), 0.0)


def _closed(mask: torch.Tensor | None) -> torch.Tensor:
    """Where a mask of torch lets nothing through, as (…, keys)."""
    if mask is None:
        return torch.zeros(1, 1, dtype=torch.bool)
    return mask if mask.dtype == torch.bool else mask == -torch.inf


def _without_nested(encoder: Any) -> Callable[[], None]:
    """Padded sequences stay padded: nested ones can be read by the fused path alone."""
    count, before = _held.get(encoder, (0, getattr(encoder, "use_nested_tensor", False)))
    _held[encoder] = count + 1, before
    encoder.use_nested_tensor = False
    weakly = ref(encoder)

    def undo() -> None:
        held = weakly()
        if held is None:
            return
        count, before = _held.pop(held)
        if count > 1:
            _held[held] = count - 1, before
        else:
            held.use_nested_tensor = before

    return undo
