"""Due work runs once a slot, whatever the clock does and whoever dies."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune import registry
from commune.access import idempotency
from commune.models import IdempotencyRecord, ScheduleSlot
from commune.outbox import schedule
from commune.outbox.worker import Worker

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
moments = st.integers(0, 10**9).map(lambda n: schedule.EPOCH + timedelta(seconds=n))


def claim(at, worker="a", every=HOUR):
    return schedule.claim("remind", at=at, every=every, worker=worker)


@given(moments, st.integers(1, 10_000))
def test_slot_holds_its_moment(at, minutes):
    every = timedelta(minutes=minutes)
    start = schedule.slot_of(at, every)
    assert start <= at < start + every
    assert schedule.slot_of(start, every) == start


@pytest.mark.django_db
def test_slot_is_claimed_once_even_when_the_clock_is_set_back():
    moments = [(NOON, "a"), (NOON + 59 * MINUTE, "b"), (NOON + HOUR, "b"), (NOON, "a")]
    claims = []
    for at, worker in moments:
        row = claim(at, worker)
        claims.append(bool(row))
        if row:
            schedule.finish(row, at=at)
    assert claims == [True, False, True, False]


@pytest.mark.django_db
def test_a_clock_an_hour_back_does_not_stop_the_work_of_every_minute():
    schedule.finish(claim(NOON, every=MINUTE), at=NOON)
    back = NOON - HOUR

    assert claim(back, every=MINUTE)
    assert claim(back + MINUTE, every=MINUTE)
    assert claim(back + MINUTE, every=MINUTE) is None


@pytest.mark.django_db
def test_a_clock_a_day_ahead_loses_no_daily_run_and_repeats_none():
    runs = []
    for at in (NOON, NOON + DAY, NOON + MINUTE, NOON + DAY, NOON + DAY + HOUR):
        if row := claim(at, every=DAY):
            runs.append(at)
            schedule.finish(row, at=at)
    assert runs == [NOON, NOON + DAY, NOON + DAY]  # the wrong tomorrow, the right one


@pytest.mark.django_db
def test_work_of_a_killed_worker_is_taken_back_exactly_once():
    claim(NOON)
    after = NOON + schedule.LEASE + MINUTE

    assert claim(NOON + MINUTE) is None  # the lease holds
    assert claim(after).attempt_count == 2
    assert claim(after) is None
    assert claim(after + 2 * schedule.LEASE) is None
    assert [str(s.name) for s in schedule.given_up(after + 2 * schedule.LEASE)] == [
        "remind"
    ]


@pytest.mark.django_db
def test_who_lost_its_slot_cannot_finish_it():
    first = claim(NOON)
    second = claim(NOON + schedule.LEASE + MINUTE, "b")
    schedule.finish(first, at=NOON)

    assert ScheduleSlot.objects.get().finished_at is None
    schedule.finish(second, at=NOON)
    assert ScheduleSlot.objects.get().finished_at == NOON


@pytest.mark.django_db
def test_failed_work_is_tried_once_more_and_then_flagged(monkeypatch):
    runs = []

    def fail(at):
        runs.append(at)
        raise RuntimeError("thư an@xa-mau.example")

    monkeypatch.setattr(registry, "_due_work", {})
    registry.register_due_work("remind", fail, every=DAY)
    for minute in range(30):
        Worker(clock=lambda at=NOON + minute * MINUTE: at).tick()

    assert len(runs) == 2
    told = schedule.given_up(NOON + HOUR).get().last_error
    assert told.startswith("RuntimeError at ")
    assert "thư" not in told


@pytest.mark.django_db
def test_old_slots_and_keys_are_forgotten_but_the_last_of_each_work():
    claim(NOON)
    claim(NOON + HOUR)
    IdempotencyRecord.objects.create(scope="s", key="k", body_hash="h")
    written = IdempotencyRecord.objects.get().created_at

    assert schedule.forget_old_slots(NOON + DAY) == 0
    assert schedule.forget_old_slots(NOON + 300 * DAY) == 1
    assert idempotency.forget_old_keys(written + timedelta(hours=23)) == 0
    assert idempotency.forget_old_keys(written + timedelta(hours=25)) == 1


@pytest.mark.django_db
def test_monthly_work_is_not_repeated_when_slots_are_tidied_up():
    month = 30 * DAY
    start = schedule.slot_of(NOON, month)
    schedule.finish(claim(start, every=month), at=start)
    schedule.forget_old_slots(start + 10 * DAY)

    assert claim(start + 10 * DAY, every=month) is None
