"""Tell another system: one signed POST to an address that the operator wrote down.

An address inside the house is refused, by name, by number and after its look-up: the
connection goes to the numbers that were checked, so a name cannot change its mind. They
are tried in turn. One deadline stands over all of it, against who answers drop by drop.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from commune import conf
from commune.outbox.outcomes import MaybeSent, Refused

TIMEOUT_SECONDS = 3  # for one step; the whole has `conf.webhook_seconds()`
TRY_LATER = {408, 425, 429}
# Ranges through which an IPv6 address leads to an IPv4 one.
_TUNNELS = [
    ipaddress.ip_network(n) for n in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48")
]


@dataclass(frozen=True)
class Webhook:
    url: str
    secret: str = field(repr=False)


def post(name: str, *, key: str, body: dict) -> None:
    """POST `body` as JSON to the webhook `name`.

    Headers: `Idempotency-Key` and `X-Xaso-Signature: t=<unix time>,v1=<hex>`, the HMAC
    with SHA-256 of `<t>.<body>` under the shared secret. Raises Refused where no repeat
    can help (no such webhook, a forbidden address, an answer 3xx or 4xx), MaybeSent
    where the answer was lost or came too late, and OSError before that.
    """
    target = conf.webhooks().get(name)
    if target is None:
        raise Refused("no such webhook")
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "xaso",
        "Idempotency-Key": key,
        "X-Xaso-Signature": signature(target.secret, content, at=int(time.time())),
    }
    _judge(_answer(target.url, content, headers))


def signature(secret: str, content: bytes, *, at: int) -> str:
    digest = hmac.new(secret.encode(), b"%d." % at + content, hashlib.sha256)
    return f"t={at},v1={digest.hexdigest()}"


def safe_addresses(host: str, port: int) -> list[tuple]:
    """Return where to connect to, as getaddrinfo does, each number once.

    Raises Refused when any of them is not public. Hosts named in
    `OUTBOX_WEBHOOK_PRIVATE_HOSTS` may be anywhere.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    by_number = {info[4][0]: info for info in found}
    if host not in conf.webhook_private_hosts() and not all(map(is_public, by_number)):
        raise Refused("address is not public")
    return list(by_number.values())


def is_public(number: str) -> bool:
    """Say whether an IP address belongs to the open Internet, whatever its form."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in tunnel for tunnel in _TUNNELS):
            return False
        address = address.ipv4_mapped or address.sixtofour or address
        if isinstance(address, ipaddress.IPv6Address) and address.teredo:
            return False
    return address.is_global and not address.is_multicast


class Deadline:
    """The end of one webhook: then its socket is shut, whatever waits on it.

    A time limit on the socket would begin anew with every byte.
    """

    def __init__(self, seconds: float):
        self._ends_at = time.monotonic() + seconds

    def left(self) -> float:
        return self._ends_at - time.monotonic()

    @contextmanager
    def over(self, link: socket.socket) -> Iterator[None]:
        # Not link.shutdown(): that of TLS takes away what a reader still uses.
        shut = partial(_shut, link)
        timer = threading.Timer(max(self.left(), 0), shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _shut(link: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(link, socket.SHUT_RDWR)


def _connected(host: str, port: int, deadline: Deadline) -> ssl.SSLSocket:
    """Return a connection to the first number that takes one, under the name asked.

    Raises the last number's OSError when none does, or TimeoutError at the deadline.
    """
    trouble: OSError = TimeoutError("deadline")
    for info in safe_addresses(host, port):
        if deadline.left() <= 0:
            break
        try:
            return _connected_to(info, host, deadline)
        except OSError as error:
            trouble = error
    raise trouble


def _connected_to(info: tuple, host: str, deadline: Deadline) -> ssl.SSLSocket:
    family, kind, protocol, _name, address = info
    raw = socket.socket(family, kind, protocol)
    try:
        raw.settimeout(min(TIMEOUT_SECONDS, deadline.left()))
        raw.connect(address)
        link = ssl.create_default_context().wrap_socket(
            raw, server_hostname=host, do_handshake_on_connect=False
        )
    except BaseException:
        raw.close()
        raise
    try:
        with deadline.over(link):
            link.do_handshake()
    except BaseException:
        link.close()
        raise
    return link


def _answer(url: str, content: bytes, headers: dict) -> int:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise Refused("address is not https")
    host, port = parts.hostname, parts.port or 443
    deadline = Deadline(conf.webhook_seconds())
    link = http.client.HTTPSConnection(host, port)
    link.sock = _connected(host, port, deadline)  # until here nothing is sent
    try:
        with deadline.over(link.sock):
            return _exchange(link, parts, content, headers)
    finally:
        link.close()


def _exchange(link, parts, content: bytes, headers: dict) -> int:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        link.request("POST", path, content, headers)
        answer = link.getresponse()
    except (OSError, http.client.HTTPException) as error:
        raise MaybeSent(type(error).__name__) from error
    return answer.status


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status < 500 and status not in TRY_LATER:
        raise Refused(f"answer {status}")
    raise OSError(f"answer {status}")
