"""Errors of the API as RFC 9457 problem details."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

CONTENT_TYPE = "application/problem+json"


class Problem(exceptions.APIException):
    """An error with members of its own, such as `state`."""

    def __init__(self, status_code: int, detail="", *, headers=None, **members):
        super().__init__(detail)
        self.status_code = status_code
        self.headers = headers or {}
        self.members = members


def as_problem(error: Exception, context) -> Response | None:
    """Turn an exception into problem details; what is a bug of ours stays one."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = dict(getattr(error, "headers", {}))
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(int(error.wait) + 1)
    return Response(
        _members(error),
        status=error.status_code,
        headers=headers,
        content_type=CONTENT_TYPE,
    )


def _members(error: exceptions.APIException) -> dict:
    members = {
        "type": "about:blank",
        "title": _title(error.status_code),
        "status": error.status_code,
    }
    if isinstance(error, exceptions.ValidationError):
        members["errors"] = error.detail
    elif error.detail:
        members["detail"] = str(error.detail)
    return members | getattr(error, "members", {})


def _title(code: int) -> str:
    names = {
        status.HTTP_413_REQUEST_ENTITY_TOO_LARGE: "Content Too Large",
        status.HTTP_422_UNPROCESSABLE_ENTITY: "Unprocessable Content",
    }
    from http import HTTPStatus

    return names.get(code) or HTTPStatus(code).phrase
