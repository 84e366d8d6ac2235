"""Machines that call with a token of their own, and staff who call by session."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission

from commune.access import roles, tokens


class BearerToken(BaseAuthentication):
    """`Authorization: Bearer <token>`; `request.auth` is the ApiToken."""

    def authenticate(self, request):
        header = request.headers.get("Authorization", "")
        kind, _space, plain = header.partition(" ")
        if kind.lower() != "bearer":
            return None
        token = tokens.find(plain.strip())
        if token is None:
            raise exceptions.AuthenticationFailed(_("This token is not valid."))
        return token.user or AnonymousUser(), token

    def authenticate_header(self, request):
        return "Bearer"


class ScopeOrRole(BasePermission):
    """A token with the scope, or an account in one of the groups."""

    scope = ""
    roles: tuple[str, ...] = ()

    def has_permission(self, request, view):
        if request.auth is not None:
            self.message = _("This token lacks the scope.")
            return self.scope in request.auth.scopes
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated(_("Log in or send a token."))
        self.message = _("Your account may not do this.")
        return roles.has_role(request.user, *self.roles)


def scope_or_role(scope: str, *names: str) -> type[ScopeOrRole]:
    """Return a permission class: 401 without credentials, else 403."""
    return type("ScopeOrRole", (ScopeOrRole,), {"scope": scope, "roles": names})
