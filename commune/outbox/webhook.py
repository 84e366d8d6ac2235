"""Tell another system: one signed POST to an address that the operator wrote down.

An address inside the house is refused, by name, by number and after its look-up: the
connection goes to the number that was checked, so a name cannot change its mind.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from commune import conf
from commune.outbox.outcomes import MaybeSent, Refused

TIMEOUT_SECONDS = 3
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
    where the answer was lost, and OSError or http.client.HTTPException before that.
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


def safe_address(host: str, port: int) -> str:
    """Return the number to connect to; raise Refused when any of them is not public.

    Hosts named in `OUTBOX_WEBHOOK_PRIVATE_HOSTS` may be anywhere.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [info[4][0] for info in found]
    if host not in conf.webhook_private_hosts() and not all(map(is_public, numbers)):
        raise Refused("address is not public")
    return numbers[0]


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


class _Pinned(http.client.HTTPSConnection):
    """A connection to the number that was checked, under the name that was asked."""

    def connect(self):
        number = safe_address(self.host, self.port)
        link = socket.create_connection((number, self.port), self.timeout)
        self.sock = self._context.wrap_socket(link, server_hostname=self.host)


def _answer(url: str, content: bytes, headers: dict) -> int:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise Refused("address is not https")
    context = ssl.create_default_context()
    link = _Pinned(
        parts.hostname, parts.port or 443, timeout=TIMEOUT_SECONDS, context=context
    )
    try:
        link.connect()  # what fails until here has sent nothing
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
