"""Each piece of due work runs once in its slot of time, however many workers run."""

from datetime import UTC, datetime, timedelta

from commune.models import ScheduleSlot

KEPT = timedelta(days=2)
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


def slot_of(at: datetime, every: timedelta) -> datetime:
    """Return the start of the slot of length `every` that `at` lies in."""
    return at - (at - EPOCH) % every


def claim(name: str, *, at: datetime, every: timedelta, worker: str) -> bool:
    """Take the present slot of `name` and say whether this worker is the first.

    A clock that is set back finds its slots taken and does nothing twice.
    """
    _slot, is_new = ScheduleSlot.objects.get_or_create(
        name=name,
        slot=slot_of(at, every),
        defaults={"claimed_at": at, "claimed_by": worker},
    )
    return is_new


def forget_old_slots(at: datetime) -> int:
    return ScheduleSlot.objects.filter(slot__lt=at - KEPT).delete()[0]
