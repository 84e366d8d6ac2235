"""How the one login door behaves: nobody signs up, addresses cannot be forged."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from commune import conf
from commune.access.client import client_address
from commune.access.second_factor import FACTORS, needs_second_factor
from commune.access.session_age import seconds_since_sign_in
from commune.accounts import idle, login_log
from commune.models.accounts import LoginAct


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        return client_address(request)

    def authentication_failed(self, request, **credentials) -> None:
        login_log.record_failure(request, **credentials)

    def pre_login(self, request, user, **kwargs):
        """Refuse, after the right password, who is switched off or locked as idle.

        It is called for each way in: password, passkey, link. Only who knows the
        password learns of the lock.
        """
        if not user.is_active:
            login_log.record(LoginAct.REFUSED_OFF, user, request=request)
        elif idle.is_locked(user, at=timezone.now()):
            login_log.record(LoginAct.REFUSED_IDLE, user, request=request)
            clear_login(request)
            return redirect("account_idle")
        return super().pre_login(request, user, **kwargs)

    def is_safe_url(self, url) -> bool:
        """Say whether `next` stays on the host that the visitor is on."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={request.get_host()},
            require_https=request.is_secure(),
        )

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask for the password again, but not of who has just typed it."""
        session = allauth_context.request.session
        if seconds_since_sign_in(session) < conf.fresh_sign_in_seconds():
            return False
        return super().is_reauthentication_required(app=app)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link from BASE_URL: a forged Host header never reaches a mail."""
        placeholder = reverse("account_reset_password_from_key", args=["0", "x"])
        return conf.base_url() + placeholder.replace("0-x", key)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Write to the account's address; administrators enter it, nobody confirms."""
        super().send_notification_mail(
            template_prefix, user, context, email or user.email
        )

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        # With the address in the key a stranger cannot shut an account's owner out.
        # Not a documented hook of allauth; tests/access/test_login.py guards it.
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{client_address(request)}"


class FactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return f"Xã Số - {conf.commune()['name']}"

    def can_delete_authenticator(self, authenticator) -> bool:
        """Keep the last factor of an account that must have one."""
        if authenticator.type not in FACTORS:
            return True
        if not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(
            user=authenticator.user, type__in=FACTORS
        ).exclude(pk=authenticator.pk)
        return others.exists()
