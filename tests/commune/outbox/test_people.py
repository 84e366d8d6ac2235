"""Notes in the application, and the list of people whom staff tell."""

import pytest
from django.utils import timezone

from commune import outbox
from commune.access import roles
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox import decisions

pytestmark = pytest.mark.django_db
LIST = "/lam-viec/can-bao/"
INBOX = "/lam-viec/tin-nhan/"


def a_note(user, key="note", subject="Sự cố mới"):
    return outbox.put(
        key=key,
        channel=Channel.IN_APP,
        recipient=user.get_username(),
        subject=subject,
        body="Mở: http://testserver/lam-viec/",
    )


def a_call(key="call", role=roles.TRAINING_MANAGERS):
    return outbox.put(
        key=key,
        channel=Channel.CALL,
        recipient="+84900000000",
        subject="Có chỗ trong lớp",
        body="Chào bà Sáu.",
        for_role=role,
    )


def test_a_note_is_read_by_its_recipient_alone(client, user_in):
    lead, other = user_in(roles.RESPONSE_LEADS), user_in(roles.RESPONDERS)
    note = a_note(lead)
    client.force_login(other)
    assert "Sự cố mới" not in client.get(INBOX).content.decode()
    assert client.post(f"{INBOX}{note.pk}/da-doc/").status_code == 404

    client.force_login(lead)
    assert "Sự cố mới" in client.get("/lam-viec/").content.decode()
    assert "Sự cố mới" in client.get(INBOX).content.decode()
    client.post(f"{INBOX}{note.pk}/da-doc/")
    note.refresh_from_db()
    assert note.handled_by == lead
    assert "Sự cố mới" not in client.get("/lam-viec/").content.decode()


def test_a_note_leads_to_its_page_by_a_button(client, user_in, settings):
    lead = user_in(roles.RESPONSE_LEADS)
    settings.WAGTAILADMIN_BASE_URL = "http://testserver"
    a_note(lead)
    client.force_login(lead)
    page = client.get(INBOX).content.decode()

    assert '<a class="button" href="http://testserver/lam-viec/">Mở xem</a>' in page
    assert "Mở: " not in page


def test_reading_twice_keeps_the_first_moment(user_in):
    lead = user_in(roles.RESPONSE_LEADS)
    note = a_note(lead)

    assert decisions.mark_read(note.pk, user=lead)
    assert not decisions.mark_read(note.pk, user=lead)


def test_somebody_told_leaves_the_list_with_name_and_time(client, user_in):
    manager = user_in(roles.TRAINING_MANAGERS)
    call = a_call()
    client.force_login(manager)
    page = client.get(LIST).content.decode()
    assert "tel:+84900000000" in page
    assert "0900 000 000" in page
    assert "Chào bà Sáu." in page

    client.post(f"{LIST}{call.pk}/da-bao/")
    call.refresh_from_db()
    assert (call.state, call.handled_by) == (MessageState.SENT, manager)
    page = client.get(LIST).content.decode()
    assert "Chào bà Sáu." not in page
    when = timezone.localtime(call.handled_at).strftime("%d/%m/%Y %H:%M")
    assert f"training-managers báo lúc {when}" in page


def test_a_slip_of_the_thumb_is_taken_back_by_who_made_it(client, user_in):
    call = a_call()
    client.force_login(user_in(roles.TRAINING_MANAGERS))
    client.post(f"{LIST}{call.pk}/da-bao/")
    client.force_login(user_in(roles.TRAINING_MANAGERS, username="another"))
    client.post(f"{LIST}{call.pk}/da-bao/", {"undo": "1"})
    call.refresh_from_db()
    assert call.state == MessageState.SENT

    client.force_login(call.handled_by)
    client.post(f"{LIST}{call.pk}/da-bao/", {"undo": "1"})
    call.refresh_from_db()
    assert (call.state, call.handled_by) == (MessageState.BY_HAND, None)


@pytest.mark.parametrize("role", sorted(set(roles.ALL) - {roles.TRAINING_MANAGERS}))
def test_other_groups_neither_read_nor_mark_it(client, user_in, role):
    call = a_call()
    client.force_login(user_in(role))
    assert "bà Sáu" not in client.get(LIST).content.decode()
    assert "+84900000000" not in client.get("/lam-viec/").content.decode()
    assert client.post(f"{LIST}{call.pk}/da-bao/").status_code in {403, 404}
    assert OutboxMessage.objects.get().state == MessageState.BY_HAND


def test_visitors_are_sent_to_the_door(client):
    for address in (LIST, INBOX):
        assert client.get(address).url.startswith("/tai-khoan/login/")


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries(
    client, user_in, count, django_assert_max_num_queries
):
    manager = user_in(roles.TRAINING_MANAGERS)
    for number in range(count):
        a_call(key=f"c{number}")
        a_note(manager, key=f"n{number}")
        told = a_call(key=f"t{number}")
        decisions.tell_done(told.pk, actor=manager)
    client.force_login(manager)
    for address in (LIST, INBOX):
        with django_assert_max_num_queries(10):
            client.get(address)
