import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.views.diagram_matching import MOST, check_matching, compared


def diagram(values):
    values = np.array(values, dtype=float).reshape(-1, 2)
    cells = np.zeros((len(values), 2), dtype=int)
    return Field("H1", values, 1, cells, kind="diagram")


def test_the_widest_pair_attains_the_bottleneck_distance():
    rng = np.random.default_rng(0)
    first, second = (diagram(np.sort(rng.random((n, 2)), axis=1)) for n in (12, 9))
    found = compared(first, second, "bottleneck")
    assert found.apart[found.widest] == pytest.approx(tv.bottleneck(first, second).distance)
    total = compared(first, second, "wasserstein")
    assert total.apart.sum() == pytest.approx(tv.wasserstein(first, second).distance)
    assert total.widest == -1


def test_an_endless_bar_alone_is_infinitely_far():
    found = compared(diagram([[0, np.inf]]), diagram([]), "bottleneck")
    assert np.isinf(found.apart).all()
    assert found.words == "H1: bottleneck distance inf, by bar 0 alone, which never dies."


def test_what_is_too_large_is_said_and_nothing_else_is_matched():
    many = diagram(np.tile([0.0, 1.0], (MOST + 1, 1)))
    found = compared(many, many, "bottleneck")
    assert not len(found.pairs)
    assert "no matching of 1,001 and 1,001 bars" in found.words
    assert compared(many, many, None).words == ""
    with pytest.raises(InvalidInput, match="bottleneck"):
        check_matching("best")
