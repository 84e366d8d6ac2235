from ipaddress import ip_address, ip_network

from django.conf import settings

from commune import conf


def client_address(request) -> str:
    """Return the visitor's address.

    X-Forwarded-For is read from the right and only through the proxies named in
    TRUSTED_PROXIES, so a visitor cannot choose the address by a header.
    """
    address = request.META.get("REMOTE_ADDR", "") or "unknown"
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    while forwarded and _is_trusted(address):
        candidate = forwarded.pop().strip()
        if not is_address(candidate):
            break
        address = candidate
    return address


def client_port(request) -> int | None:
    """Return the visitor's source port; None where nobody says it.

    Behind a trusted proxy the port of the connection is the proxy's own: the visitor's
    comes in X-Client-Port, which the shipped nginx.conf sets.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    text = request.META.get("REMOTE_PORT", "")
    if _is_trusted(peer):
        text = request.headers.get("X-Client-Port", "")
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def carries_session(request) -> bool:
    """Say whether the request has a session cookie, without opening the session.

    Opening it would make every visitor's page vary by cookie.
    """
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_address(text: str) -> bool:
    """Say whether a text is an IP address without a zone."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(address: str) -> bool:
    if address in {"", "unknown"}:  # a local socket has no address
        return bool(conf.trusted_proxies())
    if not is_address(address):
        return False
    return any(
        ip_address(address) in ip_network(network, strict=False)
        for network in conf.trusted_proxies()
    )
