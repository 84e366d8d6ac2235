"""The moments of an incident: their order and the durations between. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

# Each must not be earlier than the one before it, where both are known.
ORDER = (
    "occurred_at",
    "detected_at",
    "reported_at",
    "acknowledged_at",
    "triaged_at",
    "responding_at",
    "contained_at",
    "resolved_at",
    "closed_at",
)
FUTURE_LEEWAY = timedelta(minutes=2)
BACKDATE_DAYS = 30


class Fault(NamedTuple):
    """`field` is wrong because of `code`: future, order (`other` is later), too_old."""

    field: str
    code: str
    other: str = ""


def faults(moments: Mapping[str, datetime | None], *, now: datetime) -> list[Fault]:
    """Return what is wrong with the times of an incident, in the order of the clocks.

    Nothing may lie in the future (two minutes are forgiven: clocks differ) nor be
    earlier than what went before it.
    """
    found = []
    latest_name, latest = "", None
    for name in ORDER:
        moment = moments.get(name)
        if moment is None:
            continue
        if moment > now + FUTURE_LEEWAY:
            found.append(Fault(name, "future"))
        elif latest is not None and moment < latest:
            found.append(Fault(name, "order", latest_name))
        if latest is None or moment >= latest:
            latest_name, latest = name, moment
    return found


def is_backdated_too_far(reported_at: datetime, *, now: datetime) -> bool:
    return reported_at < now - timedelta(days=BACKDATE_DAYS)


def minutes(later: datetime | None, earlier: datetime | None) -> int | None:
    """Return the whole minutes between two moments; None when one is unknown."""
    if later is None or earlier is None:
        return None
    return int((later - earlier).total_seconds() // 60)


class Durations(NamedTuple):
    """Minutes; None where a moment is not known. `resolve` is without the holds."""

    detect: int | None
    record: int | None
    acknowledge: int | None
    contain: int | None
    resolve: int | None
    resolve_with_holds: int | None
    warn: int | None


def durations(
    moments: Mapping[str, datetime | None], *, paused_minutes: int = 0
) -> Durations:
    """Return the times to detect, record, acknowledge, contain, resolve and warn."""
    reported = moments.get("reported_at")
    whole = minutes(moments.get("resolved_at"), reported)
    return Durations(
        detect=minutes(moments.get("detected_at"), moments.get("occurred_at")),
        record=minutes(moments.get("recorded_at"), reported),
        acknowledge=minutes(moments.get("acknowledged_at"), reported),
        contain=minutes(moments.get("contained_at"), reported),
        resolve=None if whole is None else max(0, whole - paused_minutes),
        resolve_with_holds=whole,
        warn=minutes(moments.get("first_public_warning_at"), reported),
    )
