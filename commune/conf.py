"""Every setting that the ground floor reads, with its default."""

from pathlib import Path

from django.conf import settings

DEFAULT_COMMUNE = {"name": "Xã Số", "authority": "Ủy ban nhân dân xã", "province": ""}


def commune() -> dict[str, str]:
    """Return the commune's names: `name`, `authority`, `province`.

    Where given also `address`, `phone`, `email` and `hours`, for the footer.
    """
    return DEFAULT_COMMUNE | getattr(settings, "COMMUNE", {})


def is_demo() -> bool:
    return getattr(settings, "DEMO", False)


def trusted_proxies() -> list[str]:
    """Return the networks whose X-Forwarded-For is believed, as CIDR strings."""
    return getattr(settings, "TRUSTED_PROXIES", [])


def second_factor_roles() -> list[str]:
    """Return the groups that need a second factor; `*` means every account."""
    return getattr(settings, "SECOND_FACTOR_ROLES", [])


def outbox_file_dir() -> Path:
    """Return the folder where the file channels (SMS, Zalo) leave their messages."""
    return Path(getattr(settings, "OUTBOX_FILE_DIR", "outbox"))


def fresh_sign_in_seconds() -> int:
    """Return how long a sign-in spares the question for the password once more."""
    return getattr(settings, "ACCOUNT_REAUTHENTICATION_TIMEOUT", 300)


def base_url() -> str:
    """Return the site's own address without a slash at the end, for mails."""
    return getattr(settings, "WAGTAILADMIN_BASE_URL", "").rstrip("/")


def shared_cache_alias() -> str:
    """Return the cache that all processes share; a bare host has only `default`."""
    return "shared" if "shared" in settings.CACHES else "default"
