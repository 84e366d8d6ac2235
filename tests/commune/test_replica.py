"""Visitors read the copy on marked pages; everybody else, and every write, does not."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection, connections

from tests.drills.copies import copied_file
from tests.drills.seat_race import ROOT

pytestmark = pytest.mark.once


@pytest.fixture
def found(django_db_setup, django_db_blocker, tmp_path):
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            pytest.skip("two SQLite files are enough to see who is asked")
        options = connection.settings_dict
        connections.close_all()
    main, copy = tmp_path / "main", tmp_path / "copy"
    main.mkdir(), copy.mkdir()
    with copied_file(options, main) as url, copied_file(options, copy) as replica:
        environment = os.environ | {
            "DATABASE_URL": url,
            "REPLICA_FILE": replica.removeprefix("sqlite:///"),
            "DJANGO_SETTINGS_MODULE": "tests.commune.replica_settings",
            "XASO_VAR": str(tmp_path),
        }
        command = [sys.executable, "-m", "tests.commune.replica_reads"]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, check=False
        )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.django_db
def test_the_copied_database_stands():
    """Without one test that asks for it, the database would not be made at all."""
    from commune.models import Village

    assert not Village.objects.exists()


def test_who_reads_the_copy_and_who_the_primary(found):
    assert found == {
        "visitor": "replica",
        "page": "replica",
        "unmarked page": 200,
        "with a session": "primary",
        "with a token": "primary",
        "before and after": ["replica", "written"],
        "the copy keeps": "replica",
        "posted": ["written"],
        "without the copy": "written",
    }
