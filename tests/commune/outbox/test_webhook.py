"""Another system hears it signed, and nobody can be led into the house by a name."""

import http.server
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune import outbox
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox import webhook
from commune.outbox.outcomes import Refused
from commune.outbox.worker import Worker
from config.env import Env, EnvError
from tests.commune.outbox.clocks import NOON

SECRET = "mot-bi-mat-dai-cho-may"
needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl is not installed"
)
INSIDE = [
    "127.0.0.1", "127.9.9.9", "10.0.0.8", "172.16.0.1", "172.31.255.254", "192.168.1.1",
    "169.254.169.254", "0.0.0.0", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
    "2002:c0a8:101::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:db8::1",
    "2001:0:7f00:1::1", "::127.0.0.1",
]  # fmt: skip
WRITTEN = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]"]


@pytest.mark.parametrize("number", INSIDE)
def test_addresses_inside_are_not_public(number):
    assert not webhook.is_public(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "203.119.8.106", "2606:4700::1111"])
def test_addresses_outside_are_public(number):
    assert webhook.is_public(number)


@given(st.ip_addresses(network="10.0.0.0/8"))
def test_no_private_address_is_public_in_any_form(address):
    assert not webhook.is_public(str(address))
    assert not webhook.is_public(f"::ffff:{address}")


@pytest.fixture
def listener(tmp_path, monkeypatch):
    """Serve HTTPS on the loopback; `answers` are the statuses it gives, `heard` it."""
    certificate = tmp_path / "cert.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
        f"-addext subjectAltName=DNS:localhost -keyout {tmp_path}/key.pem"
    )
    subprocess.run(
        [*command.split(), "-out", certificate], check=True, capture_output=True
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, tmp_path / "key.pem")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.heard, server.status, server.drops = [], 200, 0
        server.is_over = threading.Event()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        if self.server.status == 0:  # it takes the message and hangs up
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        for _drop in range(self.server.drops):
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            if self.server.is_over.wait(0.1):
                return
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", self.path + "/moved")
        self.end_headers()

    def log_message(self, *args):
        pass


def tell(settings, url, *, private=()) -> OutboxMessage:
    settings.OUTBOX_WEBHOOKS = {"monitor": (url, SECRET)}
    settings.OUTBOX_WEBHOOK_PRIVATE_HOSTS = list(private)
    outbox.put(
        key="incident-7", channel=Channel.WEBHOOK, recipient="monitor",
        subject="Sự cố", body="Nội dung", about="SC-2026-0007",
    )  # fmt: skip
    Worker(clock=lambda: NOON).drain()
    return OutboxMessage.objects.get()


@needs_openssl
@pytest.mark.django_db
def test_a_webhook_is_posted_signed_and_named(settings, listener):
    url = f"https://localhost:{listener.server_port}/hook?x=1"
    message = tell(settings, url, private=["localhost"])

    [(path, headers, body)] = listener.heard
    assert message.state == MessageState.SENT
    assert path == "/hook?x=1"
    assert headers["Idempotency-Key"] == "incident-7"
    assert json.loads(body)["text"] == "Nội dung"
    stamp = int(headers["X-Xaso-Signature"].partition("t=")[2].partition(",")[0])
    signature = webhook.signature(SECRET, body, at=stamp)
    assert headers["X-Xaso-Signature"] == signature


@needs_openssl
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "state"),
    [
        (302, MessageState.FAILED),
        (404, MessageState.FAILED),
        (429, MessageState.WAITING),
        (500, MessageState.WAITING),
        (0, MessageState.MAYBE),
    ],
)
def test_each_answer_leads_to_its_state(settings, listener, status, state):
    listener.status = status
    url = f"https://localhost:{listener.server_port}/hook"
    message = tell(settings, url, private=["localhost"])

    assert message.state == state
    assert len(listener.heard) == 1  # a redirect is not followed
    assert SECRET not in message.last_error


@needs_openssl
@pytest.mark.django_db
@pytest.mark.parametrize("host", WRITTEN)
def test_nothing_inside_the_house_is_reached(settings, listener, host):
    message = tell(settings, f"https://{host}:{listener.server_port}/hook")

    assert message.state == MessageState.FAILED
    assert message.last_error == "Refused: address is not public"
    assert listener.heard == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["http://xa.example/", "ftp://xa.example/", "https:///"]
)
def test_only_https_is_spoken(settings, url):
    message = tell(settings, url)

    assert (message.state, message.last_error) == (
        MessageState.FAILED,
        "Refused: address is not https",
    )


def test_one_inside_address_among_many_is_enough_to_refuse(monkeypatch):
    def both(*args, **kwargs):
        return [(0, 0, 0, "", (n, 443)) for n in ("1.1.1.1", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(Refused):
        webhook.safe_addresses("rebind.example", 443)


def known_as(monkeypatch, *numbers):
    """Let every name mean these numbers."""

    def look_up(host, port, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (n, port)) for n in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@needs_openssl
@pytest.mark.django_db
def test_the_next_address_is_tried_where_the_first_refuses(
    settings, listener, monkeypatch
):
    known_as(monkeypatch, "127.0.0.2", "127.0.0.3", "127.0.0.1")
    url = f"https://localhost:{listener.server_port}/hook"
    message = tell(settings, url, private=["localhost"])

    assert (message.state, len(listener.heard)) == (MessageState.SENT, 1)


@needs_openssl
@pytest.mark.django_db
def test_a_second_address_inside_is_refused_before_the_first_is_tried(
    settings, listener, monkeypatch
):
    known_as(monkeypatch, "1.1.1.1", "127.0.0.1")
    message = tell(settings, f"https://localhost:{listener.server_port}/hook")

    assert message.last_error == "Refused: address is not public"
    assert listener.heard == []


@needs_openssl
@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "state"), [(1, "maybe"), (60, "sent")])
def test_who_answers_drop_by_drop_is_cut_off(settings, listener, seconds, state):
    settings.OUTBOX_WEBHOOK_SECONDS = seconds
    listener.drops = 30  # a tenth of a second apart: no single wait is long
    begun = time.monotonic()
    url = f"https://localhost:{listener.server_port}/hook"
    message = tell(settings, url, private=["localhost"])
    listener.is_over.set()

    assert message.state == state
    assert (time.monotonic() - begun < 2.5) is (seconds == 1)


@pytest.mark.django_db
def test_silence_at_the_handshake_ends_and_is_tried_again(settings):
    settings.OUTBOX_WEBHOOK_SECONDS = 0.5
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://localhost:{silent.getsockname()[1]}/hook"
        message = tell(settings, url, private=["localhost"])

    assert message.state == MessageState.WAITING


def test_the_environment_gives_address_and_secret_apart():
    env = Env({"WEBHOOKS": f"monitor=https://:{SECRET}@xa.example:8443/hook"})

    assert env.webhooks() == {"monitor": ("https://xa.example:8443/hook", SECRET)}
    assert Env({}).webhooks() == {}
    assert SECRET not in repr(webhook.Webhook("https://xa.example/", SECRET))


@pytest.mark.parametrize(
    "text",
    [
        "https://:0123456789abcdef@x/",
        "a=http://:0123456789abcdef@x/",
        "a=https://:s@x/",
    ],
)
def test_a_malformed_webhook_stops_the_start(text):
    with pytest.raises(EnvError, match="WEBHOOKS"):
        Env({"WEBHOOKS": text}).webhooks()
