"""Words and addresses go first; the key that keeps news from repeating stays long."""

import os
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


@pytest.mark.parametrize("state", ["failed", "maybe"])
def test_undecided_messages_lose_their_text_but_not_their_row(state):
    put(state, about="ABCD1234")
    OutboxMessage.objects.update(state=state, due_at=NOON)

    assert retention.forget_texts(NOON + 500 * DAY) == 0
    assert retention.forget_undecided_texts(NOON + 29 * DAY) == 0
    assert retention.forget_undecided_texts(NOON + 31 * DAY) == 1
    assert retention.forget_undecided_texts(NOON + 31 * DAY) == 0
    assert retention.forget_rows(NOON + 500 * DAY) == 0
    row = OutboxMessage.objects.get()
    assert (row.state, row.about, row.is_emptied) == (state, "ABCD1234", True)
    assert (row.subject, row.body, row.last_error) == ("", "", "")


def test_what_nobody_told_by_hand_fails_in_the_end():
    put("call", channel=Channel.CALL, for_role="Trainers")
    OutboxMessage.objects.update(due_at=NOON)

    assert retention.forget_undecided_texts(NOON + 89 * DAY) == 0
    assert retention.forget_undecided_texts(NOON + 91 * DAY) == 1
    row = OutboxMessage.objects.get()
    assert (row.state, row.is_emptied) == ("failed", True)


def test_old_message_files_go_and_nothing_else(settings, tmp_path):
    settings.OUTBOX_FILE_DIR = tmp_path
    assert retention.forget_files(NOON) == 0  # no folder yet
    for name in ("sms/old.json", "sms/.half.json.9", "zalo/new.json", "sms/note.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
        age = 29 if "new" in name else 31
        os.utime(path, times=((NOON - age * DAY).timestamp(),) * 2)

    assert retention.forget_files(NOON) == 2
    left = sorted(path.name for path in tmp_path.rglob("*.*"))
    assert left == ["new.json", "note.txt"]


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
