"""What every view of the API stands on: who calls, what they may, how errors read."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.response import Response
from rest_framework.views import APIView

from commune.access import roles, tokens


class BearerAuthentication(BaseAuthentication):
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


class ApiView(APIView):
    """A view for staff by session (`staff_roles`) or machines by token (`scope`).

    Errors are RFC 9457 problem details.
    """

    authentication_classes = [BearerAuthentication, SessionAuthentication]
    scope = ""
    staff_roles: tuple[str, ...] = ()

    def check_permissions(self, request):
        if request.auth is not None:
            if self.scope not in request.auth.scopes:
                raise exceptions.PermissionDenied(_("This token lacks the scope."))
        elif not request.user.is_authenticated:
            raise exceptions.NotAuthenticated(_("Log in or send a token."))
        elif not roles.has_role(request.user, *self.staff_roles):
            raise exceptions.PermissionDenied(_("Your account may not do this."))

    def handle_exception(self, exc):
        if isinstance(exc, Http404):
            exc = exceptions.NotFound(_("Not found."))
        response = super().handle_exception(exc)
        return _as_problem(response)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


def _as_problem(response: Response) -> Response:
    detail = response.data
    body = {
        "type": "about:blank",
        "title": response.status_text,
        "status": response.status_code,
    }
    if isinstance(detail, dict) and set(detail) == {"detail"}:
        body["detail"] = str(detail["detail"])
    elif response.status_code == status.HTTP_400_BAD_REQUEST:
        body["detail"] = _("Some fields are not right.")
        body["errors"] = detail
    response.data = body
    response.content_type = "application/problem+json"
    return response
