"""The runner of all tests cannot pass over what did not run."""

import os
import signal
import subprocess
import sys

import pytest

from tests import run

pytestmark = pytest.mark.once
LEFT_OUT = """
import pytest

def test_left_out():
    pytest.skip("no such program")
"""


@pytest.mark.parametrize(
    ("codes", "end"), [([0, 0], 0), ([0, 1], 1), ([0, -signal.SIGKILL], 1)]
)
def test_a_run_that_failed_or_was_killed_fails_all(codes, end, monkeypatch, capsys):
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    assert run.report(dict(enumerate(codes)), []) == end


@pytest.mark.parametrize(("required", "end"), [("", 0), ("1", 1)])
def test_a_missing_program_fails_where_all_is_required(required, end, monkeypatch):
    monkeypatch.setenv("REQUIRE_ALL", required)
    assert run.report({"SQLite": 0}, ["chromium"]) == end


@pytest.mark.parametrize(("required", "end"), [("", 0), ("1", 1)])
def test_a_skipped_test_fails_where_all_is_required(required, end, tmp_path):
    (tmp_path / "test_one.py").write_text(LEFT_OUT)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.complete"]
    done = subprocess.run(
        [*command, f"--rootdir={run.ROOT}", str(tmp_path)],
        cwd=run.ROOT,
        env=os.environ | {"REQUIRE_ALL": required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == end, done.stdout
    assert ("SKIPPED" in done.stdout) == bool(end)
