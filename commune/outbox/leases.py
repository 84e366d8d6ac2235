"""Who sends a message now, and who may write how it went."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from commune import conf
from commune.models import OutboxMessage
from commune.models.outbox import LONGEST_PAUSE, MessageState
from commune.outbox.channels import repeatable

MAX_ATTEMPTS = 12


@transaction.atomic
def lease(
    *, at: datetime, worker: str, only: int | None = None
) -> OutboxMessage | None:
    """Take the next due message, or the one named by `only`; None when there is none.

    The row is marked before anything leaves. Its fence grows, so whoever held it before
    can no longer write a result.
    """
    due = OutboxMessage.objects.due(at=at).select_for_update(skip_locked=True)
    if only is not None:
        due = due.filter(pk=only)
    message = due.exclude(_not_to_be_repeated()).order_by("due_at", "pk").first()
    if message is None:
        return None
    message.state = MessageState.SENDING
    message.leased_by = worker
    message.leased_until = at + conf.outbox_lease()
    message.attempt_count += 1
    message.fence += 1
    message.save()
    return message


def renew(message: OutboxMessage, clock: Callable[[], datetime]) -> bool:
    """Prolong the lease while the message is still ours; say whether it is."""
    held = OutboxMessage.objects.filter(
        pk=message.pk, fence=message.fence, state=MessageState.SENDING
    )
    return held.update(leased_until=clock() + conf.outbox_lease()) == 1


def flag_maybe_sent(at: datetime) -> int:
    """Flag what a dead worker was sending and what would arrive twice if repeated."""
    left = OutboxMessage.objects.left(at=at).filter(_not_to_be_repeated())
    return left.update(state=MessageState.MAYBE, leased_until=None)


def record(message: OutboxMessage, **values) -> bool:
    """Write how it went, if nobody has taken the message since; say whether it was so.

    One flagged as maybe sent meanwhile is still ours: who sent it knows better.
    """
    held = OutboxMessage.objects.filter(
        pk=message.pk,
        fence=message.fence,
        state__in=[MessageState.SENDING, MessageState.MAYBE],
    )
    return held.update(leased_until=None, leased_by="", **values) == 1


def put_back(message: OutboxMessage, *, at: datetime, error: str) -> dict:
    """Return the values after a failure: a pause that doubles, in the end FAILED."""
    values = {"last_error": error[:300]}
    if message.attempt_count >= MAX_ATTEMPTS:
        return values | {"state": MessageState.FAILED}
    pause = min(timedelta(minutes=2**message.attempt_count), LONGEST_PAUSE)
    return values | {"state": MessageState.WAITING, "due_at": at + pause}


def _not_to_be_repeated() -> Q:
    return Q(state=MessageState.SENDING) & ~Q(channel__in=repeatable())
