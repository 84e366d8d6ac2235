"""A demo of one's own: `deploy/demo.py` with its own folder and port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Demo:
    """A running demo; `base` is its address, `folder` holds all its state."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.environment = os.environ | {"XASO_VAR": str(folder)}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [sys.executable, "deploy/demo.py", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self.process.poll() is None, "the demo did not start"
            try:
                urllib.request.urlopen(f"{self.base}/readyz", timeout=2).close()
            except OSError:
                time.sleep(0.5)
            else:
                return
        raise TimeoutError("the demo did not answer in time")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def manage(self, *arguments: str) -> str:
        """Run a management command beside the running demo and return its output."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True
        )
        return done.stdout.decode()
