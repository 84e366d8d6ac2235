"""What the worker forgets: first the words and the addresses, much later the row.

The row's key stays long: it is what keeps the same news from going out again.
"""

from datetime import datetime
from pathlib import Path

from django.db.models import Q

from commune import conf
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox.adapters import left_files
from commune.outbox.decisions import UNDECIDED

FINAL = (MessageState.SENT, MessageState.SET_ASIDE)
EMPTY = {"recipient": "", "subject": "", "body": "", "last_error": ""}


def forget_texts(at: datetime) -> int:
    """Empty text and recipient of what is done with; return how many messages.

    An unread note in the application stays until its row goes.
    """
    long_ago = at - conf.outbox_kept("text")
    done = Q(sent_at__lt=long_ago) | Q(handled_at__lt=long_ago)
    unread = Q(channel=Channel.IN_APP, handled_at=None)
    with_text = OutboxMessage.objects.filter(done, state__in=FINAL).exclude(unread)
    return with_text.exclude(recipient="").update(**EMPTY)


def forget_undecided_texts(at: datetime) -> int:
    """Empty what nobody decided on or told in time; return how many messages.

    Its row stays to be seen. What was to be told by hand fails: it is no longer known
    to whom and what.
    """
    whole = OutboxMessage.objects.exclude(recipient="")
    undecided = whole.filter(
        state__in=UNDECIDED, due_at__lt=at - conf.outbox_kept("undecided")
    )
    untold = whole.filter(
        state=MessageState.BY_HAND, due_at__lt=at - conf.outbox_kept("by_hand")
    )
    failed = untold.update(**EMPTY, state=MessageState.FAILED)
    return failed + undecided.update(**EMPTY)


def forget_files(at: datetime) -> int:
    """Delete the files of text messages and Zalo that were left long ago."""
    oldest = (at - conf.outbox_kept("file")).timestamp()
    return sum(_delete_if_old(path, oldest) for path in left_files())


def _delete_if_old(path: Path, oldest: float) -> bool:
    """Delete one file; another worker, or who takes files away, may be quicker."""
    try:
        if path.lstat().st_mtime >= oldest:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def forget_rows(at: datetime) -> int:
    """Delete the rows that are final and older than the time they are kept."""
    old = OutboxMessage.objects.filter(
        state__in=FINAL, created_at__lt=at - conf.outbox_kept("row")
    )
    return old.delete()[0]
