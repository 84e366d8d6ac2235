"""Due work runs once a slot, whatever the clock does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.access import idempotency
from commune.models import IdempotencyRecord, ScheduleSlot
from commune.outbox import schedule

HOUR = timedelta(hours=1)
NOON = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
moments = st.integers(0, 10**9).map(lambda n: schedule.EPOCH + timedelta(seconds=n))


@given(moments, st.integers(1, 10_000))
def test_slot_holds_its_moment(at, minutes):
    every = timedelta(minutes=minutes)
    start = schedule.slot_of(at, every)
    assert start <= at < start + every
    assert schedule.slot_of(start, every) == start


@pytest.mark.django_db
def test_slot_is_claimed_once_even_when_the_clock_is_set_back():
    def claim(at, worker):
        return schedule.claim("remind", at=at, every=HOUR, worker=worker)

    claims = [
        claim(NOON, "a"),
        claim(NOON + timedelta(minutes=59), "b"),
        claim(NOON + HOUR, "b"),
        claim(NOON, "a"),
    ]
    assert claims == [True, False, True, False]


@pytest.mark.django_db
def test_old_slots_and_keys_are_forgotten():
    schedule.claim("remind", at=NOON, every=HOUR, worker="a")
    IdempotencyRecord.objects.create(scope="s", key="k", body_hash="h")
    written = IdempotencyRecord.objects.get().created_at

    assert schedule.forget_old_slots(NOON + timedelta(days=1)) == 0
    assert schedule.forget_old_slots(NOON + timedelta(days=3)) == 1
    assert idempotency.forget_old_keys(written + timedelta(hours=23)) == 0
    assert idempotency.forget_old_keys(written + timedelta(hours=25)) == 1
    assert not ScheduleSlot.objects.exists()
