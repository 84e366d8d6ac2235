"""The one background process: send what is due, then run the apps' due work."""

import logging
import os
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from commune import registry
from commune.models import OutboxMessage
from commune.models.outbox import MessageState
from commune.outbox import schedule
from commune.outbox.channels import REPEATABLE, SENDERS

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8
NAME = f"{socket.gethostname()}-{os.getpid()}"[:60]


def tick(at: datetime) -> int:
    """Do everything that is due; return how many pieces of work were done."""
    done = 0
    for work in registry.due_work():
        if not schedule.claim(work.name, at=at, every=work.every, worker=NAME):
            continue
        try:
            done += work.run(at)
        except Exception:
            logger.exception("Due work %s failed", work.name)
    return done + drain(at)


def drain(at: datetime) -> int:
    """Send every message that is due and return their number."""
    flag_maybe_sent(at)
    count = 0
    while message := lease(at):
        deliver(message, at)
        count += 1
    return count


def flag_maybe_sent(at: datetime) -> int:
    """Flag what a dead worker was sending and what would arrive twice if repeated."""
    return (
        OutboxMessage.objects.due(at=at)
        .filter(_maybe_sent())
        .update(state=MessageState.MAYBE)
    )


@transaction.atomic
def lease(at: datetime) -> OutboxMessage | None:
    """Take the next due message for this worker; None when there is none."""
    due = OutboxMessage.objects.due(at=at).select_for_update(skip_locked=True)
    message = due.exclude(_maybe_sent()).order_by("due_at", "pk").first()
    if message is None:
        return None
    message.state = MessageState.SENDING
    message.leased_by = NAME
    message.leased_until = at + LEASE
    message.attempt_count += 1
    message.save()
    return message


def _maybe_sent() -> Q:
    return Q(state=MessageState.SENDING) & ~Q(channel__in=REPEATABLE)


def deliver(message: OutboxMessage, at: datetime) -> None:
    """Hand the message to its channel and record how it went."""
    try:
        SENDERS[message.channel](message)
    except Exception as error:  # noqa: BLE001 a channel may fail in any way
        logger.warning("Message %s: %s", message.key, error)
        _put_back(message, at, error)
    else:
        message.state = MessageState.SENT
        message.sent_at = at
        message.leased_until = None
        message.last_error = ""
    message.save()


def _put_back(message: OutboxMessage, at: datetime, error: Exception) -> None:
    message.last_error = f"{type(error).__name__}: {error}"[:300]
    message.leased_until = None
    if message.attempt_count >= MAX_ATTEMPTS:
        message.state = MessageState.FAILED
        return
    message.state = MessageState.WAITING
    message.due_at = at + timedelta(minutes=2**message.attempt_count)
