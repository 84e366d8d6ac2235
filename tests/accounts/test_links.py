"""A person is invited by a link and chooses the password; the link works once."""

import hashlib
import logging
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from commune import registry
from commune.accounts import links
from commune.models import AccountLink, OutboxMessage
from commune.outbox.outcomes import Refused
from tests.access.signing_in import add_totp, is_signed_in, sign_in
from tests.accounts.making import (
    CHOOSE,
    GOOD,
    acts,
    choose,
    fresh_link,
    invited,
    link_in,
    overtaken,
    page_of,
)

pytestmark = pytest.mark.django_db


def test_invited_person_without_mail_chooses_a_password_and_is_in(desk):
    user = invited(desk)
    page = desk.get(f"{page_of(user)}duong-dan/")
    client = Client()
    response = choose(client, link_in(page.content.decode()))
    assert response["Location"] == "/lam-viec/"
    assert is_signed_in(client)
    user.refresh_from_db()
    assert user.check_password(GOOD)
    assert acts(user) == ["link_made", "link_used", "signed_in"]
    assert not OutboxMessage.objects.filter(channel="email").exists()


def test_link_is_shown_once(desk, person):
    path = fresh_link(desk, person)
    again = desk.get(f"{page_of(person)}duong-dan/").content.decode()
    assert path not in again
    assert "Tạo đường dẫn mới" in again


def test_mail_brings_the_link_and_the_outbox_never_holds_it(desk):
    user = invited(desk, email="binh@xa.example")
    waiting = OutboxMessage.objects.get(channel="email")
    call_command("work", "--once", stdout=StringIO())
    [letter] = mail.outbox
    path = link_in(letter.body)
    waiting.refresh_from_db()
    assert waiting.state == "sent"
    assert "/tai-khoan/moi/" not in waiting.body
    assert letter.to == ["binh@xa.example"]
    assert choose(Client(), path)["Location"] == "/lam-viec/"
    user.refresh_from_db()
    assert user.check_password(GOOD)


def test_table_holds_the_digest_and_not_the_link(desk, person):
    text = fresh_link(desk, person).split("/")[-2]
    link = AccountLink.objects.get()
    assert link.digest == hashlib.sha256(text.encode()).hexdigest()
    assert text not in {link.nonce, link.digest}


def test_mail_of_a_link_that_is_gone_does_not_leave(desk):
    user = invited(desk, email="binh@xa.example")
    links.revoke(user, at=timezone.now())
    with pytest.raises(Refused):
        registry.late_text(OutboxMessage.objects.get(channel="email").key, "[[link]]")


def test_words_of_a_visitor_never_ask_for_a_link(desk, person):
    fresh_link(desk, person)
    text = registry.late_text("enrolment-1", "[[link]] account-link-1")
    assert text == "[[link]] account-link-1"


def test_opening_sets_nothing_off_and_takes_the_link_out_of_the_address(desk, person):
    path = fresh_link(desk, person)
    client = Client()
    response = client.get(path)
    assert response["Location"] == CHOOSE
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    page = client.get(CHOOSE)
    assert path.split("/")[-2] not in page.content.decode()
    # With no-referrer here a browser would post with `Origin: null`, and be refused.
    assert page["Referrer-Policy"] == "same-origin"
    assert AccountLink.objects.get().used_at is None


def test_new_link_ends_the_old_one(desk, person):
    with time_machine.travel(timezone.now()) as clock:
        old = fresh_link(desk, person)
        clock.shift(timedelta(minutes=1))
        new = fresh_link(desk, person)
        assert choose(Client(), old).status_code == 410
        assert choose(Client(), new).status_code == 302


def test_double_click_makes_one_link(desk, person):
    assert fresh_link(desk, person) == fresh_link(desk, person)
    assert AccountLink.objects.count() == 1


def spoil_by_use(desk, user, path):
    choose(Client(), path)


def spoil_by_switching_off(desk, user, path):
    desk.post(f"{page_of(user)}tat/", {"off-reason": "đã nghỉ việc"})


def spoil_by_hand(desk, user, path):
    links.revoke(user, at=timezone.now())


@pytest.mark.parametrize("spoil", [spoil_by_use, spoil_by_switching_off, spoil_by_hand])
def test_link_that_is_gone_says_the_same_as_an_invented_one(desk, person, spoil):
    path = fresh_link(desk, person)
    spoil(desk, person, path)
    answers = []
    for address in (path, f"{CHOOSE}{'x' * 43}/"):
        client = Client()
        assert client.get(address)["Location"] == CHOOSE
        answers.append(client.get(CHOOSE))
    assert [a.status_code for a in answers] == [410, 410]
    assert answers[0].content == answers[1].content
    assert "an@xa.example" not in answers[0].content.decode()


def test_link_ends_after_seven_days(desk, person):
    with time_machine.travel(timezone.now()) as clock:
        path = fresh_link(desk, person)
        clock.shift(timedelta(days=6, hours=23))
        assert Client().get(path, follow=True).status_code == 200
        clock.shift(timedelta(hours=1, seconds=1))
        assert Client().get(path, follow=True).status_code == 410


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("ngan", "ngan", "ít nhất 14 ký tự"),
        ("khong-co-chu-hoa-2026", "khong-co-chu-hoa-2026", "chữ in hoa"),
        (GOOD, GOOD + "x", "không giống nhau"),
    ],
)
def test_bad_password_is_told_beside_the_field(desk, person, password, again, words):
    client = Client()
    client.get(fresh_link(desk, person))
    page = client.post(CHOOSE, {"password1": password, "password2": again})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert AccountLink.objects.get().used_at is None


def test_second_factor_that_stands_is_asked_for(desk, person):
    add_totp(person)
    client = Client()
    response = choose(client, fresh_link(desk, person))
    assert response["Location"] == "/tai-khoan/2fa/authenticate/"
    assert not is_signed_in(client)


def test_required_factor_is_set_up_first(desk, person, settings):
    path = fresh_link(desk, person)
    settings.SECOND_FACTOR_ROLES = ["Trainers"]
    client = Client()
    response = choose(client, path, "Ngan-8so")
    assert (
        client.get(response["Location"])["Location"] == "/tai-khoan/2fa/totp/activate/"
    )


def test_of_two_at_once_one_wins(desk, person, monkeypatch):
    path = fresh_link(desk, person)
    first, late = Client(), Client()
    first.get(path)

    def by():
        choose(late, path, GOOD + "-late")

    with overtaken(monkeypatch, links, "use", by):
        answer = first.post(CHOOSE, {"password1": GOOD, "password2": GOOD})
    person.refresh_from_db()
    assert answer.status_code == 410
    assert person.check_password(GOOD + "-late")
    assert acts(person).count("link_used") == 1


def test_without_the_claim_both_would_win(desk, person):
    """Negative control: reading first and writing later lets two in."""
    fresh_link(desk, person)
    now = timezone.now()
    rows = AccountLink.objects.usable(at=now)
    read = [rows.first(), rows.first()]
    assert None not in read
    for link in read:
        link.used_at = now
        link.save()


def test_no_log_line_holds_the_link(desk, person, caplog):
    with caplog.at_level(logging.DEBUG):
        path = fresh_link(desk, person)
        choose(Client(), path)
        choose(Client(), path)
    assert path.split("/")[-2] not in caplog.text


def test_signed_in_administrator_who_tries_the_link_becomes_the_person(desk, person):
    path = fresh_link(desk, person)
    choose(desk, path)
    assert desk.session["_auth_user_id"] == str(person.pk)


def test_old_password_ends_with_the_new_one(desk, person):
    choose(Client(), fresh_link(desk, person))
    client = Client()
    sign_in(client, "an")
    assert not is_signed_in(client)


def test_link_for_who_is_switched_off_is_refused(desk, person):
    person.is_active = False
    person.save()
    page = desk.post(f"{page_of(person)}duong-dan/", follow=True)
    assert "Bật lại tài khoản" in page.content.decode()
    assert not AccountLink.objects.exists()


def test_person_is_told_that_a_link_changed_the_password(desk, person):
    choose(Client(), fresh_link(desk, person))
    told = OutboxMessage.objects.filter(key__startswith="account-changed-")
    assert sorted(told.values_list("channel", "recipient")) == [
        ("email", "an@xa.example"),
        ("in_app", "an"),
    ]
    assert "quantri" in told[0].body


def test_password_changed_in_another_way_ends_the_open_link(desk, person):
    path = fresh_link(desk, person)
    client = Client()
    sign_in(client, "an")
    new = {"oldpassword": "xaso-test-2026", "password1": GOOD, "password2": GOOD}
    client.post("/tai-khoan/password/change/", new)
    assert choose(Client(), path).status_code == 410
