"""In which state an account is, for lists, filters and the yearly review."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.fields import BooleanField
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from commune import conf
from commune.access import roles
from commune.access.second_factor import FACTORS
from commune.accounts import idle

ACTIVE, INVITED, IDLE, OFF = "active", "invited", "idle", "off"
LABELS = {
    ACTIVE: pgettext_lazy("account", "Active"),
    INVITED: pgettext_lazy("account", "Invited, not yet used"),
    IDLE: pgettext_lazy("account", "Locked: idle too long"),
    OFF: pgettext_lazy("account", "Switched off"),
}


def query(state: str, *, at: datetime) -> Q:
    """Return the condition of one state on a query that has `last_use_at`."""
    is_on = Q(is_active=True)
    is_invited = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    is_locked = idle.locked(at=at)
    return {
        OFF: Q(is_active=False),
        INVITED: is_on & is_invited,
        IDLE: is_on & ~is_invited & is_locked,
        ACTIVE: is_on & ~is_invited & ~is_locked,
    }[state]


def with_facts(users=None):
    """Return users with all that `dress` needs; three queries for any number."""
    found = get_user_model().objects.all() if users is None else users
    return (
        idle.with_last_use(found)
        .annotate(factor_found=_factor())
        .select_related(
            "record__created_by",
            "record__switched_off_by",
            "team_member__team__village",
        )
        .prefetch_related("groups")
    )


def _factor():
    if not conf.keeps_accounts():
        return Value(False, output_field=BooleanField())
    from allauth.mfa.models import Authenticator

    return Exists(
        Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
    )


def dress(users: Iterable, *, at: datetime | None = None) -> list:
    """Give each user of `with_facts` its state, role labels and village in words."""
    now = at or timezone.now()
    dressed = list(users)
    for user in dressed:
        user.state = _state(user, at=now)
        user.state_label = LABELS[user.state]
        user.role_labels = ", ".join(sorted(map(roles.label, user.groups.all())))
        member = getattr(user, "team_member", None)
        user.village_name = member.team.village.name if member else ""
        user.kept_record = getattr(user, "record", None)
    return dressed


def _state(user, *, at: datetime) -> str:
    if not user.is_active:
        return OFF
    if not user.has_usable_password():
        return INVITED
    days = conf.idle_lock_days()
    return IDLE if idle.is_over(user.last_use_at, at=at, days=days) else ACTIVE
