"""Messages that are sent once.

`put` writes a row in the transaction of what it tells; the worker sends it later.
`put_job` does the same for what one room asks of another and must not get lost.
"""

import json
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone


def put(
    *,
    key: str,
    channel: str,
    recipient: str,
    subject: str,
    body: str,
    **options,
):
    """Write one message and return it; a second call with the same key changes nothing.

    `key` says what happened to whom (`enrolment-12-promoted`). The recipient is an
    address, a telephone number, a user name (in_app) or the name of a webhook. Options:
    `about`, the reference that staff look for; `due_at`, not before then; `for_role`,
    the group that tells it, without which a call or a paper has nobody to do it:
    ValueError.
    """
    from commune.models import OutboxMessage

    values = {
        "channel": channel,
        "recipient": recipient,
        "subject": " ".join(subject.split())[:200],
        "body": body,
        **_first_state(channel, **options),
    }
    message, _created = OutboxMessage.objects.get_or_create(key=key, defaults=values)
    return message


def put_job(name: str, values: dict, *, key: str, about: str = ""):
    """Write a task for the function registered as `name`; return its row.

    It is tried at once after the commit; what a crash cuts off the worker does again.
    So it is done at least once, and its function must not mind a repeat.
    """
    from commune.models.outbox import Channel
    from commune.outbox import worker

    message = put(
        key=key,
        channel=Channel.JOB,
        recipient=name,
        subject=name,
        body=json.dumps(values, ensure_ascii=False),
        about=about,
    )
    transaction.on_commit(partial(worker.deliver_now, message.pk), robust=True)
    return message


def _first_state(
    channel: str, *, about: str = "", due_at: datetime | None = None, for_role: str = ""
) -> dict:
    """Return the state to begin with: what needs no worker is where it belongs."""
    from commune.models.outbox import MessageState
    from commune.outbox.channels import RESTING, at_rest

    if RESTING.get(channel) == MessageState.BY_HAND and not for_role:
        raise ValueError("A call or a paper needs the group that does it.")
    now = timezone.now()
    values = {"about": about, "for_role": for_role, "due_at": due_at or now}
    if due_at is None or due_at <= now:
        values |= at_rest(channel, at=now)
    return values
