"""An account that nobody used for 45 days stays shut until somebody unlocks it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commune.access import tokens
from commune.accounts import idle
from tests.access.signing_in import is_signed_in, sign_in
from tests.accounts.making import acts, choose, fresh_link, page_of

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@given(days=st.integers(1, 400), seconds=st.integers(0, 10**8))
def test_idle_is_over_after_the_days_and_never_before(days, seconds):
    at = NOON + timedelta(seconds=seconds)
    assert idle.is_over(NOON, at=at, days=days) is (seconds > days * 86400)
    assert not idle.is_over(NOON, at=at, days=0)


@pytest.fixture
def later(person):
    """Return a clock that stands 45 days and a second after the last sign-in."""
    sign_in(Client(), "an")
    with time_machine.travel(timezone.now()) as clock:
        clock.shift(timedelta(days=45, seconds=2))
        yield clock


@pytest.mark.django_db
def test_idle_account_is_refused_after_the_right_password_alone(later, person):
    client = Client()
    assert sign_in(client, "an")["Location"] == "/tai-khoan/bi-khoa/"
    assert not is_signed_in(client)
    assert acts(person)[-1] == "refused_idle"
    page = client.get("/tai-khoan/bi-khoa/").content.decode()
    assert "quản trị viên" in page
    wrong = sign_in(Client(), "an", "sai-mat-khau")
    unknown = sign_in(Client(), "khong-co", "sai-mat-khau")
    assert wrong.status_code == unknown.status_code == 200


@pytest.mark.django_db
def test_day_before_the_limit_the_door_is_open(later, person):
    later.shift(timedelta(days=-1))
    client = Client()
    sign_in(client, "an")
    assert is_signed_in(client)


@pytest.mark.django_db
def test_token_of_an_idle_account_is_refused(later, person):
    token = tokens.create(name="x", scopes=["incident:read"], user=person)
    assert tokens.find(token) is None
    call_command("unlock_account", "an")
    assert tokens.find(token).user == person


@pytest.mark.django_db
def test_administrator_unlocks(later, person, user_in, as_user):
    desk = as_user(user_in("Administrators", username="quantri"))
    assert "Mở khóa" in desk.get(page_of(person)).content.decode()
    desk.post(f"{page_of(person)}mo-khoa/")
    client = Client()
    sign_in(client, "an")
    assert is_signed_in(client)
    assert "unlocked" in acts(person)


@pytest.mark.django_db
def test_new_link_unlocks_when_it_is_used(later, person, user_in, as_user):
    desk = as_user(user_in("Administrators", username="quantri"))
    path = fresh_link(desk, person)
    assert idle.is_locked(person, at=timezone.now())
    client = Client()
    choose(client, path)
    assert is_signed_in(client)


@pytest.mark.django_db
def test_last_administrator_is_unlocked_on_the_server(later, person):
    call_command("unlock_account", "an")
    client = Client()
    sign_in(client, "an")
    assert is_signed_in(client)
    with pytest.raises(CommandError):
        call_command("unlock_account", "khong-co")


@pytest.mark.django_db
def test_number_of_days_is_a_setting(later, person, settings):
    settings.ACCOUNT_IDLE_DAYS = 0
    client = Client()
    sign_in(client, "an")
    assert is_signed_in(client)


@pytest.mark.django_db
def test_new_password_by_mail_does_not_unlock(later, person):
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    person.refresh_from_db()
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    client = Client()
    form = client.get(f"/tai-khoan/password/reset/key/{key}/", follow=True)
    new = {"password1": "Mot-mat-khau-moi-26", "password2": "Mot-mat-khau-moi-26"}
    client.post(form.request["PATH_INFO"], new)
    person.refresh_from_db()
    assert person.check_password("Mot-mat-khau-moi-26")
    answer = sign_in(client, "an", "Mot-mat-khau-moi-26")
    assert answer["Location"] == "/tai-khoan/bi-khoa/"


def test_demo_locks_nobody():
    from config.settings import demo

    assert demo.ACCOUNT_IDLE_DAYS == 0
