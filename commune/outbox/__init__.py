"""Messages that are sent once.

`put` writes a row in the transaction of what it tells; the worker sends it later.
"""

from django.utils import timezone


def put(
    *,
    key: str,
    channel: str,
    recipient: str,
    subject: str,
    body: str,
    about: str = "",
):
    """Write one message and return it; a second call with the same key changes nothing.

    `key` says what happened to whom (`enrolment-12-promoted`); `about` is the reference
    that staff look for.
    """
    from commune.models import OutboxMessage

    message, _created = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={
            "channel": channel,
            "recipient": recipient,
            "subject": subject,
            "body": body,
            "about": about,
            "due_at": timezone.now(),
        },
    )
    return message
