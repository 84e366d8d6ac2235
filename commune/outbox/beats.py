"""Each worker shows that it is alive; the newest sign is always kept."""

from datetime import datetime, timedelta

from django.db.models import Q

from commune import conf
from commune.models import WorkerBeat

KEPT = timedelta(days=1)
SILENT_AFTER = timedelta(minutes=5)


def beat(name: str, *, at: datetime) -> None:
    """Note a sign of life of the worker `name`."""
    values = {"last_tick_at": at, "stopped_at": None}
    WorkerBeat.objects.update_or_create(
        name=name,
        defaults=values,
        create_defaults=values | {"started_at": at, "version": conf.version()},
    )


def stop(name: str, *, at: datetime) -> None:
    WorkerBeat.objects.filter(name=name).update(last_tick_at=at, stopped_at=at)


def silence(at: datetime) -> timedelta | None:
    """Return how long no worker has shown itself; None when none ever did.

    A sign from the future, left by a clock that was set back, counts by its distance.
    """
    ticks = WorkerBeat.objects.values_list("last_tick_at", flat=True)
    return min((abs(at - tick) for tick in ticks), default=None)


def is_silent(at: datetime) -> bool:
    quiet = silence(at)
    return quiet is None or quiet > SILENT_AFTER


def forget_old_beats(at: datetime) -> int:
    ahead = Q(last_tick_at__gt=at + KEPT)
    latest = WorkerBeat.objects.exclude(ahead).first()
    old = WorkerBeat.objects.filter(ahead | Q(last_tick_at__lt=at - KEPT))
    return old.exclude(pk=latest.pk).delete()[0] if latest else 0
