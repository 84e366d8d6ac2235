"""Switch accounts off and on, unlock them, end their sessions; nobody is deleted.

The only writer of `is_active` and of `AccountRecord`.
"""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commune import conf
from commune.access import roles
from commune.accounts import links, login_log
from commune.models import AccountRecord, FactorReset
from commune.models.accounts import LoginAct


class SwitchError(Exception):
    """Why the account may not be changed so, in words for the one who asked."""


YOURSELF = _("Nobody switches off their own account: ask another administrator.")
LAST = _(
    "This is the last active administrator. Give another account the role first, or"
    " nobody could manage accounts any more."
)


def note_created(user, *, actor) -> None:
    AccountRecord.objects.update_or_create(user=user, defaults={"created_by": actor})


def administrators():
    """Return the active accounts of the group Administrators."""
    return get_user_model().objects.filter(
        is_active=True, groups__name=roles.ADMINISTRATORS
    )


def lock_administrators() -> None:
    """Let two administrators who take each other's rights away wait for each other."""
    from django.contrib.auth.models import Group

    group = Group.objects.select_for_update().filter(name=roles.ADMINISTRATORS)
    list(group)


def is_last_administrator(user) -> bool:
    """Say whether the house would be without an administrator if this one went.

    Inside a transaction after `lock_administrators()` the answer holds to its end.
    """
    others = administrators().exclude(pk=user.pk)
    return administrators().filter(pk=user.pk).exists() and not others.exists()


@transaction.atomic
def switch_off(user_id: int, *, actor, reason: str, request=None):
    """Switch an account off: sessions, links and requests of it end; return it.

    Records that the person wrote keep the name. Raises SwitchError.
    """
    lock_administrators()
    user = get_user_model().objects.select_for_update().get(pk=user_id)
    if user == actor:
        raise SwitchError(YOURSELF)
    if is_last_administrator(user):
        raise SwitchError(LAST)
    if not user.is_active:
        return user
    now = timezone.now()
    user.is_active = False
    user.save(update_fields=["is_active"])
    off = {"switched_off_at": now, "switched_off_by": actor, "reason": reason}
    AccountRecord.objects.update_or_create(user=user, defaults=off)
    links.revoke(user, at=now)
    FactorReset.objects.unanswered().filter(user=user).update(withdrawn_at=now)
    end_sessions(user)
    login_log.record(
        LoginAct.SWITCHED_OFF, user, request=request, actor=actor, note=reason
    )
    return user


@transaction.atomic
def switch_on(user_id: int, *, actor, request=None):
    """Switch an account on again; its idle time counts from now."""
    user = get_user_model().objects.select_for_update().get(pk=user_id)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    on = {
        "counted_from": timezone.now(),
        "switched_off_at": None,
        "switched_off_by": None,
        "reason": "",
    }
    AccountRecord.objects.update_or_create(user=user, defaults=on)
    login_log.record(LoginAct.SWITCHED_ON, user, request=request, actor=actor)
    return user


@transaction.atomic
def unlock(user, *, actor=None, request=None, note: str = "") -> None:
    """Let an account that was idle too long sign in again: its time counts from now."""
    AccountRecord.objects.update_or_create(
        user=user, defaults={"counted_from": timezone.now()}
    )
    login_log.record(LoginAct.UNLOCKED, user, request=request, actor=actor, note=note)


def sessions_of(user) -> list:
    """Return the sessions of an account that are open now."""
    if not conf.keeps_accounts():
        return []
    from allauth.usersessions.models import UserSession

    rows = UserSession.objects.filter(user_id=user.pk).order_by("-created_at")
    return [row for row in rows if row.exists()]


def end_sessions(user) -> int:
    """End every session of an account; return how many were open."""
    if not conf.keeps_accounts():
        return 0
    from allauth.usersessions.models import UserSession

    ended = 0
    for row in UserSession.objects.filter(user_id=user.pk):
        ended += row.exists()
        row.end()
    return ended


@transaction.atomic
def end_sessions_for(user, *, actor, request=None) -> int:
    """End an account's sessions on an administrator's word; the log says whose."""
    count = end_sessions(user)
    login_log.record(LoginAct.ENDED, user, request=request, actor=actor)
    return count
