import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.nn.given_maps import given_maps

CX = tv.clique([[0, 0, 1], [1, 2, 2]], max_dim=1)
INDEX = tv.nn.cells(CX, None, "cpu").incidences.numpy()
MAPS = np.arange(24.0).reshape(6, 2, 2)


def with_maps(values: np.ndarray, index: np.ndarray, **options) -> tv.nn.Cochains:
    given = {"rank": 0, "kind": "maps", **options}
    return tv.nn.cells(CX.with_fields(tv.Field("maps", values, index=index, **given)), None, "cpu")


def test_in_any_order_they_come_in_that_of_incidences():
    order = np.random.default_rng(0).permutation(6)
    found = given_maps(with_maps(MAPS[order], INDEX[order]), "maps")
    assert found.dtype == torch.float32
    assert np.array_equal(found.numpy(), MAPS)


@pytest.mark.parametrize(
    "cells",
    [
        with_maps(MAPS[:5], INDEX[:5]),
        with_maps(MAPS, INDEX[[0, 1, 2, 3, 4, 4]]),
        with_maps(MAPS[:, :, :1], INDEX),
        with_maps(np.where(MAPS == 5, np.nan, MAPS), INDEX),
        tv.nn.cells(CX.with_fields(tv.Field("maps", [1.0, 2, 3], 0, kind="scalar")), None, "cpu"),
    ],
)
def test_maps_that_are_none(cells):
    with pytest.raises(InvalidInput):
        given_maps(cells, "maps")


def test_no_such_field():
    with pytest.raises(UnknownName):
        given_maps(with_maps(MAPS, INDEX), "mops")
