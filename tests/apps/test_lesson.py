from __future__ import annotations

import numpy as np
import pytest

from tdlviz.apps.lesson import BASELINES, SHEAVES, Lesson
from tdlviz.core.errors import InvalidInput

pytest.importorskip("torch_geometric")


@pytest.mark.parametrize("network", [*SHEAVES, *BASELINES])
def test_every_network_learns_and_is_seen(network):
    run, views = Lesson(network=network, layers=2).begin()
    run.fit(40)
    loss = run.tape["loss"].history()
    assert loss[-1] < 0.7 * loss[0]
    guess = run.tape["guess"].latest
    assert {*np.unique(guess.values)} <= set(range(5))
    assert ("layers.0.maps" in run.tape.names) == (network in SHEAVES)
    assert len(views.views) == 4 if network in SHEAVES else 3
    assert "Press Train" in Lesson(network=network).describe()
    run.close(), views.close()


def test_it_is_the_same_again_with_the_same_seed():
    def losses(seed: int) -> list[float]:
        run, views = Lesson(seed=seed).begin()
        run.fit(5)
        run.close(), views.close()
        return run.tape["loss"].history().tolist()

    assert losses(1) == losses(1) != losses(2)


def test_a_network_that_there_is_not():
    with pytest.raises(InvalidInput, match="one of orthogonal sheaf"):
        Lesson(network="transformer")
