"""What the worker forgets: first the words and the addresses, much later the row.

The row's key stays long: it is what keeps the same news from going out again.
"""

from datetime import datetime

from django.db.models import Q

from commune import conf
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState

FINAL = (MessageState.SENT, MessageState.SET_ASIDE)


def forget_texts(at: datetime) -> int:
    """Empty text and recipient of what is done with; return how many messages.

    An unread note in the application stays until its row goes.
    """
    long_ago = at - conf.outbox_text_kept()
    done = Q(sent_at__lt=long_ago) | Q(handled_at__lt=long_ago)
    unread = Q(channel=Channel.IN_APP, handled_at=None)
    with_text = OutboxMessage.objects.filter(done, state__in=FINAL).exclude(unread)
    return with_text.exclude(recipient="").update(
        recipient="", subject="", body="", last_error=""
    )


def forget_rows(at: datetime) -> int:
    """Delete the rows that are final and older than the time they are kept."""
    old = OutboxMessage.objects.filter(
        state__in=FINAL, created_at__lt=at - conf.outbox_rows_kept()
    )
    return old.delete()[0]
