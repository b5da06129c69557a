import matplotlib.pyplot as plt
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.topology.faces import faces
from tdlviz.views.maps_view import MapsView
from tdlviz.views.payload import unpack


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(12), max_edge=0.8)


def maps_on(cx, d=2, e=2, rank=0):
    found = faces(cx, rank + 1)
    index = np.column_stack([found.names, found.owner])
    values = np.random.default_rng(0).normal(size=(len(index), d, e))
    return Field("F", values, rank, index, kind="maps")


def test_maps_stand_sorted_by_cell(cx):
    field = maps_on(cx)
    view = tv.show(cx, field)
    geometry, frame = unpack(view.geometry)[0], unpack(view.channels)[0]
    assert isinstance(view, MapsView)
    assert (np.diff(geometry["cell"]) >= 0).all()
    order = np.lexsort(field.index.T)
    np.testing.assert_allclose(frame["maps"], field.values[order], rtol=1e-6)


def test_the_energy_is_that_of_the_sheaf_laplacian(cx):
    field = maps_on(cx, 3, 2)
    x = np.random.default_rng(1).normal(size=(cx.counts[0], 2))
    delta, sign = np.zeros((cx.counts[1], 3, cx.counts[0], 2)), faces(cx, 1).signs
    for value, (face, cell), s in zip(field.values, field.index, sign, strict=True):
        delta[cell, :, face] = s * value
    delta = delta.reshape(3 * cx.counts[1], -1)
    view = tv.show(cx, field, section=Field("x", x, 0, kind="vector"))
    arrays, values = unpack(view.channels)
    assert values["dirichlet"] == pytest.approx(x.ravel() @ (delta.T @ delta) @ x.ravel())
    assert arrays["energy"].sum() == pytest.approx(values["dirichlet"], rel=1e-5)


@pytest.mark.parametrize(("energy", "shown"), [(1.0, (0, 1)), (0.0, (0, 1)), (9.0, (0, 9))])
def test_the_colours_of_energies_begin_at_zero(energy, shown):
    """All energies of a ring are alike but for rounding, which no colour may tell."""
    ring = tv.rips(tv.data.circle(6), max_edge=1.1)
    sheaf = tv.constant_sheaf(ring)
    x = np.sqrt(energy) * (-1.0) ** np.arange(6)[:, None] / 2 * (1 + np.arange(6)[:, None] * 1e-15)
    axes = plt.figure().add_subplot()
    view = tv.show(ring, sheaf.maps[0], mode="glyphs", section=Field("x", x, 0, kind="vector"))
    view.draw(axes)
    assert axes.collections[0].get_clim() == pytest.approx(shown)
    plt.close(axes.figure)


def test_absent_and_missing_maps_are_counted(cx):
    field = maps_on(cx)
    values = np.array(field.values[:-3])
    values[0, 0, 0] = np.nan
    told = unpack(tv.show(cx, Field("F", values, 0, field.index[:-3], kind="maps")).channels)[1]
    assert (told["absent"], told["missing"]) == (3, 1)


def test_words_and_table(cx):
    field = maps_on(cx)
    view = tv.show(cx, field)
    assert f"Restriction maps of {len(field)} incidences, 2 × 2" in view.describe()
    assert "farthest from orthogonal: vertex" in view.describe()
    rows = list(view.table())
    assert rows[0] == ["face", "cell", "i", "j", "value"]
    assert len(rows) == 1 + 4 * len(field)


@pytest.mark.parametrize("mode", ["strip", "glyphs"])
@pytest.mark.parametrize("d", [1, 2, 3, 5])
def test_both_modes_have_a_static_picture(cx, mode, d):
    assert tv.show(cx, maps_on(cx, d, d), mode=mode).picture().startswith(b"\x89PNG")


def test_a_track_is_empty_now_and_alive_below(cx):
    tape = tv.Tape()
    view = tv.show(cx, tape.declare("F", "maps", 0), mode="glyphs")
    assert "no maps yet" in view.describe()
    assert view.picture().startswith(b"\x89PNG")
    tape.log(F=maps_on(cx))
    view.refresh()
    assert unpack(view.channels)[1]["shape"] == [2, 2]


def test_bad_input_is_refused(cx):
    field = maps_on(cx)
    far = int(np.setdiff1d(np.arange(12), field.index[field.index[:, 1] == 0, 0])[0])
    with pytest.raises(InvalidInput, match=f"vertex {far} is no face of edge 0"):
        MapsView(cx, Field("F", np.ones((1, 2, 2)), 0, [[far, 0]], kind="maps"))
    with pytest.raises(InvalidInput, match="twice"):
        MapsView(cx, field[[0, 0]])
    with pytest.raises(InvalidInput, match="kind maps"):
        MapsView(cx, cx["birth0"])
    with pytest.raises(InvalidInput, match="2 dimensions"):
        MapsView(cx, field, section=Field("x", np.ones((12, 3)), 0, kind="vector"))
    with pytest.raises(UnknownName, match="strip"):
        MapsView(cx, field, mode="pie")
