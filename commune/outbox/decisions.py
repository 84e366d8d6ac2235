"""What people decide about a message; each decision is made once and logged.

Administrators decide without reading: the text is for those it was written for.
"""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from commune.access import roles
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState

TRY_AGAIN, SET_ASIDE, ARRIVED = "try-again", "set-aside", "arrived"
_FROM = {
    TRY_AGAIN: (MessageState.FAILED, MessageState.MAYBE),
    SET_ASIDE: (MessageState.FAILED, MessageState.MAYBE),
    ARRIVED: (MessageState.MAYBE,),
}
UNDECIDED = (MessageState.FAILED, MessageState.MAYBE)


class DecisionError(Exception):
    """The message is not in a state in which this can be decided."""


class EmptiedError(DecisionError):
    """Text and recipient are deleted: there is nothing left to send."""


def decide(message_pk: int, decision: str, *, actor, at: datetime | None = None):
    """Send again, set aside, or note that it arrived; return the message.

    Raises DecisionError when somebody decided first or the message moved on,
    EmptiedError when what is to be sent again is deleted, and KeyError for an unknown
    decision.
    """
    now = at or timezone.now()
    values = {
        TRY_AGAIN: {
            "state": MessageState.WAITING,
            "due_at": now,
            "attempt_count": 0,
            "sent_at": None,
        },
        SET_ASIDE: {"state": MessageState.SET_ASIDE, "sent_at": None},
        ARRIVED: {"state": MessageState.SENT, "sent_at": now},
    }[decision]
    rows = OutboxMessage.objects.filter(pk=message_pk, state__in=_FROM[decision])
    if decision == TRY_AGAIN:
        if rows.filter(recipient="").exists():
            raise EmptiedError(decision)
        rows = rows.exclude(recipient="")
    return _change(
        rows,
        decision,
        actor=actor,
        values=values | {"handled_by": actor, "handled_at": now},
    )


def try_all_again(*, actor, at: datetime | None = None) -> int:
    """Send again everything that failed; what may have arrived is decided singly."""
    failed = OutboxMessage.objects.filter(state=MessageState.FAILED)
    count = 0
    for pk in list(failed.values_list("pk", flat=True)):
        try:
            decide(pk, TRY_AGAIN, actor=actor, at=at)
        except DecisionError:
            continue
        count += 1
    return count


def tell_done(message_pk: int, *, actor, at: datetime | None = None):
    """Note that `actor` told the person; raise DecisionError if it is not theirs."""
    now = at or timezone.now()
    return _change(
        OutboxMessage.objects.by_hand_for(roles.roles_of(actor)).filter(pk=message_pk),
        "told",
        actor=actor,
        values={
            "state": MessageState.SENT,
            "sent_at": now,
            "handled_by": actor,
            "handled_at": now,
        },
    )


def take_back_told(message_pk: int, *, actor):
    """Put back on the list what `actor` marked as told: a slip of the thumb."""
    told = OutboxMessage.objects.filter(
        pk=message_pk,
        state=MessageState.SENT,
        channel__in=(Channel.CALL, Channel.PRINT),
        for_role__in=roles.roles_of(actor),
        handled_by=actor,
    ).exclude(recipient="")
    values = {"state": MessageState.BY_HAND, "sent_at": None}
    return _change(
        told,
        "told-undone",
        actor=actor,
        values=values | {"handled_by": None, "handled_at": None},
    )


@transaction.atomic
def set_aside_untold(about: str, *, actor=None, at: datetime | None = None) -> int:
    """Set aside what staff were still to tell about a matter that is over.

    Returns how many messages; `actor` is nobody where the person decided it.
    """
    by_hand = (MessageState.BY_HAND, MessageState.WAITING)
    untold = OutboxMessage.objects.filter(
        about=about, channel__in=(Channel.CALL, Channel.PRINT), state__in=by_hand
    )
    keys = list(untold.order_by("pk").values_list("pk", flat=True))
    values = {
        "state": MessageState.SET_ASIDE,
        "handled_by": actor,
        "handled_at": at or timezone.now(),
    }
    for pk in keys:
        with suppress(DecisionError):  # somebody has told it meanwhile
            _change(untold.filter(pk=pk), SET_ASIDE, actor=actor, values=values)
    return len(keys)


def mark_read(message_pk: int, *, user, at: datetime | None = None) -> bool:
    """Note that its recipient has read a note in the application."""
    unread = OutboxMessage.objects.inbox_of(user).filter(pk=message_pk, handled_at=None)
    return unread.update(handled_by=user, handled_at=at or timezone.now()) == 1


@transaction.atomic
def _change(rows, decision: str, *, actor, values: dict) -> OutboxMessage:
    message = rows.select_for_update().first()
    if message is None:
        raise DecisionError(decision)
    for name, value in values.items():
        setattr(message, name, value)
    message.save()
    log(message, f"commune.outbox.{decision}", user=actor)
    return message
