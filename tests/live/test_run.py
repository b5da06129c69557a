from __future__ import annotations

import gc
import threading
import time
import weakref

import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field


class Training:
    """A small network that learns to double, with dropout so that random numbers matter."""

    def __init__(self, seed: int = 0) -> None:
        torch.manual_seed(seed)
        self.model = torch.nn.Sequential(
            torch.nn.Linear(4, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 4)
        )
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=0.01)
        self.times = 0

    def step(self) -> dict[str, float]:
        self.times += 1
        x = torch.randn(16, 4)
        self.optimiser.zero_grad()
        loss = (self.model(x) - 2 * x).square().mean()
        loss.backward()
        self.optimiser.step()
        return {"loss": loss.item()}


def losses(run: tv.Run) -> list[float]:
    return run.tape["loss"].history().tolist()


def test_a_run_trains_as_a_loop_does():
    training = Training()
    expected = [training.step()["loss"] for _ in range(20)]
    run = tv.Run(Training().step)
    assert run.fit(20) is run
    assert losses(run) == expected
    assert (run.phase, run.tape.step) == ("finished", 19)


def test_the_caller_is_free_while_it_plays():
    run = tv.Run(lambda: time.sleep(0.01))
    begin = time.perf_counter()
    run.play(1000)
    assert time.perf_counter() - begin < 1
    assert run.phase == "playing"
    run.pause()
    assert run.phase == "paused"
    seen = run.tape.step
    time.sleep(0.1)
    assert run.tape.step == seen < 999


def test_a_pause_keeps_the_plan_and_a_stop_forgets_it():
    run = tv.Run(lambda: time.sleep(0.002))
    run.play(50).pause()
    left = 49 - run.tape.step
    assert left > 0
    run.play().wait()
    assert (run.tape.step, run.phase) == (49, "finished")
    run.play(50).stop()
    assert run.phase == "stopped"
    run.step(3)
    before = run.tape.step
    run.play()
    time.sleep(0.05)
    run.pause()
    assert run.tape.step > before


def test_steps_are_done_one_by_one():
    run = tv.Run(Training().step)
    run.step().step(2)
    assert run.tape.step == 2


def test_what_a_step_returns_is_logged():
    given = iter([1.5, {"a": 2.0}, None, {"f": Field("f", np.ones(3), 0, kind="scalar")}])
    run = tv.Run(lambda: next(given)).step(4)
    assert run.tape["loss"].steps == [0]
    assert run.tape["a"].steps == [1]
    assert run.tape["f"].steps == [3]
    tape = tv.Tape()

    def own() -> None:
        tape.log(mine=1.0)

    assert tv.Run(own, tape).step(2).tape["mine"].steps == [0, 1]


@pytest.mark.parametrize("target", [0, 7, 12, 19, -1])
def test_a_rewind_restores_all_and_training_goes_on_as_before(target):
    run = tv.Run(Training().step).fit(20)
    first = losses(run)
    run.rewind(target)
    assert run.tape.step == target
    assert losses(run) == first[: target + 1]
    assert run.phase == "paused"
    run.play(19 - target or 1).wait()
    assert losses(run)[:20] == first


def test_a_rewind_says_when_it_is_not_exact():
    training, counted = Training(), []

    def step() -> dict[str, float]:
        counted.append(1)  # a state that nobody restores
        return {"loss": training.step()["loss"] + len(counted)}

    run = tv.Run(step, state={"model": training.model, "optimiser": training.optimiser}).fit(10)
    run._snapshots.kept = run._snapshots.kept[:1]
    run.rewind(5)
    assert "loss is not as it was" in run.view.status["words"]


def test_there_must_be_a_way_back():
    run = tv.Run(lambda: 1.0).fit(3)
    with pytest.raises(InvalidInput, match="nothing that a rewind restores"):
        run.rewind(1)
    run = tv.Run(Training().step).fit(3)
    with pytest.raises(InvalidInput, match="steps to come"):
        run.rewind(9)
    with pytest.raises(InvalidInput):
        run.rewind(-2)


def test_what_is_changed_by_hand_between_plays_is_kept():
    training = Training()
    run = tv.Run(training.step).fit(5)
    with torch.no_grad():
        training.model[0].weight.zero_()
    run.play(5).wait()
    first = losses(run)
    run.rewind(7).play(2).wait()
    assert losses(run) == first


def test_a_step_that_raises_ends_the_run_and_leaves_the_tape():
    def step() -> float:
        if run.tape.step == 3:
            raise RuntimeError("no more data")
        return 1.0

    run = tv.Run(step)
    run.play(10)
    with pytest.raises(RuntimeError, match="no more data"):
        run.wait()
    assert run.phase == "failed"
    assert len(run.tape["loss"]) == 4
    status = run.view._ask()
    assert "no more data" in status["fault"]
    assert "trainer.py" not in status["fault"]
    assert "def step" not in status["fault"]
    with pytest.raises(RuntimeError, match="no more data"):
        run.fit(2)


def nan_at(step: int, training: Training):
    def step_() -> dict[str, float]:
        if run_of["run"].tape.step == step - 1:
            with torch.no_grad():
                training.model[2].bias.fill_(torch.nan)
        return training.step()

    run_of: dict[str, tv.Run] = {}
    run_of["run"] = tv.Run(step_, state={"model": training.model, "optimiser": training.optimiser})
    return run_of["run"]


def test_a_loss_that_is_not_finite_pauses_and_says_where_it_began():
    run = nan_at(6, Training())
    run.play(20).wait()
    assert (run.phase, run.tape.step) == ("paused", 6)
    words = run.view._ask()["words"]
    assert "loss not finite at step 6" in words
    assert "model.2" in words
    assert words.endswith("at step 6")
    run.step()  # whoever wants to go on may
    assert run.tape.step == 7


def test_a_nan_that_comes_before_the_loss_shows_it():
    training = Training()

    def step() -> dict[str, float]:
        logged = training.step()
        if run.tape.step == 3:  # the step after this one, number 4, spoils what number 5 needs
            training.model[0].weight.data[0, 0] = torch.nan
        return logged

    run = tv.Run(step, state={"model": training.model, "optimiser": training.optimiser})
    run.play(20).wait()
    assert run.tape.step == 5
    words = run.view._ask()["words"]
    assert "first in the parameter model.0.weight at step 4" in words


def test_a_nan_without_a_model():
    values = iter([1.0, float("inf"), 2.0])
    run = tv.Run(lambda: next(values))
    run.play(3).wait()
    assert run.view._ask()["words"] == "loss not finite at step 1"


def test_patience_ends_a_run():
    values = iter([3.0, 2.0, 2.5, 2.1, 2.0, 1.0])
    run = tv.Run(lambda: {"val": next(values)}, patience={"val": 3})
    run.play(6).wait()
    assert run.tape.step == 4
    assert "val was lowest, 2, at step 1" in run.view._ask()["words"]


def test_speed_is_a_limit_that_a_pause_does_not_wait_for():
    run = tv.Run(lambda: 1.0)
    run.speed = 2
    run.play(100)
    time.sleep(0.3)
    begin = time.perf_counter()
    run.pause()
    assert time.perf_counter() - begin < 0.3
    assert run.tape.step <= 1
    run.speed = None
    assert run.play(50).wait().tape.step >= 50


def test_several_runs_at_once():
    runs = [tv.Run(Training(seed).step) for seed in range(3)]
    for run in runs:
        run.play(30)
    assert [run.wait().tape.step for run in runs] == [29, 29, 29]


def test_an_interrupt_pauses_and_comes_through():
    run = tv.Run(lambda: time.sleep(0.01))

    def interrupt() -> None:
        import _thread

        while run.phase == "ready":
            time.sleep(0.05)
        while run.phase == "playing":  # one that comes in a finalizer is lost in Python
            _thread.interrupt_main()
            time.sleep(3)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        run.fit(10_000)
    assert run.phase == "paused"
    assert run.tape.step < 2000


def test_buttons_are_obeyed_and_mistakes_are_told():
    run = tv.Run(Training().step)
    run.view.order = [1, "play", 20]
    run.wait()
    assert run.tape.step == 19
    run.view.order = [2, "rewind", 5]
    run.wait()
    assert run.tape.step == 5
    run.view.order = [3, "step", None]
    run.view.order = [4, "step", None]
    run.wait()
    run.view.order = [5, "rewind", 100]
    assert "steps to come" in run.view.fault
    run.view.order = [6, "speed", 30]
    assert run.speed == pytest.approx(30)
    assert run.view.fault == ""
    with pytest.raises(UnknownName):
        run._obey("fly", None)


def test_the_view_reports_and_describes():
    run = tv.Run(Training().step, name="first").fit(4)
    time.sleep(0.3)
    status = run.view.status
    assert (status["phase"], status["step"], status["first"], status["end"]) == (
        "finished",
        3,
        -1,
        3,
    )
    assert status["parts"] == ["model", "optimiser"]
    assert status["meter"]["step ms"] > 0
    assert run.view.describe() == "Run first, finished after 4 of 4 steps"
    assert tv.Run(lambda: 1.0).step().view.describe() == "Run, paused after 1 step"
    assert repr(run) == "Run(first, finished, step 3)"
    assert len(run.view.picture()) > 1000
    assert ["step", 3] in [list(row) for row in run.view.table()]


def test_the_page_is_told_last_what_is_so():
    run, told = tv.Run(lambda: time.sleep(0.001)), []
    run.view.observe(lambda change: told.append(change["new"]["phase"]), "status")
    for turn in range(60):
        run._obey("play", None)
        time.sleep(0.001 * (turn % 5))
        run._obey("pause", None)
        run._obey("play", None)
        time.sleep(0.002)
        assert run.view.status["phase"] == told[-1] == "playing"
        run.pause()
        assert run.view.status["phase"] == told[-1] == "paused"


def test_a_run_that_nobody_holds_is_freed():
    training = Training()
    run = tv.Run(training.step).fit(3)
    run.close()
    gone = weakref.ref(training.model)
    run.tape.close()
    del run, training
    end = time.monotonic() + 5  # threads that were told to end still have to wake up
    while gone() is not None and time.monotonic() < end:
        gc.collect()
    assert gone() is None
    assert not [t for t in threading.enumerate() if t.name == "tdlviz run"]


@pytest.mark.parametrize(
    "given",
    [
        {"step": None},
        {"step": 3},
        {"tape": "a.run"},
        {"state": [1]},
        {"patience": 3},
        {"patience": {"loss": 0}},
        {"budget": 0},
        {"room": -1},
        {"name": None},
    ],
)
def test_what_is_no_run(given):
    with pytest.raises(InvalidInput):
        tv.Run(**{"step": lambda: 1.0, **given})


def test_a_model_that_is_made_anew_while_it_trains_pauses_the_run():
    training = Training()
    run = tv.Run(training.step).play()
    while run.tape.step < 3:
        time.sleep(0.01)
    training.model = torch.nn.Linear(4, 4)
    run.wait()
    assert run.phase == "paused"
    assert "model now stands for something else" in run.view._ask()["words"]
    seen = run.tape.step
    training.optimiser = torch.optim.SGD(training.model.parameters(), lr=0.1)
    run.play(5).wait()  # whoever trains on trains what is there now
    assert run.view._ask()["earliest"] == seen
    first = losses(run)
    run.rewind(seen + 1).play(4).wait()
    assert losses(run) == first


def test_a_nan_that_is_logged_by_the_step_itself_pauses_too():
    tape = tv.Tape()
    tape.derive("ratio", lambda _: float("nan"), "x")  # a look at the run is not the run

    def step() -> None:
        tape.log(x=np.inf if tape.step == 3 else 1.0)

    run = tv.Run(step, tape).play(10).wait()
    assert (run.phase, tape.step) == ("paused", 4)
    assert run.play().wait().tape.step == 9


def test_steps_that_cannot_be_done_again_do_not_fail_a_hunt():
    training, losses_ = Training(), [1.0, 2.0, 3.0, np.nan, 5.0, 6.0, 7.0, 8.0]

    def stepping():
        values = iter(losses_)
        return lambda: training.step() and {"loss": next(values)}

    losses_[6:] = []
    run = tv.Run(stepping(), state={"model": training.model})
    run.play(6).wait()
    words = run.view._ask()["words"]
    assert run.phase == "paused"
    assert "loss not finite at step 3" in words
    assert "raised StopIteration" in words
    losses_[6:] = [7.0, 8.0, 9.0, 10.0]
    run = tv.Run(stepping(), state={"model": training.model})
    run.play(6).wait()
    assert "finite when it was done again" in run.view._ask()["words"]


def test_a_run_that_trains_the_same_takes_over():
    training = Training()
    parts = {"optimiser": training.optimiser}
    runs = [tv.Run(training.step), tv.Run(lambda: training.step(), state=parts)]
    for i in range(6):
        runs[i % 2].play()
        time.sleep(0.05)
    assert [run.phase for run in runs] == ["paused", "playing"]
    assert "took over" in runs[0].view._ask()["words"]
    runs[1].pause()
    assert runs[1].phase == "paused"


def test_a_long_rewind_can_be_paused():
    training = Training()

    def step() -> dict[str, float]:
        time.sleep(0.02)
        return training.step()

    run = tv.Run(step, state={"model": training.model}).fit(40)
    run._snapshots.kept = run._snapshots.kept[:1]
    run.view.order = [1, "rewind", 38]
    while run.tape.step in (-1, 39):
        time.sleep(0.01)
    begin = time.perf_counter()
    run.pause()
    assert time.perf_counter() - begin < 0.4
    assert (run.phase, run.tape.step < 38) == ("paused", True)
    assert "on the way back to step 38" in run.view._ask()["words"]


def test_whoever_plays_during_a_rewind_plays_on_from_there():
    run = tv.Run(Training().step).fit(20)
    run._snapshots.kept = run._snapshots.kept[:1]
    run._engine.back(10)
    run._engine.go(5)
    seen = run.phase
    run.wait()
    assert (seen, run.phase, run.tape.step) == ("playing", "finished", 15)


def test_a_step_leaves_the_run_paused_within_its_plan():
    run = tv.Run(Training().step)
    assert run.step().phase == "paused"
    run.play(10).wait()
    assert run.phase == "finished"


def test_a_run_whose_view_is_closed_is_words():
    run = tv.Run(lambda: 1.0, name="a").fit(2)
    run.close()
    assert run._repr_mimebundle_() == {"text/plain": "Run(a, finished, step 1)"}
    assert run.fit(2).tape.step == 3
