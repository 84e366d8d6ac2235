"""Keys for machines: made once, shown once, kept as a digest."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from commune.accounts import idle
from commune.models import ApiToken

SCOPES = frozenset({"alert:create", "incident:read", "incident:export"})
PREFIX = "xaso_"
USUAL_DAYS = 365


def create(
    *,
    name: str,
    scopes: Iterable[str],
    user: User | None = None,
    days: int = USUAL_DAYS,
) -> str:
    """Make a token and return it; it cannot be shown again.

    Raises ValueError for an unknown scope, no scope or days below 1.
    """
    wanted = sorted(set(scopes))
    if not wanted or set(wanted) - SCOPES:
        raise ValueError(f"scopes must be some of {', '.join(sorted(SCOPES))}")
    if days < 1:
        raise ValueError("days must be 1 or more")
    plain = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        name=name,
        digest=_digest(plain),
        scopes=wanted,
        user=user,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return plain


def find(plain: str) -> ApiToken | None:
    """Return the valid token with this text.

    Its account, if any, must be active and not locked for idleness.
    """
    now = timezone.now()
    token = (
        ApiToken.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            Q(user=None) | Q(user__is_active=True),
            digest=_digest(plain),
            revoked_at=None,
        )
        .select_related("user")
        .first()
    )
    if token and token.user and idle.is_locked(token.user, at=now):
        return None
    return token


def _digest(plain: str) -> str:
    # The token has 256 random bits: no salt and no slow hash is needed.
    return hashlib.sha256(plain.encode()).hexdigest()
