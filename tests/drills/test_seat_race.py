"""200 enrolments for 30 seats at once: 30 seated, the rest waiting or refused."""

import pytest

from tests.drills.seat_race import Site, count_then_insert, race, running

PEOPLE, SEATS, WAITING = 200, 30, 100

pytestmark = [pytest.mark.slow, pytest.mark.whole_site]


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
