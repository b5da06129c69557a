import os
import subprocess
import sys

import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

pl = pytest.importorskip("pytorch_lightning")
pytestmark = pytest.mark.filterwarnings("ignore:.*:FutureWarning:pytorch_lightning")
QUIET = {
    "accelerator": "cpu",
    "logger": False,
    "enable_checkpointing": False,
    "enable_progress_bar": False,
    "enable_model_summary": False,
}


class Lit(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.lin, self.seen = torch.nn.Linear(2, 1), tv.nn.Probe("vector", 0)
        self.steps, self.checks = [], []

    def training_step(self, batch, place):
        loss = self.seen(self.lin(batch[0])).square().mean()
        self.steps.append(loss.item())
        self.log("loss", loss, on_step=True, on_epoch=True)
        if place % 2:
            self.log("odd", loss)
            self.trainer.callback_metrics["by hand"] = float(place)
        return loss

    def validation_step(self, batch, _):
        loss = self.lin(batch[0]).square().mean()
        self.checks.append(loss.item())
        self.log("val_loss", loss)

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), 0.1)


def loader():
    points = torch.randn(12, 2, generator=torch.Generator().manual_seed(0))
    data = torch.utils.data.TensorDataset(points)
    return torch.utils.data.DataLoader(data, batch_size=4)


def fitted(callback, tape, epochs=2):
    torch.manual_seed(0)
    model = Lit()
    trainer = pl.Trainer(max_epochs=epochs, callbacks=[callback], **QUIET)
    with tv.watch(model, "seen", tape=tape):
        trainer.fit(model, loader(), loader())
    return model


@pytest.mark.filterwarnings("ignore")  # Lightning advises on workers, loggers and its own future
def test_each_metric_is_there_when_it_was_logged(tmp_path):
    tape = tv.Tape()
    model = fitted(tv.nn.TapeCallback(tape, path=tmp_path / "run.tdlviz"), tape)
    assert tape.fault == ""
    assert np.allclose(tape["loss_step"].history(), model.steps)
    assert np.allclose(tape["odd"].history(), model.steps[1::3])
    means = np.reshape(model.checks[2:], (2, 3)).mean(axis=1)  # the first two are the rehearsal
    assert np.allclose(tape["val_loss"].history(), means)
    assert np.allclose(tape["loss_epoch"].history(), np.reshape(model.steps, (2, 3)).mean(axis=1))
    assert "loss" not in tape.names
    assert tape["by hand"].history().tolist() == [1.0]
    assert len(tape["seen"]) >= 6
    assert tape["global_step"].history().tolist() == [1, 2, 3, 3, 3, 4, 5, 6, 6, 6]
    with tv.open_run(tmp_path / "run.tdlviz") as again:
        assert again["val_loss"].history().tolist() == tape["val_loss"].history().tolist()


@pytest.mark.filterwarnings("ignore")
def test_every_second_batch():
    tape = tv.Tape()
    model = fitted(tv.nn.TapeCallback(tape, every=2), tape, epochs=1)
    assert np.allclose(tape["loss_step"].history(), model.steps[::2])
    assert len(tape["val_loss"]) == 1


SCRIPT = """
import sys
import pytorch_lightning as pl, torch, tdlviz as tv
sys.path.insert(0, sys.argv[1])
from test_lightning import QUIET, Lit, loader

if __name__ == "__main__":
    tape = tv.Tape()
    callback = tv.nn.TapeCallback(tape, path=sys.argv[2])
    trainer = pl.Trainer(max_epochs=2, callbacks=[callback], strategy="ddp", devices=2, **QUIET)
    trainer.fit(Lit(), loader(), loader())
    print("rank", trainer.global_rank, "logged", tape.step + 1)
    tape.close()
"""


def test_two_processes_write_one_file(tmp_path):
    script, run = tmp_path / "train.py", tmp_path / "run.tdlviz"
    script.write_text(SCRIPT)
    here, root = os.path.dirname(__file__), os.path.dirname(os.path.dirname(tv.__file__))
    done = subprocess.run(
        [sys.executable, str(script), here, str(run)],
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, "PYTHONPATH": root, "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"},
    )
    assert done.returncode == 0, done.stderr
    assert "rank 0 logged 8" in done.stdout, done.stdout
    assert "rank 1 logged 0" in done.stdout, done.stdout
    with tv.open_run(run) as tape:
        assert len(tape["loss_step"]) == 4
        assert len(tape["val_loss"]) == 2


@pytest.mark.parametrize("options", [{"tape": None}, {"every": 0}, {"every": "1 s"}, {"path": 3}])
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.TapeCallback(**{"tape": tv.Tape(), **options})


def test_without_lightning_it_says_how_to_get_it():
    code = "import sys, importlib.util as u; from tdlviz.core.errors import MissingPackage\n"
    code += "real = u.find_spec; u.find_spec = lambda n: None if 'lightning' in n else real(n)\n"
    code += "import tdlviz as tv; tv.nn.TapeCallback"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "MissingPackage: nn.TapeCallback" in done.stderr
    assert "pip install lightning" in done.stderr
