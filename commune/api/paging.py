"""Lists by pages: `limit` up to 200, and the cursor of the page before."""

import base64
import binascii
import re

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import exceptions

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


def page(rows: QuerySet, request) -> tuple[list, str]:
    """Return one page of rows ordered by key, and the cursor of the next or ""."""
    limit = limit_of(request)
    if cursor := request.query_params.get("cursor"):
        rows = rows.filter(pk__gt=_read(cursor))
    found = list(rows.order_by("pk")[: limit + 1])
    more = len(found) > limit
    return found[:limit], _write(found[limit - 1].pk) if more else ""


def answer(results: list, cursor: str) -> dict:
    return {"results": results, "next": cursor or None}


def limit_of(request) -> int:
    """Return how many rows were asked for; raise ValidationError out of 1 to 200."""
    text = request.query_params.get("limit", str(DEFAULT_LIMIT))
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= MAX_LIMIT:
        raise exceptions.ValidationError({"limit": [_("A number from 1 to 200.")]})
    return int(text)


def _write(key: int) -> str:
    return base64.urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def _read(cursor: str) -> int:
    try:
        padded = cursor[:40] + "=" * (-len(cursor[:40]) % 4)
        return int(base64.b64decode(padded, altchars=b"-_", validate=True)[:18])
    except (ValueError, binascii.Error):
        raise exceptions.ValidationError({"cursor": ["unknown"]}) from None
