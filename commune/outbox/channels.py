"""How each kind of message leaves; a channel raises on failure and returns nothing."""

import hashlib
import json
import smtplib
from contextlib import suppress
from datetime import datetime

from django.core.mail import EmailMessage, get_connection

from commune import conf, registry
from commune.models.outbox import Channel, MessageState, OutboxMessage
from commune.outbox import webhook
from commune.outbox.adapters import adapter
from commune.outbox.outcomes import MaybeSent, Refused

# The server said no: nothing was taken over. A dropped line leaves that open.
_SAID_NO = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
)
_PROVIDER_REFUSES = {"rejected", "invalid", "failed"}


def send_email(message: OutboxMessage) -> None:
    """Send one mail; its Message-ID comes from the key, so a repeat can be told.

    A text that must not lie in the row, such as a link, is put in here.
    """
    body = registry.late_text(message.key, message.body)
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{digest}@{conf.mail_domain()}>"}
    connection = get_connection()
    connection.open()  # what fails until here has sent nothing
    mail = EmailMessage(
        message.subject,
        body,
        to=[message.recipient],
        headers=headers,
        connection=connection,
    )
    try:
        _hand_over(mail)
    except _SAID_NO as error:
        if _is_final(error):
            raise Refused(str(error)) from error
        raise
    except OSError as error:  # smtplib's own errors are OSErrors too
        _check_provider(mail)
        if _said_no_over_http(error):
            raise
        raise MaybeSent(type(error).__name__) from error
    except ValueError as error:
        raise Refused(type(error).__name__) from error
    except Exception:
        _check_provider(mail)
        raise
    finally:
        with suppress(Exception):
            connection.close()


def _hand_over(mail: EmailMessage) -> None:
    if not mail.send():
        raise Refused("no recipient")
    _check_provider(mail)


def _check_provider(mail: EmailMessage) -> None:
    """Raise Refused where a mail provider wrote on the mail that it will not deliver.

    The backends of anymail leave `anymail_status`, whose `status` is a set of words.
    """
    status = getattr(mail, "anymail_status", None)
    said = set(getattr(status, "status", None) or ())
    if refused := said & _PROVIDER_REFUSES:
        raise Refused(f"provider: {', '.join(sorted(refused))}")


def _said_no_over_http(error: OSError) -> bool:
    """Say whether a provider's API answered 4xx: it has taken nothing over."""
    answer = getattr(error, "response", None)
    return 400 <= (getattr(answer, "status_code", None) or 0) < 500


def _is_final(error: OSError) -> bool:
    """Say whether the server answered with a code 5xx, such as "no such mailbox"."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return getattr(error, "smtp_code", 0) >= 500


def send_webhook(message: OutboxMessage) -> None:
    body = {
        "key": message.key,
        "about": message.about,
        "subject": message.subject,
        "text": message.body,
    }
    webhook.post(message.recipient, key=message.key, body=body)


def send_by_adapter(message: OutboxMessage) -> None:
    adapter(message.channel).send(message)


def run_job(message: OutboxMessage) -> None:
    registry.job(message.recipient)(json.loads(message.body))


SENDERS = {
    Channel.EMAIL: send_email,
    Channel.WEBHOOK: send_webhook,
    Channel.SMS: send_by_adapter,
    Channel.ZALO: send_by_adapter,
    Channel.JOB: run_job,
}

# Nothing leaves the house: the row itself is what somebody reads, or tells.
RESTING: dict[str, MessageState] = {
    Channel.IN_APP: MessageState.SENT,
    Channel.CALL: MessageState.BY_HAND,
    Channel.PRINT: MessageState.BY_HAND,
}


def at_rest(channel: str, *, at: datetime) -> dict:
    """Return the state of a message that needs no sending; nothing for the others."""
    state = RESTING.get(channel)
    if state is None:
        return {}
    return {"state": state, "sent_at": at if state == MessageState.SENT else None}


def repeatable() -> set[str]:
    """Return the channels on which a repeat does no harm.

    A mail, a webhook or a text message would arrive twice: after a crash in the middle
    of sending one, a person decides.
    """
    adapted = {c for c in (Channel.SMS, Channel.ZALO) if adapter(c).repeatable}
    return {Channel.JOB, *RESTING, *adapted}
