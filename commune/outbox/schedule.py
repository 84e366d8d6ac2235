"""Each piece of due work runs once in its slot of time, however many workers run.

What a killed worker left half done is taken back once, then it is a matter for people.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from commune.models import ScheduleSlot
from commune.models.outbox import LONGEST_LEASE

KEPT = timedelta(days=2)
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
LEASE = LONGEST_LEASE
RETRY_AFTER = timedelta(minutes=2)
MAX_ATTEMPTS = 2
FAR_AHEAD = timedelta(hours=2)


def slot_of(at: datetime, every: timedelta) -> datetime:
    """Return the start of the slot of length `every` that `at` lies in."""
    return at - (at - EPOCH) % every


def claim(
    name: str, *, at: datetime, every: timedelta, worker: str
) -> ScheduleSlot | None:
    """Take the present slot of `name`, or one left half done; else return None.

    A clock that is set back a little finds its slots taken and does nothing twice.
    Slots further ahead than one interval (at most two hours) come from a clock that was
    wrong: they are forgotten, or the work would stand still until that time.
    """
    slot = slot_of(at, every)
    rows = ScheduleSlot.objects.filter(name=name)
    latest = rows.order_by("-slot").values_list("slot", flat=True).first()
    limit = at + min(every, FAR_AHEAD)
    if latest and latest > limit:
        rows.filter(slot__gt=limit).delete()
    if latest != slot:
        values = {"claimed_at": at, "claimed_by": worker, "leased_until": at + LEASE}
        row, is_new = ScheduleSlot.objects.get_or_create(
            name=name, slot=slot, defaults=values
        )
        if is_new:
            return row
    return _take_back(name, at=at, worker=worker)


def _take_back(name: str, *, at: datetime, worker: str) -> ScheduleSlot | None:
    left = left_half_done(at).filter(name=name, attempt_count__lt=MAX_ATTEMPTS)
    row = left.order_by("slot").first()
    if row is None:
        return None
    again = row.attempt_count + 1
    same = ScheduleSlot.objects.filter(
        pk=row.pk, attempt_count=row.attempt_count, finished_at=None
    )
    taken = same.update(attempt_count=again, claimed_by=worker, leased_until=at + LEASE)
    row.attempt_count = again
    return row if taken else None


def left_half_done(at: datetime) -> QuerySet[ScheduleSlot]:
    """Return the slots that were begun and not finished, and whose lease is over."""
    over = Q(leased_until__lt=at) | Q(leased_until__gt=at + LONGEST_LEASE)
    return ScheduleSlot.objects.filter(over, finished_at=None)


def given_up(at: datetime) -> QuerySet[ScheduleSlot]:
    """Return the slots that were tried as often as may be and never finished."""
    return left_half_done(at).filter(attempt_count__gte=MAX_ATTEMPTS)


def renew(row: ScheduleSlot, clock: Callable[[], datetime]) -> bool:
    """Prolong the lease of work that still runs, while the slot is ours."""
    running = _held(row).filter(finished_at=None)
    return running.update(leased_until=clock() + LEASE) == 1


def finish(row: ScheduleSlot, *, at: datetime) -> None:
    _held(row).update(finished_at=at, last_error="")


def fail(row: ScheduleSlot, *, at: datetime, error: str) -> None:
    """Keep what went wrong; the slot is free for its second attempt after a pause."""
    _held(row).update(leased_until=at + RETRY_AFTER, last_error=error)


def _held(row: ScheduleSlot) -> QuerySet[ScheduleSlot]:
    return ScheduleSlot.objects.filter(pk=row.pk, attempt_count=row.attempt_count)


def forget_old_slots(at: datetime) -> int:
    """Delete slots of two days ago, but of each work the newest: it would repeat."""
    newer = ScheduleSlot.objects.filter(
        name=OuterRef("name"), slot__gt=OuterRef("slot")
    )
    old = ScheduleSlot.objects.filter(Exists(newer), slot__lt=at - KEPT)
    return old.delete()[0]
