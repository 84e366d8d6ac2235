"""Messages leave once: crashes, repeats and two workers included."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from commune import outbox, registry
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox import worker

NOON = datetime(2030, 3, 1, 5, 0, tzinfo=UTC)


def put(key="enrolment-1-promoted", channel=Channel.SMS):
    return outbox.put(
        key=key, channel=channel, recipient="an@xa-mau.example", subject="s", body="b"
    )


@pytest.fixture
def sms_folder(settings, tmp_path):
    settings.OUTBOX_FILE_DIR = tmp_path
    return tmp_path / "sms"


@pytest.mark.django_db
def test_put_with_the_same_key_writes_one_message():
    assert put().pk == put().pk
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_put_leaves_nothing_when_its_transaction_fails():
    def fail():
        with transaction.atomic():
            put()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_drain_sends_a_mail_once():
    put(channel=Channel.EMAIL)

    assert [worker.drain(NOON), worker.drain(NOON)] == [1, 0]
    assert [m.to for m in mail.outbox] == [["an@xa-mau.example"]]


@pytest.mark.django_db
def test_drain_retries_later_with_growing_pauses(settings):
    settings.EMAIL_BACKEND = "tests.commune.broken_mail.Backend"
    message = put(channel=Channel.EMAIL)

    worker.drain(NOON)
    message.refresh_from_db()
    first_due = message.due_at
    worker.drain(first_due)
    message.refresh_from_db()

    assert message.state == MessageState.WAITING
    assert message.last_error == "ConnectionRefusedError: no mail server"
    assert [first_due - NOON, message.due_at - first_due] == [
        timedelta(minutes=2),
        timedelta(minutes=4),
    ]


@pytest.mark.django_db
def test_drain_gives_up_visibly_after_the_last_attempt(settings):
    settings.EMAIL_BACKEND = "tests.commune.broken_mail.Backend"
    message = put(channel=Channel.EMAIL)
    for day in range(worker.MAX_ATTEMPTS + 2):
        worker.drain(NOON + timedelta(days=day))
    message.refresh_from_db()

    assert message.state == MessageState.FAILED
    assert message.attempt_count == worker.MAX_ATTEMPTS


@pytest.mark.django_db
def test_file_message_of_a_dead_worker_is_sent_again_and_is_one_file(sms_folder):
    put()
    dead = worker.lease(NOON)
    worker.SENDERS[dead.channel](dead)  # it dies before it can mark the row

    assert worker.drain(NOON + timedelta(seconds=1)) == 0  # the lease still holds
    assert worker.drain(NOON + worker.LEASE + timedelta(seconds=1)) == 1
    [file] = sms_folder.iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["key"] == "enrolment-1-promoted"
    assert OutboxMessage.objects.get().state == MessageState.SENT


@pytest.mark.django_db
def test_mail_of_a_dead_worker_is_flagged_and_never_sent_twice():
    put(channel=Channel.EMAIL)
    worker.deliver(worker.lease(NOON), NOON)
    OutboxMessage.objects.update(
        state=MessageState.SENDING, sent_at=None, leased_until=NOON
    )

    worker.drain(NOON + timedelta(hours=1))

    assert len(mail.outbox) == 1
    assert OutboxMessage.objects.get().state == MessageState.MAYBE


@pytest.mark.django_db
def test_two_workers_never_hold_the_same_message():
    for number in range(3):
        put(key=f"key-{number}")
    taken = [worker.lease(NOON).key for _ in range(3)]

    assert sorted(taken) == ["key-0", "key-1", "key-2"]
    assert worker.lease(NOON) is None


@pytest.mark.django_db
def test_work_once_runs_due_work_and_survives_a_failing_part(monkeypatch, caplog):
    ran = []

    def fail(at):
        raise ValueError

    monkeypatch.setattr(registry, "_due_work", {})
    registry.register_due_work("bad", fail)
    registry.register_due_work("good", lambda at: ran.append(at) or 1)
    call_command("work", "--once")

    assert len(ran) == 1
    assert "Due work bad failed" in caplog.text
