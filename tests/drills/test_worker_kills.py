"""1,000 messages, two workers, 50 kills: each goes once or is flagged, none is lost."""

import json
import os
import subprocess
import sys

import pytest

from tests.drills.seat_race import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.whole_site]
BOUND_SECONDS = 540


@pytest.fixture
def drill(database_url, tmp_path):
    """Return a runner of the drill in a process of its own; it returns the findings."""
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.drills.worker_settings",
        "XASO_VAR": str(tmp_path),
    }

    def run(*options: str) -> dict:
        done = subprocess.run(
            [sys.executable, "-m", "tests.drills.worker_kills", *options],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=BOUND_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        print(done.stdout)  # noqa: T201 the figures are what the drill is for
        return json.loads(done.stdout)

    return run


@pytest.mark.django_db
def test_the_copied_database_stands_and_is_empty():
    """Without one test that asks for it, the database would not be made at all."""
    from commune.models import OutboxMessage

    assert not OutboxMessage.objects.exists()


def test_each_message_goes_once_or_is_flagged_and_none_is_lost(drill):
    found = drill("--messages=1000", "--kills=50", "--pauses=2", "--seed=2026")

    flagged = found["sms"].get("maybe", 0)
    assert found["killed"] >= 50
    assert found["sms"]["sent"] == 700 - flagged
    assert found["zalo"] == {"sent": 300}
    assert (found["twice"], found["lost"], found["files_missing"]) == (0, 0, 0)
    assert 0 < flagged <= found["killed"]
    assert found["odd_ends"] == []


def test_control_without_lease_and_fence_sends_twice(drill):
    found = drill("--messages=200", "--kills=12", "--seed=2026", "--careless")

    assert found["twice"] > 0
