"""The login log: who signed in, when, from where; kept 400 days, written once.

A try under a name that is no account leaves no line: it may be a password typed into
the wrong box.
"""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from commune.access.client import client_address, client_port, is_address
from commune.models import LoginEvent
from commune.models.accounts import LoginAct
from commune.rulebook import retention

SHOWN_TO_OWNER = 10


def record(act: str, user, *, request=None, actor=None, note: str = "") -> LoginEvent:
    """Write one line; what happened at the command line has no address."""
    return LoginEvent.objects.create(
        user_id=user.pk,
        act=act,
        at=timezone.now(),
        actor=actor,
        note=" ".join(note.split())[:200],
        **_source(request),
    )


def _source(request) -> dict:
    if request is None:
        return {}
    address = client_address(request)
    agent = request.META.get("HTTP_USER_AGENT", "")
    return {
        "address": address if is_address(address) else None,
        "port": client_port(request),
        "user_agent": agent.replace("\0", "")[:200],
    }


def record_failure(request, **credentials) -> None:
    """Write a wrong password down where the typed name is an account's."""
    user = account_named(credentials.get("username"), credentials.get("email"))
    if user is not None:
        record(LoginAct.FAILED, user, request=request)


def account_named(*names: str | None):
    """Return the one account with this name or address; None for none or several."""
    typed = [name.strip() for name in names if name and "\0" not in name]
    wanted = Q()
    for name in typed:
        wanted |= Q(username__iexact=name) | Q(email__iexact=name)
    if not typed:
        return None
    found = list(get_user_model().objects.filter(wanted)[:2])
    return found[0] if len(found) == 1 else None


def own_sign_ins(user):
    """Return an account's last sign-ins and refusals, for its owner."""
    acts = (LoginAct.SIGNED_IN, LoginAct.FAILED, LoginAct.REFUSED_IDLE)
    return LoginEvent.objects.filter(user_id=user.pk, act__in=acts)[:SHOWN_TO_OWNER]


def forget_old(at: datetime) -> int:
    """Delete the lines that have been kept long enough; return how many."""
    return LoginEvent.objects.forget(before=at - retention.kept("login-log"))


def _on(act: str):
    """Return a receiver that writes `act` for the signal's user."""

    def receiver(sender, request=None, user=None, **kwargs):
        if user is not None and user.pk is not None:
            record(act, user, request=request)

    return receiver


def connect() -> None:
    """Listen to the login door; only where it is ours."""
    from allauth.account import signals as account
    from allauth.mfa import signals as mfa
    from django.contrib.auth import signals as auth

    for signal, act in [
        (auth.user_logged_in, LoginAct.SIGNED_IN),
        (auth.user_logged_out, LoginAct.SIGNED_OUT),
        (mfa.authenticator_used, LoginAct.FACTOR_USED),
        (mfa.authentication_failed, LoginAct.FACTOR_FAILED),
        (mfa.authenticator_added, LoginAct.FACTOR_ADDED),
        (mfa.authenticator_removed, LoginAct.FACTOR_REMOVED),
        (account.password_changed, LoginAct.PASSWORD),
        (account.password_set, LoginAct.PASSWORD),
        (account.password_reset, LoginAct.PASSWORD),
    ]:
        signal.connect(_on(act), weak=False, dispatch_uid=f"login-log-{id(signal)}")
