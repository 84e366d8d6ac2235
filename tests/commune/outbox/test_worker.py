"""Messages leave once: crashes, repeats, slow channels and two workers included."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from commune import conf, outbox, registry
from commune.models import OutboxMessage, ScheduleSlot
from commune.models.outbox import LONGEST_PAUSE, Channel, MessageState
from commune.outbox import leases
from commune.outbox.channels import SENDERS
from commune.outbox.worker import Worker, deliver
from tests.commune.outbox.clocks import NOON, Clock

SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def put(key="enrolment-1-promoted", channel=Channel.SMS, **options):
    return outbox.put(
        key=key,
        channel=channel,
        recipient="an@xa-mau.example",
        subject="s",
        body="b",
        **options,
    )


def drain(at: datetime) -> int:
    return Worker(clock=lambda: at).drain()


def lease(at: datetime, worker="a"):
    return leases.lease(at=at, worker=worker)


@pytest.fixture
def sms_folder(settings, tmp_path):
    settings.OUTBOX_FILE_DIR = tmp_path
    return tmp_path / "sms"


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = "tests.commune.broken_mail.Backend"


def test_put_with_the_same_key_writes_one_message():
    assert put().pk == put().pk
    assert OutboxMessage.objects.count() == 1


def test_put_leaves_nothing_when_its_transaction_fails():
    def fail():
        with transaction.atomic():
            put()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not OutboxMessage.objects.exists()


def test_drain_sends_a_mail_once():
    put(channel=Channel.EMAIL)

    assert [drain(NOON), drain(NOON)] == [1, 0]
    assert [m.to for m in mail.outbox] == [["an@xa-mau.example"]]


def test_a_mail_bears_an_id_made_of_its_key():
    put(channel=Channel.EMAIL)
    drain(NOON)
    first = mail.outbox[0].extra_headers["Message-ID"]
    OutboxMessage.objects.update(state=MessageState.WAITING, sent_at=None)
    drain(NOON)

    assert mail.outbox[1].extra_headers["Message-ID"] == first


def test_a_message_for_later_waits_for_its_time():
    put(channel=Channel.EMAIL, due_at=NOON + timedelta(days=3))

    assert drain(NOON) == 0
    assert drain(NOON + timedelta(days=3)) == 1


def test_drain_retries_later_with_growing_pauses(no_mail_server):
    message = put(channel=Channel.EMAIL)
    pauses = []
    at = NOON
    for _attempt in range(leases.MAX_ATTEMPTS - 1):
        drain(at)
        message.refresh_from_db()
        pauses.append(message.due_at - at)
        at = message.due_at

    assert message.state == MessageState.WAITING
    assert message.last_error == "ConnectionRefusedError: no mail server"
    assert pauses[:3] == [timedelta(minutes=n) for n in (2, 4, 8)]
    assert max(pauses) == LONGEST_PAUSE


def test_drain_gives_up_visibly_after_the_last_attempt(no_mail_server):
    message = put(channel=Channel.EMAIL)
    for day in range(leases.MAX_ATTEMPTS + 2):
        drain(NOON + timedelta(days=day))
    message.refresh_from_db()

    assert message.state == MessageState.FAILED
    assert message.attempt_count == leases.MAX_ATTEMPTS


def test_file_message_of_a_dead_worker_is_sent_again_and_is_one_file(sms_folder):
    put()
    dead = lease(NOON)
    SENDERS[dead.channel](dead)  # it dies before it can mark the row

    assert drain(NOON + SECOND) == 0  # the lease still holds
    assert drain(NOON + conf.outbox_lease() + SECOND) == 1
    [file] = sms_folder.iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["key"] == "enrolment-1-promoted"
    assert OutboxMessage.objects.get().state == MessageState.SENT


def test_mail_of_a_dead_worker_is_flagged_and_never_sent_twice():
    put(channel=Channel.EMAIL)
    dead = lease(NOON)
    SENDERS[dead.channel](dead)

    drain(NOON + timedelta(hours=1))

    assert len(mail.outbox) == 1
    assert OutboxMessage.objects.get().state == MessageState.MAYBE


def test_two_workers_never_hold_the_same_message():
    for number in range(3):
        put(key=f"key-{number}")
    taken = [lease(NOON).key for _ in range(3)]

    assert sorted(taken) == ["key-0", "key-1", "key-2"]
    assert lease(NOON) is None


def test_each_message_of_a_slow_round_gets_a_fresh_lease(monkeypatch):
    for number in range(3):
        put(key=f"key-{number}", channel=Channel.EMAIL)
    clock, left = Clock(NOON), []

    def slowly(message):
        clock.move(timedelta(minutes=1, seconds=50))
        message.refresh_from_db()
        left.append(message.leased_until - clock())

    monkeypatch.setitem(SENDERS, Channel.EMAIL, slowly)
    assert Worker(clock=clock).drain() == 3
    assert left == [timedelta(seconds=10)] * 3


def test_a_late_worker_clears_up_its_own_flag(monkeypatch):
    put(channel=Channel.EMAIL)
    slow = lease(NOON, "slow")
    drain(NOON + timedelta(minutes=3))
    assert OutboxMessage.objects.get().state == MessageState.MAYBE

    deliver(slow, lambda: NOON + timedelta(minutes=4))

    message = OutboxMessage.objects.get()
    assert (message.state, len(mail.outbox)) == (MessageState.SENT, 1)


def test_a_late_worker_does_not_write_over_its_successor(sms_folder, caplog):
    put()
    slow = lease(NOON, "slow")
    later = NOON + timedelta(minutes=3)
    quick = lease(later, "quick")

    deliver(slow, lambda: later)

    message = OutboxMessage.objects.get()
    assert (message.state, message.leased_by) == (MessageState.SENDING, "quick")
    assert "lease=lost" in caplog.text
    assert deliver(quick, lambda: later)
    assert OutboxMessage.objects.get().state == MessageState.SENT


def test_call_without_a_group_is_refused_where_it_is_written():
    with pytest.raises(ValueError, match="group"):
        put(channel=Channel.CALL)
    assert not OutboxMessage.objects.exists()


def test_result_that_the_database_refuses_ends_the_message():
    put(channel=Channel.CALL, for_role="Trainers", due_at=NOON + SECOND)
    OutboxMessage.objects.update(for_role="")

    assert drain(NOON + timedelta(minutes=1)) == 1
    message = OutboxMessage.objects.get()
    assert (message.state, message.leased_by) == (MessageState.FAILED, "")


def test_lease_is_never_longer_than_what_counts_as_left(settings):
    settings.OUTBOX_LEASE_SECONDS = 900
    put()
    assert lease(NOON, "a") is not None
    assert lease(NOON, "b") is None


def test_told_to_stop_the_worker_ends_after_the_message_in_hand(monkeypatch):
    for number in range(3):
        put(key=f"key-{number}", channel=Channel.EMAIL)
    sent = []
    monkeypatch.setitem(SENDERS, Channel.EMAIL, sent.append)

    assert Worker(clock=lambda: NOON, stopped=lambda: bool(sent)).drain() == 1
    states = OutboxMessage.objects.values_list("state", flat=True)
    assert sorted(states) == ["sent", "waiting", "waiting"]


def test_work_once_runs_due_work_and_survives_a_failing_part(monkeypatch, caplog):
    ran = []

    def fail(at):
        raise ValueError("0912 345 678")

    monkeypatch.setattr(registry, "_due_work", {})
    registry.register_due_work("bad", fail)
    registry.register_due_work("good", lambda at: ran.append(at) or 1)
    call_command("work", "--once")

    assert len(ran) == 1
    assert "Due work bad failed: ValueError at " in caplog.text
    assert "0912" not in caplog.text
    told = ScheduleSlot.objects.get(name="bad").last_error
    assert told.startswith("ValueError at ")


def test_work_once_drains_more_than_one_batch(capsys):
    for number in range(120):
        put(key=f"key-{number}", channel=Channel.JOB)
    OutboxMessage.objects.update(recipient="nothing")
    registry.register_job("nothing", lambda values: None)
    OutboxMessage.objects.update(body="{}")
    call_command("work", "--once")

    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"sent"}


def test_a_message_from_before_the_clock_was_set_back_is_not_late():
    put(channel=Channel.EMAIL)
    created = OutboxMessage.objects.get().created_at

    assert drain(created - timedelta(days=1)) == 1


def test_a_pause_from_before_the_clock_was_set_back_is_not_a_day(no_mail_server):
    put(channel=Channel.EMAIL)
    drain(NOON + timedelta(days=1))

    assert drain(NOON) == 1


def test_a_lease_from_before_the_clock_was_set_back_is_over():
    put(channel=Channel.EMAIL)
    lease(NOON + timedelta(hours=1))
    drain(NOON)

    assert OutboxMessage.objects.get().state == MessageState.MAYBE


def test_logs_name_no_person(no_mail_server, caplog):
    caplog.set_level("INFO")
    message = put(channel=Channel.EMAIL)
    drain(NOON)

    assert f"message.waiting id={message.pk} channel=email attempt=1" in caplog.text
    assert "xa-mau" not in caplog.text


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.PRINT])
def test_what_people_do_waits_for_no_worker(channel):
    message = put(channel=channel, for_role="Training managers")

    assert message.state == MessageState.BY_HAND
    assert drain(NOON) == 0


def test_what_people_do_later_comes_on_the_list_at_its_time():
    put(channel=Channel.CALL, for_role="Trainers", due_at=NOON)
    assert OutboxMessage.objects.get().state == MessageState.WAITING
    drain(NOON)

    assert OutboxMessage.objects.get().state == MessageState.BY_HAND


def test_unknown_channel_fails_and_stops_nobody_else():
    put(key="odd", channel="pigeon")
    put(key="good", channel=Channel.EMAIL)

    assert drain(datetime.now(UTC)) == 2
    assert OutboxMessage.objects.get(key="good").state == MessageState.SENT
