"""What every view of the API stands on."""

import json

from rest_framework import exceptions, serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from commune.access.roles import has_role
from commune.api.problems import Problem, as_problem

MAX_BYTES = 1_000_000
KEY_LENGTH = 80


class Utf8JsonParser(JSONParser):
    """JSON in UTF-8 as RFC 8259 has it; a charset named in the header changes nothing.

    What nests too deeply or holds half a character is a 400 like any unreadable body.
    """

    def parse(self, stream, media_type=None, parser_context=None):
        context = {**(parser_context or {}), "encoding": "utf-8"}
        try:
            data = super().parse(stream, media_type, context)
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:
            raise exceptions.ParseError from error
        return data


class StaffSession(SessionAuthentication):
    """The browser's session with its token; without one the answer is 401."""

    def authenticate_header(self, request):
        return "Session"


class ApiView(APIView):
    """JSON up to 1 MB in, JSON out, errors as problem details, never stored."""

    authentication_classes = [StaffSession]
    permission_classes: list[type[BasePermission]] = [IsAuthenticated]
    parser_classes = [Utf8JsonParser]
    renderer_classes = [JSONRenderer]

    def get_exception_handler(self):
        return as_problem

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
            raise Problem(413)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.setdefault("Cache-Control", "no-store")
        return response


class PublicApiView(ApiView):
    """Asks for no account and reads no cookie."""

    authentication_classes: list = []
    permission_classes = [AllowAny]


class InRole(IsAuthenticated):
    """Members of these groups; `is_superuser` opens nothing."""

    roles: tuple[str, ...] = ()

    def has_permission(self, request, view):
        return super().has_permission(request, view) and has_role(
            request.user, *self.roles
        )


def in_role(*names: str) -> type[InRole]:
    """Return a permission class for some groups: 401 without account, else 403."""
    return type("InRole", (InRole,), {"roles": names})


class StrictSerializer(serializers.Serializer):
    """Refuses fields that it does not know, so that nothing unasked is stored."""

    def to_internal_value(self, data):
        if isinstance(data, dict) and (unknown := set(data) - set(self.fields)):
            raise exceptions.ValidationError(
                {name[:100]: ["unknown field"] for name in sorted(map(str, unknown))}
            )
        return super().to_internal_value(data)


def idempotency_key(request) -> str:
    """Return the header's key, "" for none; 400 for one that is too long."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > KEY_LENGTH or not key.isprintable():
        raise exceptions.ValidationError({"Idempotency-Key": ["too long"]})
    return key
