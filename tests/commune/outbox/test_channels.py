"""What each channel makes of trouble: again, never, or who knows."""

import smtplib
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from hypothesis import given
from hypothesis import strategies as st

from commune import outbox
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox import adapters
from commune.outbox.privacy import masked, scrub
from commune.outbox.worker import Worker
from tests.commune.outbox.clocks import NOON


class TroubledServer(BaseEmailBackend):
    """A mail server that answers with the error in `trouble`."""

    trouble: Exception = OSError()

    def send_messages(self, messages):
        raise self.trouble


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (smtplib.SMTPDataError(451, b"later"), MessageState.WAITING),
        (smtplib.SMTPDataError(554, b"spam"), MessageState.FAILED),
        (
            smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no such box")}),
            MessageState.FAILED,
        ),
        (
            smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"grey")}),
            MessageState.WAITING,
        ),
        (smtplib.SMTPServerDisconnected("gone"), MessageState.MAYBE),
        (TimeoutError("timed out"), MessageState.MAYBE),
        (ConnectionResetError(), MessageState.MAYBE),
        (ConnectionRefusedError(), MessageState.WAITING),
    ],
)
def test_mail_trouble_leads_to_its_state(settings, monkeypatch, trouble, state):
    settings.EMAIL_BACKEND = f"{__name__}.TroubledServer"
    monkeypatch.setattr(TroubledServer, "trouble", trouble)
    outbox.put(
        key="k", channel=Channel.EMAIL, recipient="a@b.example", subject="s", body="b"
    )
    Worker(clock=lambda: NOON).drain()

    message = OutboxMessage.objects.get()
    assert message.state == state
    assert "a@b.example" not in message.last_error


class Provider(BaseEmailBackend):
    """A mail provider's backend: it writes on the mail what became of it."""

    said: set | None = None
    trouble: Exception | None = None

    def send_messages(self, messages):
        for message in messages:
            message.anymail_status = SimpleNamespace(status=self.said)
        if self.trouble:
            raise self.trouble
        return len(messages)


def over_http(code):
    error = OSError("answer of the provider")
    error.response = SimpleNamespace(status_code=code)
    return error


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "trouble", "state"),
    [
        ({"sent"}, None, MessageState.SENT),
        ({"queued"}, None, MessageState.SENT),
        (None, None, MessageState.SENT),
        ({"rejected"}, None, MessageState.FAILED),
        ({"invalid"}, None, MessageState.FAILED),
        ({"failed"}, None, MessageState.FAILED),
        ({"rejected"}, RuntimeError("all refused"), MessageState.FAILED),
        (None, RuntimeError("not set up"), MessageState.WAITING),
        (None, over_http(401), MessageState.WAITING),
        (None, over_http(503), MessageState.MAYBE),
    ],
)
def test_what_a_provider_says_leads_to_its_state(
    settings, monkeypatch, said, trouble, state
):
    settings.EMAIL_BACKEND = f"{__name__}.Provider"
    monkeypatch.setattr(Provider, "said", said)
    monkeypatch.setattr(Provider, "trouble", trouble)
    outbox.put(
        key="k", channel=Channel.EMAIL, recipient="a@b.example", subject="s", body="b"
    )
    Worker(clock=lambda: NOON).drain()

    assert OutboxMessage.objects.get().state == state


@pytest.mark.django_db
def test_a_subject_of_two_lines_is_one_line():
    message = outbox.put(
        key="k", channel=Channel.EMAIL, recipient="a@b.example",
        subject="Mời\r\nBcc: c@d.example", body="b",
    )  # fmt: skip
    Worker(clock=lambda: NOON).drain()

    assert message.subject == "Mời Bcc: c@d.example"
    assert mail.outbox[0].recipients() == ["a@b.example"]


def test_a_file_is_whole_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "x.json"
    adapters.write_whole(path, b"first")

    def full(number):
        raise OSError("no space left")

    monkeypatch.setattr(adapters.os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        adapters.write_whole(path, b"second")
    assert path.read_bytes() == b"first"


class Recorder:
    repeatable = True
    sent: list = []

    def send(self, message):
        self.sent.append(message.key)


@pytest.mark.django_db
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.ZALO])
def test_the_settings_name_who_sends(settings, channel):
    settings.OUTBOX_ADAPTERS = {channel: f"{__name__}.Recorder"}
    Recorder.sent.clear()
    outbox.put(
        key="k", channel=channel, recipient="+84900000000", subject="s", body="b"
    )
    Worker(clock=lambda: NOON).drain()

    assert Recorder.sent == ["k"]


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("550 <an@xa.example> unknown", "550 … unknown"),
        ("{'an@xa.example': (550, b'no')}", "… (550, b'no')}"),
        ("gọi 0912 345 678 không được", "gọi … không được"),
        ("+84912345678", "+…"),
        ("POST https://x.example/?token=1 failed\nnow", "POST … failed now"),
    ],
)
def test_errors_are_scrubbed(written, clean):
    assert scrub(written) == clean


@given(st.emails(), st.integers(10**8, 10**11))
def test_no_address_and_no_number_is_left(address, number):
    clean = scrub(f"could not reach {address} nor {number}")
    assert address not in clean
    assert str(number) not in clean


def test_recipients_are_masked():
    shown = [masked(r) for r in ("an@xa.example", "+84912345678", "monitor")]
    assert shown == ["a…@xa.example", "…678", "monitor"]
