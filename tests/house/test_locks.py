"""The lock files hold names, versions, markers and hashes; never an address."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt"]
PIN = re.compile(r"^[a-z0-9._-]+(\[[a-z,]+\])?==[^\s;]+( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_pins_and_hashes_alone(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not PIN.match(line) and not HASH.match(line)]
    assert odd == []
    assert sum(bool(PIN.match(line)) for line in lines) > 40


def test_development_lock_agrees_with_the_runtime_lock():
    runtime, development = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in LOCKS
    )
    assert runtime - development == set()
