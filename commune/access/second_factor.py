"""Who must have a second factor, and what those without one still reach."""

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from commune import conf
from commune.access.client import carries_session
from commune.access.roles import has_role

FACTORS = ("totp", "webauthn")  # recovery codes alone are no factor

OPEN_NAMES = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "healthz",
    "readyz",
}


def needs_second_factor(user) -> bool:
    """Say whether the role rule (SECOND_FACTOR_ROLES) reaches this account."""
    names = conf.second_factor_roles()
    if not names or not user.is_authenticated:
        return False
    return "*" in names or user.is_superuser or has_role(user, *names)


def has_second_factor(user) -> bool:
    """Say whether the account has an authenticator app or a passkey; one query."""
    from allauth.mfa.models import Authenticator

    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


class SecondFactorMiddleware:
    """Send accounts that lack their second factor to where they set it up.

    They reach nothing else: the rule names what is open, so a view added later is
    closed. The answer is asked anew for each request, for who removes the factor
    in another window must not keep the rights in this one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not carries_session(request):
            return self.get_response(request)
        user = request.user
        if (
            not needs_second_factor(user)
            or _is_open(request.path_info)
            or has_second_factor(user)
        ):
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            return _problem()
        if not user.is_active:
            return redirect_to_login(request.get_full_path())
        return redirect("mfa_activate_totp")


def _is_open(path: str) -> bool:
    if path.startswith("/static/"):
        return True
    try:
        return resolve(path).view_name in OPEN_NAMES
    except Resolver404:
        return False


def _problem() -> JsonResponse:
    return JsonResponse(
        {"title": "Second factor required", "status": 403, "type": "about:blank"},
        status=403,
        content_type="application/problem+json",
    )
