"""A second factor is reset by two persons, or by whoever has the server."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from commune import registry
from commune.accounts import factor_reset
from commune.models import FactorReset, LoginEvent, OutboxMessage
from tests.access.signing_in import add_totp, is_signed_in, sign_in, totp_code
from tests.accounts.making import acts, overtaken, page_of

pytestmark = pytest.mark.django_db
WHY = {"reset-reason": "Mất điện thoại, đã gặp mặt"}


@pytest.fixture
def guarded(person):
    """Return a person with a factor, recovery codes and an open session."""
    add_totp(person)
    RecoveryCodes.activate(person)
    client = Client()
    sign_in(client, "an")
    client.post("/tai-khoan/2fa/authenticate/", {"code": totp_code()})
    assert is_signed_in(client)
    return person, client


def ask(desk, user) -> FactorReset | None:
    desk.post(f"{page_of(user)}dat-lai-lop-hai/", WHY)
    return FactorReset.objects.filter(user=user).first()


def confirm(client, reset):
    address = f"/quan-tri/tai-khoan/dat-lai-lop-hai/{reset.pk}/xac-nhan/"
    return client.post(address, follow=True)


def test_second_administrator_confirms_and_the_factor_is_gone(
    desk, second, as_user, guarded
):
    person, client = guarded
    reset = ask(desk, person)
    assert person.authenticator_set.count() == 2
    confirm(as_user(second), reset)
    assert person.authenticator_set.count() == 0
    assert not is_signed_in(client)
    line = LoginEvent.objects.get(act="reset_done")
    assert (line.actor, line.note) == (second, WHY["reset-reason"])
    told = OutboxMessage.objects.filter(key__startswith="factor-reset-")
    assert sorted(told.values_list("channel", "recipient")) == [
        ("email", "an@xa.example"),
        ("in_app", "an"),
    ]
    sign_in(client, "an")
    assert is_signed_in(client)


def test_who_asked_cannot_confirm(desk, second, guarded):
    person, _client = guarded
    page = confirm(desk, ask(desk, person))
    assert "không được tự xác nhận" in page.content.decode()
    assert person.authenticator_set.count() == 2


def test_account_itself_neither_asks_nor_confirms(desk, administrator, second, as_user):
    add_totp(second)
    assert ask(as_user(second), second) is None
    reset = ask(desk, second)
    confirm(as_user(second), reset)
    assert second.authenticator_set.count() == 1


def test_database_itself_knows_no_reset_by_one_person(administrator, second, person):
    now = timezone.now()
    row = {"reason": "x", "asked_at": now, "expires_at": now}
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.create(user=person, asked_by=person, **row)
    row |= {"confirmed_at": now}
    for confirmer in (administrator, person):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactorReset.objects.create(
                user=person, asked_by=administrator, confirmed_by=confirmer, **row
            )


def test_request_is_good_for_a_day(desk, second, as_user, guarded):
    person, _client = guarded
    with time_machine.travel(timezone.now()) as clock:
        reset = ask(desk, person)
        clock.shift(timedelta(hours=24, seconds=1))
        other = as_user(second)
        page = confirm(other, reset)
        assert "quá hạn" in page.content.decode()
        assert person.authenticator_set.count() == 2
        new = ask(as_user(reset.asked_by), person)
        assert new.pk != reset.pk


def test_withdrawn_request_cannot_be_confirmed(desk, second, as_user, guarded):
    person, _client = guarded
    reset = ask(desk, person)
    desk.post(f"/quan-tri/tai-khoan/dat-lai-lop-hai/{reset.pk}/rut/")
    confirm(as_user(second), reset)
    assert person.authenticator_set.count() == 2


def test_request_of_who_lost_the_role_is_void(
    desk, administrator, second, as_user, guarded
):
    person, _client = guarded
    reset = ask(desk, person)
    administrator.groups.clear()
    confirm(as_user(second), reset)
    assert person.authenticator_set.count() == 2


def test_second_request_waits_for_the_first(desk, second, as_user, guarded):
    person, _client = guarded
    ask(desk, person)
    page = as_user(second).post(f"{page_of(person)}dat-lai-lop-hai/", WHY)
    assert "đang chờ quản trị viên thứ hai" in page.content.decode()
    assert page.context["reset_form"]["reason"].value() == WHY["reset-reason"]
    assert FactorReset.objects.count() == 1


def test_two_confirm_at_once_with_one_effect(
    desk, second, user_in, as_user, guarded, monkeypatch
):
    person, _client = guarded
    reset = ask(desk, person)
    third = as_user(user_in("Administrators", username="quantri3"))

    def by():
        confirm(third, reset)

    with overtaken(monkeypatch, factor_reset, "confirm", by):
        confirm(as_user(second), reset)
    assert acts(person).count("reset_done") == 1
    assert OutboxMessage.objects.filter(key__startswith="factor-reset-").count() == 2


def test_without_the_claim_two_would_take_effect(desk, second, guarded):
    """Negative control: who read the open row before both go on."""
    person, _client = guarded
    ask(desk, person)
    read = [FactorReset.objects.waiting(at=timezone.now()).get() for _time in range(2)]
    for _reset in read:
        factor_reset.take_away(person, note="thử")
    assert acts(person).count("reset_done") == 2


def test_start_page_asks_the_other_administrators_alone(
    desk, administrator, second, guarded
):
    person, _client = guarded
    ask(desk, person)
    title = "Xác thực hai lớp: xác nhận đặt lại"
    titles = [card.title for card in registry.cards_for(second)]
    assert title in titles
    assert title not in [card.title for card in registry.cards_for(administrator)]
    assert title not in [card.title for card in registry.cards_for(person)]


def test_server_resets_where_there_is_one_administrator(administrator):
    add_totp(administrator)
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "quantri")
    call_command("reset_second_factor", "quantri", "--reason", "Mất điện thoại")
    assert administrator.authenticator_set.count() == 0
    assert LoginEvent.objects.get().note == "command line: Mất điện thoại"
    for bad in (["khong-co", "--reason", "x"], ["quantri", "--reason", " "]):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", *bad)


def test_who_has_no_second_factor_has_nothing_to_reset(desk, person):
    answer = desk.post(f"{page_of(person)}dat-lai-lop-hai/", WHY)
    assert "chưa có xác thực hai lớp" in answer.content.decode()
    assert not FactorReset.objects.exists()
