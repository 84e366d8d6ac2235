"""What people decide: once each, by who may, and without reading others' words."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from commune import outbox
from commune.access import roles
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox import decisions
from commune.outbox.decisions import DecisionError
from commune.outbox.worker import Worker

pytestmark = [pytest.mark.django_db, pytest.mark.whole_site]
BODY = "Bà Sáu có chỗ trong lớp"


def a_message(state=MessageState.FAILED, key="k", **options):
    message = outbox.put(
        key=key,
        channel=Channel.EMAIL,
        recipient="sau@xa-mau.example",
        subject="Mời học",
        body=BODY,
        about="ABCD1234",
        **options,
    )
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=state, attempt_count=12, last_error="OSError: 550 …"
    )
    message.refresh_from_db()
    return message


@pytest.fixture
def administrator(user_in):
    return user_in(roles.ADMINISTRATORS)


def url_of(message, decision):
    return reverse("commune_decide", args=[message.pk, decision])


def test_try_again_sends_a_dead_letter(client, administrator):
    message = a_message()
    client.force_login(administrator)
    client.post(url_of(message, "try-again"))
    Worker(clock=timezone.now).drain()
    message.refresh_from_db()

    assert len(mail.outbox) == 1
    assert (message.state, message.handled_by) == (MessageState.SENT, administrator)
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user) == ("commune.outbox.try-again", administrator)


@pytest.mark.parametrize(
    ("state", "decision", "after"),
    [
        (MessageState.FAILED, "set-aside", MessageState.SET_ASIDE),
        (MessageState.MAYBE, "set-aside", MessageState.SET_ASIDE),
        (MessageState.MAYBE, "arrived", MessageState.SENT),
        (MessageState.MAYBE, "try-again", MessageState.WAITING),
        (MessageState.FAILED, "try-again", MessageState.WAITING),
    ],
)
def test_a_decision_is_taken_once(administrator, state, decision, after):
    message = a_message(state)

    assert decisions.decide(message.pk, decision, actor=administrator).state == after
    with pytest.raises(DecisionError):
        decisions.decide(message.pk, decision, actor=administrator)


@pytest.mark.parametrize("decision", ["try-again", "set-aside", "arrived"])
@pytest.mark.parametrize(
    "state",
    [
        MessageState.WAITING,
        MessageState.SENDING,
        MessageState.BY_HAND,
        MessageState.SET_ASIDE,
    ],
)
def test_nothing_else_can_be_decided(administrator, state, decision):
    message = a_message(state, for_role="Trainers")
    with pytest.raises(DecisionError):
        decisions.decide(message.pk, decision, actor=administrator)
    message.refresh_from_db()
    assert message.state == state


def test_a_failed_message_cannot_be_said_to_have_arrived(administrator):
    with pytest.raises(DecisionError):
        decisions.decide(a_message().pk, "arrived", actor=administrator)


@pytest.mark.parametrize("role", sorted(set(roles.ALL) - {roles.ADMINISTRATORS}))
def test_only_administrators_decide_and_see_the_page(client, user_in, role):
    message = a_message()
    client.force_login(user_in(role))
    page = client.get(reverse("commune_health"))
    answers = [
        client.post(url_of(message, "try-again")).status_code,
        client.post(reverse("commune_try_all_again")).status_code,
    ]
    message.refresh_from_db()

    assert page.status_code in {302, 403}
    assert set(answers) <= {302, 403}
    assert message.state == MessageState.FAILED


def test_a_superuser_without_the_role_decides_nothing(client, user_in):
    user = user_in()
    user.is_superuser = True
    user.save()
    client.force_login(user)
    client.post(url_of(a_message(), "try-again"))

    assert OutboxMessage.objects.get().state == MessageState.FAILED


def test_get_decides_nothing(client, administrator):
    message = a_message()
    client.force_login(administrator)

    assert client.get(url_of(message, "try-again")).status_code == 405
    assert client.post(url_of(message, "burn")).status_code == 404
    assert client.post("/quan-tri/suc-khoe/tin/9/arrived/").status_code == 404


def test_administrators_see_neither_text_nor_address(client, administrator):
    a_message()
    a_message(MessageState.MAYBE, key="m")
    client.force_login(administrator)
    for name in ("commune_health", "outboxmessage:index"):
        text = client.get(reverse(name)).content.decode()
        assert "ABCD1234" in text
        assert "Sáu" not in text
        assert "sau@" not in text


def test_all_failed_are_sent_again_but_not_the_doubtful(client, administrator):
    for number in range(3):
        a_message(key=f"k{number}")
    a_message(MessageState.MAYBE, key="m")
    client.force_login(administrator)
    client.post(reverse("commune_try_all_again"))

    states = OutboxMessage.objects.values_list("state", flat=True)
    assert sorted(states) == ["maybe", "waiting", "waiting", "waiting"]


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.MAYBE])
def test_a_message_without_text_is_shown_and_only_set_aside(
    client, administrator, state
):
    message = a_message(state)
    OutboxMessage.objects.update(recipient="", subject="", body="", last_error="")
    client.force_login(administrator)
    page = client.get(reverse("commune_health")).content.decode()
    assert "ABCD1234" in page
    assert "Nội dung đã xóa theo thời hạn" in page
    assert url_of(message, "try-again") not in page

    answer = client.post(url_of(message, "try-again"), follow=True)
    client.post(reverse("commune_try_all_again"))
    message.refresh_from_db()
    assert "không gửi lại được" in answer.content.decode()
    assert message.state == state
    client.post(url_of(message, "set-aside"))
    message.refresh_from_db()
    assert message.state == MessageState.SET_ASIDE


def test_what_is_over_is_told_no_more_and_the_rest_stays():
    made = {
        key: outbox.put(
            key=key,
            channel=channel,
            recipient="+84912345678",
            subject="Mời học",
            body=BODY,
            about=about,
            for_role=roles.TRAINING_MANAGERS,
        )
        for key, channel, about in (
            ("over", Channel.CALL, "ABCD1234"),
            ("mail", Channel.EMAIL, "ABCD1234"),
            ("other", Channel.PRINT, "ABCD1235"),
        )
    }
    assert decisions.set_aside_untold("ABCD1234") == 1
    states = OutboxMessage.objects.values_list("key", "state")
    assert dict(states) == {"over": "set_aside", "mail": "waiting", "other": "by_hand"}
    entry = ModelLogEntry.objects.get()
    assert (entry.object_id, entry.user) == (str(made["over"].pk), None)
