"""How each kind of message leaves; a channel raises on failure and returns nothing."""

import hashlib
import json

from django.core.mail import send_mail

from commune import conf
from commune.models.outbox import Channel, OutboxMessage


def send_email(message: OutboxMessage) -> None:
    send_mail(message.subject, message.body, None, [message.recipient])


def write_file(message: OutboxMessage) -> None:
    """Leave the message as a file named by its key: doing it twice leaves one."""
    folder = conf.outbox_file_dir() / message.channel
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    text = json.dumps(
        {
            "key": message.key,
            "to": message.recipient,
            "subject": message.subject,
            "text": message.body,
        },
        ensure_ascii=False,
    )
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def show_in_app(message: OutboxMessage) -> None:
    """Nothing leaves: the row itself is what the recipient reads."""


SENDERS = {
    Channel.EMAIL: send_email,
    Channel.SMS: write_file,
    Channel.CALL: show_in_app,
    Channel.IN_APP: show_in_app,
}

# Sent again after a crash these do no harm; an e-mail would arrive twice.
REPEATABLE = frozenset({Channel.SMS, Channel.CALL, Channel.IN_APP})
