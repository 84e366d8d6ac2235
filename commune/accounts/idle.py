"""The lock of accounts that nobody used for 45 days: a question asked at the door.

Nothing is flagged: an account is locked while its last sign-in lies too far back.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest

from commune import conf
from commune.models import AccountRecord


def is_over(last: datetime, *, at: datetime, days: int) -> bool:
    """Say whether more than `days` passed since `last`; 0 days: never. Pure."""
    return days > 0 and at - last > timedelta(days=days)


def is_locked(user, *, at: datetime) -> bool:
    """Say whether an account may not sign in because nobody used it; one query."""
    days = conf.idle_lock_days()
    if days <= 0 or not is_over(last_use(user), at=at, days=days):
        return False
    counted = AccountRecord.objects.filter(user_id=user.pk).first()
    return is_over(last_use(user, counted), at=at, days=days)


def last_use(user, record: AccountRecord | None = None) -> datetime:
    """Return the last sign-in, or the making or unlocking where that is later."""
    moments = [user.date_joined, user.last_login, record and record.counted_from]
    return max(moment for moment in moments if moment)


def locked(*, at: datetime) -> Q:
    """Return the same question for a query of users."""
    days = conf.idle_lock_days()
    if days <= 0:
        return Q(pk__in=[])
    return Q(last_use_at__lt=at - timedelta(days=days))


def with_last_use(users):
    """Add `last_use_at` to a query of users, as `last_use()` counts it."""
    joined = F("date_joined")
    return users.annotate(
        last_use_at=Greatest(
            joined,
            Coalesce("last_login", joined),
            Coalesce("record__counted_from", joined),
        )
    )
