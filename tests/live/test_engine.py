"""The thread of a run, in processes that end or fork while it plays."""

import subprocess
import sys

import pytest

CODE = """
import os, sys, time, torch, tdlviz as tv
torch.set_num_threads(1)

def step():
    end, x = time.monotonic() + {seconds}, torch.randn(300, 300)
    while time.monotonic() < end:
        x = (x @ x) / x.norm()

run = tv.Run(step, state={{}}).play()
time.sleep(0.3)
{then}
"""
FORK = """
import threading
held = threading.Event()

def hold():
    with run._engine._turn:
        held.set()
        time.sleep(1)

threading.Thread(target=hold).start()
held.wait()
child = os.fork()
if child == 0:
    sys.exit(0)
os.waitpid(child, 0)
run.pause()
print("done")
"""


def ended(seconds: float, then: str) -> subprocess.CompletedProcess[str]:
    code = CODE.format(seconds=seconds, then=then)
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("seconds", [0.001, 6.5])
def test_a_process_ends_in_order_while_a_run_plays(seconds):
    found = ended(seconds, "sys.exit(3)")
    assert (found.returncode, found.stderr) == (3, "")


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_process_forks_while_a_run_plays():
    found = ended(0.0005, FORK)
    assert (found.returncode, found.stdout) == (0, "done\n"), found.stderr
