"""Words and addresses go first; the key that keeps news from repeating stays long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commune import outbox
from commune.models import OutboxMessage
from commune.models.outbox import Channel
from commune.outbox import beats, decisions, retention
from commune.outbox.worker import Worker
from tests.commune.outbox.clocks import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def put(key, channel=Channel.EMAIL, **options):
    return outbox.put(
        key=key, channel=channel, recipient="an@b.example", subject="s", body="b",
        **options,
    )  # fmt: skip


def texts():
    return dict(OutboxMessage.objects.values_list("key", "body"))


def test_text_and_address_go_a_week_after_sending():
    put("sent")
    Worker(clock=lambda: NOON).drain()
    put("waiting", due_at=NOON + 30 * DAY)

    assert retention.forget_texts(NOON + 6 * DAY) == 0
    assert retention.forget_texts(NOON + 8 * DAY) == 1
    assert retention.forget_texts(NOON + 9 * DAY) == 0
    sent = OutboxMessage.objects.get(key="sent")
    assert (sent.recipient, sent.subject, sent.body) == ("", "", "")
    assert texts()["waiting"] == "b"


def test_an_unread_note_keeps_its_text_until_it_is_read(user_in):
    user = user_in()
    note = put("note", channel=Channel.IN_APP)
    OutboxMessage.objects.update(recipient=user.get_username())
    now = timezone.now()

    assert retention.forget_texts(now + 30 * DAY) == 0
    decisions.mark_read(note.pk, user=user, at=now)
    assert retention.forget_texts(now + 30 * DAY) == 1


def test_undecided_messages_stay_whole():
    put("failed")
    OutboxMessage.objects.update(state="failed")

    assert retention.forget_texts(NOON + 500 * DAY) == 0
    assert retention.forget_rows(NOON + 500 * DAY) == 0


def test_the_same_news_does_not_go_out_again_after_its_text_went():
    put("overdue-7")
    Worker(clock=lambda: NOON).drain()
    retention.forget_texts(NOON + 30 * DAY)
    put("overdue-7")

    assert Worker(clock=lambda: NOON + 30 * DAY).drain() == 0


def test_rows_go_after_more_than_a_year(settings):
    put("sent")
    Worker(clock=lambda: NOON).drain()
    written = OutboxMessage.objects.get().created_at

    assert retention.forget_rows(written + 399 * DAY) == 0
    assert retention.forget_rows(written + 401 * DAY) == 1


def test_the_last_sign_of_life_is_kept():
    beats.beat("old", at=NOON)
    beats.beat("last", at=NOON + DAY)

    assert beats.forget_old_beats(NOON + 30 * DAY) == 1
    assert beats.silence(NOON + 30 * DAY) == 29 * DAY
