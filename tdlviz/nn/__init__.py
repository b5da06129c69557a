"""Layers and losses in torch. Every public name, loaded on first use."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tdlviz.core.errors import MissingPackage

_HOMES = {
    "Probe": "probe",
    "Source": "sources",
    "SOURCES": "sources",
    "TapeCallback": "lightning",
    "Cochains": "cochains",
    "cells": "cochains",
    "SheafDiffusion": "sheaf_diffusion",
    "ConnectionSheafDiffusion": "connection_sheaf_diffusion",
    "SheafNetwork": "sheaf_network",
    "Grand": "grand",
    "Hopfield": "hopfield_network",
    "hopfield_energy": "hopfield",
    "hopfield_retrieve": "hopfield",
    "TripleAttention": "triple_network",
    "triple_attention": "triples",
    "GravNet": "grav_net",
    "NeighbourhoodAttention": "neighbourhood_attention",
    "SAN": "simplicial_attention",
    "CAN": "cell_attention",
    "AttentionPooling": "attention_pooling",
    "Tigt": "tigt",
    "TreeMask": "tree_mask",
    "TreeAttention": "tree_attention",
    "MiniLM": "mini_lm",
    "MLP": "mlp",
    "GCN": "message_passing",
    "GAT": "message_passing",
    "GraphSAGE": "message_passing",
    "ball_bars": "bars",
    "edge_bars": "bars",
    "image_bars": "bars",
    "rips_bars": "bars",
    "star_bars": "bars",
    "to_torch": "sparse",
    "graph_persistence": "graphs",
    "smooth_euler_transform": "euler",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"tdlviz.nn has no {name!r}; it has {', '.join(__all__)}")
    try:
        return getattr(import_module(f"tdlviz.nn.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        raise MissingPackage(f"nn.{name}", error, "pip install 'tdlviz[nn]'") from error


def __dir__() -> list[str]:
    return sorted(__all__)
