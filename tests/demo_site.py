"""A demo of one's own: `deploy/demo.py` with its own folder and port."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 240
DEMO_SETTINGS = "config.settings.demo"
# One process answers all of a run's questions: starting Django each time takes longer.
PROMPT = """
import contextlib, io, json, sys, django
django.setup()
for line in sys.stdin:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(json.loads(line), {})
    print(json.dumps(said.getvalue()), flush=True)
"""


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
        self.prompt: subprocess.Popen | None = None

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
        if self.prompt:
            self.prompt.communicate(timeout=30)
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def manage(self, *arguments: str) -> str:
        """Run a management command beside the running demo and return its output."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True
        )
        return done.stdout.decode()

    def shell(self, code: str) -> str:
        """Run Python inside the demo's own settings and return what it printed."""
        if self.prompt is None:
            self.prompt = subprocess.Popen(
                [sys.executable, "-c", PROMPT],
                cwd=ROOT,
                env=self.environment | {"DJANGO_SETTINGS_MODULE": DEMO_SETTINGS},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        self.prompt.stdin.write(json.dumps(code) + "\n")
        self.prompt.stdin.flush()
        answer = self.prompt.stdout.readline()
        if not answer:
            self.prompt.communicate()
            self.prompt = None
            raise AssertionError("the code failed: see above")
        return json.loads(answer).strip()

    @contextmanager
    def worker_stopped(self):
        """Hold the worker still; the demo would end if its worker were killed."""
        worker = self._worker()
        os.kill(worker, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(worker, signal.SIGCONT)

    def _worker(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for child in map(int, children.read_text().split()):
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if words[-2:-1] == [b"work"]:
                return child
        raise AssertionError("the demo runs no worker")
