"""200 enrolments for 30 seats at once: 30 seated, the rest waiting or refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections

from tests.drills.seat_race import Site, connected, count_then_insert, race, running

PEOPLE, SEATS, WAITING = 200, 30, 100

pytestmark = [pytest.mark.slow, pytest.mark.whole_site]


@pytest.fixture
def database_url(django_db_setup, django_db_blocker, tmp_path):
    """Return a copy of the tests' migrated database; the tests' own stays clean."""
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        connections.close_all()
        copy = copied_file if connection.vendor == "sqlite" else copied_postgres
        with copy(settings, tmp_path) as url:
            yield url


class copied_file:  # noqa: N801 reads as a function
    def __init__(self, settings: dict, folder: Path):
        self.source, self.target = settings["NAME"], folder / "race.sqlite3"

    def __enter__(self) -> str:
        with (
            closing(sqlite3.connect(self.source)) as source,
            closing(sqlite3.connect(self.target)) as target,
        ):
            source.backup(target)
        return f"sqlite:///{self.target}"

    def __exit__(self, *error) -> None:
        self.target.unlink()


class copied_postgres:  # noqa: N801
    def __init__(self, settings: dict, folder: Path):
        self.source = settings["NAME"]
        self.target = f"{self.source}_race"
        host, options = settings["HOST"], ""
        if host.startswith("/"):
            host, options = "localhost", f"?host={host}"
        user = f"{settings['USER']}@" if settings["USER"] else ""
        port = f":{settings['PORT']}" if settings["PORT"] else ""
        self.url = f"postgres://{user}{host}{port}/{{}}{options}"

    def __enter__(self) -> str:
        with connected(self.url.format("postgres")) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{self.target}" WITH (FORCE)')
            link.execute(f'CREATE DATABASE "{self.target}" TEMPLATE "{self.source}"')
        return self.url.format(self.target)

    def __exit__(self, *error) -> None:
        with connected(self.url.format("postgres")) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{self.target}" WITH (FORCE)')


@pytest.mark.django_db
def test_the_copied_database_stands_and_is_empty():
    """Without one test that asks for it, the database would not be made at all."""
    from training.models import Enrolment

    assert not Enrolment.objects.exists()


def test_thirty_are_seated_and_nobody_meets_an_error(database_url, tmp_path):
    site = Site(database_url, tmp_path)
    site.prepare(seats=SEATS, waiting=WAITING)
    with running(site):
        outcome = race(site, PEOPLE)
    print(outcome)  # noqa: T201 the figures are what the drill is for
    assert outcome.answers == {302: SEATS + WAITING, 409: PEOPLE - SEATS - WAITING}
    assert outcome.stored == {"confirmed": SEATS, "waiting": WAITING}
    assert outcome.seats == SEATS
    assert outcome.errors == []


def test_control_without_the_lock_shows_errors_but_oversells_nothing(
    database_url, tmp_path
):
    site = Site(database_url, tmp_path, wsgi="tests.drills.unlocked:application")
    site.prepare(seats=SEATS, waiting=WAITING)
    with running(site):
        outcome = race(site, 60)
    print(outcome)  # noqa: T201
    assert outcome.answers[503] + outcome.answers[500] > 0
    assert outcome.stored["confirmed"] <= SEATS
    assert outcome.seats == outcome.stored["confirmed"]


def test_control_of_counting_first_oversells(database_url):
    sold = count_then_insert(database_url, people=20, seats=2)
    print(f"{sold} sold of 2 seats")  # noqa: T201
    assert sold > 2
