"""Every setting that the app reads, with its default."""

from django.conf import settings

GENUINE_HOSTS = ("gov.vn", "dichvucong.gov.vn", "vneid.gov.vn", "ncsc.gov.vn")


def base_url() -> str:
    return getattr(settings, "WAGTAILADMIN_BASE_URL", "").rstrip("/")


def genuine_hosts() -> tuple[str, ...]:
    """Return hosts that attackers imitate; they and all below them are no indicator."""
    return tuple(getattr(settings, "INCIDENTS_GENUINE_HOSTS", GENUINE_HOSTS))


def is_genuine(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in genuine_hosts())
