"""What torch keeps for each thread."""

import torch

import tdlviz as tv


def test_the_default_device_holds_in_the_thread_of_a_run_too():
    def step() -> dict[str, bool]:
        return {"meta": torch.ones(1).is_meta}

    with torch.device("meta"):
        there = tv.Run(step).fit(1)
    assert there.tape["meta"].latest.values == 1
    assert tv.Run(step).fit(1).tape["meta"].latest.values == 0
