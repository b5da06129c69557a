"""A server in a process of its own: a free port, a wait until it answers, an end that is sure."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`python -m module arguments…`, whose output goes to `log`, answering at `url`."""

    def __init__(self, arguments: list[str], url: str, log: Path, env: dict[str, str]) -> None:
        self.url, self.log = url, log
        paths = [str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **env}
        with log.open("wb") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=log.parent,
            )

    def wait(self, seconds: float = 60) -> Server:
        """Return once `url` answers. Raises `RuntimeError` with the log where it never does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            if self._answers():
                return self
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"nothing answers at {self.url}:\n{self.log.read_text()}")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=5):
                return True
        except OSError:
            return False

    def stop(self) -> None:
        """End the process, kindly first."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
