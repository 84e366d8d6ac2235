"""Every setting that the public site reads, with its default."""

from django.conf import settings


def base_url() -> str:
    """Return the site's own address, never one that a visitor's header claims."""
    return getattr(settings, "WAGTAILADMIN_BASE_URL", "http://localhost:8000").rstrip(
        "/"
    )


def security_contact() -> str:
    """Return who hears of weaknesses of this site, for security.txt."""
    return getattr(settings, "SECURITY_CONTACT", f"{base_url()}/bao-su-co/")
