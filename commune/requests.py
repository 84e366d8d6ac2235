"""Requests whose sender is known, for the annotations of views behind a check."""

from django.contrib.auth.models import User
from django.http import HttpRequest


class StaffRequest(HttpRequest):
    """A request that a role check let through: its user has signed in."""

    user: User
