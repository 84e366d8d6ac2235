"""A lost second factor is taken away by two persons: one asks, another confirms."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune import conf, outbox
from commune.access import roles
from commune.access.second_factor import has_second_factor
from commune.accounts import login_log, switching
from commune.models import FactorReset
from commune.models.accounts import LoginAct
from commune.models.outbox import Channel


class ResetError(Exception):
    """Why the reset may not be asked for or confirmed, in words."""


OWN = gettext_lazy("Two other administrators reset your own second factor.")
OFF = gettext_lazy("The account is switched off.")
WAITS = gettext_lazy("A request for this account waits for a second administrator.")
SAME = gettext_lazy("Who asked cannot confirm: a second administrator must do it.")
NONE = gettext_lazy("This account has no second factor: there is nothing to reset.")
GONE = gettext_lazy("This request was confirmed, withdrawn, or is too old.")
STRANGER = gettext_lazy("Who asked is no longer an active administrator: ask anew.")


@transaction.atomic
def ask(user, *, actor, reason: str, request=None, at: datetime | None = None):
    """Write a request that another administrator confirms within a day; return it."""
    now = at or timezone.now()
    locked = get_user_model().objects.select_for_update().get(pk=user.pk)
    if locked == actor:
        raise ResetError(OWN)
    if not locked.is_active:
        raise ResetError(OFF)
    if not has_second_factor(locked):
        raise ResetError(NONE)
    unanswered = FactorReset.objects.unanswered().filter(user=user)
    if unanswered.filter(expires_at__gt=now).exists():
        raise ResetError(WAITS)
    unanswered.update(withdrawn_at=now)
    reset = FactorReset.objects.create(
        user=user,
        reason=reason,
        asked_by=actor,
        asked_at=now,
        expires_at=now + conf.factor_reset_kept(),
    )
    login_log.record(
        LoginAct.RESET_ASKED, user, request=request, actor=actor, note=reason
    )
    return reset


@transaction.atomic
def confirm(reset: FactorReset, *, actor, request=None, at: datetime | None = None):
    """Take the factor away, end the sessions, tell the person; return the account.

    The row is claimed first, so of two who confirm at once one finds it gone.
    """
    now = at or timezone.now()
    if actor in {reset.asked_by, reset.user}:
        raise ResetError(SAME)
    if not roles.has_role(actor, roles.ADMINISTRATORS):
        raise ResetError(SAME)
    if not switching.administrators().filter(pk=reset.asked_by_id).exists():
        raise ResetError(STRANGER)
    rows = FactorReset.objects.waiting(at=now).filter(pk=reset.pk)
    if not rows.update(confirmed_by=actor, confirmed_at=now):
        raise ResetError(GONE)
    take_away(reset.user, actor=actor, request=request, note=reset.reason)
    return reset.user


def withdraw(reset: FactorReset, *, at: datetime | None = None) -> bool:
    """Take a request back; False where somebody was quicker."""
    now = at or timezone.now()
    rows = FactorReset.objects.unanswered().filter(pk=reset.pk)
    return rows.update(withdrawn_at=now) == 1


@transaction.atomic
def take_away(user, *, note: str, actor=None, request=None) -> None:
    """Remove every factor and recovery code; for `confirm` and the command line."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user_id=user.pk).delete()
    switching.end_sessions(user)
    event = login_log.record(
        LoginAct.RESET_DONE, user, request=request, actor=actor, note=note
    )
    _tell(user, key=f"factor-reset-{event.pk}")


def _tell(user, *, key: str) -> None:
    text = _(
        "Administrators have removed the second factor of your account %(account)s and"
        " ended its sessions. Sign in with your password and set up a new one. If"
        " nobody agreed this with you, tell the office at once."
    ) % {"account": user.get_username()}
    subject = _("Your second factor was reset")
    channels = {Channel.IN_APP: user.get_username()}
    if user.email:
        channels[Channel.EMAIL] = user.email
    for channel, recipient in channels.items():
        outbox.put(
            key=f"{key}-{channel}",
            channel=channel,
            recipient=recipient,
            subject=subject,
            body=text,
        )
