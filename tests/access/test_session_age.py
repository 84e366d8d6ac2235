"""A session ends 12 hours after the sign-in and not before."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.access.signing_in import LOGIN, is_signed_in, sign_in


def test_busy_session_ends_twelve_hours_after_the_sign_in(client, user_in):
    user_in("Trainers", username="an")
    start = timezone.now()
    with time_machine.travel(start) as clock:
        sign_in(client, "an")
        for hours in range(1, 12):
            clock.move_to(start + timedelta(hours=hours))
            assert client.get("/lam-viec/").status_code == 200
            session = client.session
            session["seen"] = hours  # each change renews Django's own limit
            session.save()
        clock.move_to(start + timedelta(hours=12, seconds=1))
        assert client.get("/lam-viec/").status_code == 302
        assert not is_signed_in(client)


def test_trainer_comes_back_after_hours_without_a_network(client, user_in):
    user_in("Trainers", username="an")
    start = timezone.now()
    with time_machine.travel(start) as clock:
        sign_in(client, "an")
        clock.move_to(start + timedelta(hours=11))
        assert client.get("/lam-viec/").status_code == 200


def test_session_without_a_moment_of_sign_in_is_over(client, user_in):
    client.force_login(user_in("Trainers"))
    session = client.session
    del session["signed_in_at"]
    session.save()
    assert client.get("/lam-viec/").status_code == 302
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("address", "door"),
    [
        ("/lam-viec/?a=1", f"{LOGIN}?next=/lam-viec/%3Fa%3D1"),
        ("/tai-khoan/sessions/", LOGIN),
        ("/quan-tri/logout/", LOGIN),
    ],
)
def test_sign_in_leads_back_to_the_page_where_the_session_ended(
    client, user_in, address, door
):
    client.force_login(user_in("Trainers"))
    session = client.session
    session["signed_in_at"] = 0
    session.save()
    assert client.get(address).url == door
