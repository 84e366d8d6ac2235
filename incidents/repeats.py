"""A page about one incident, sent twice: the second tap is answered as the first.

The work may have put the incident out of the sender's sight. So a repeat is known
before anybody asks whether the incident may be read.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest

from commune.access import idempotency
from incidents.models import Incident

FIELD = "page-key"
_KEY = re.compile(r"[0-9a-f]{32}")
_NOT_SENT = {FIELD, "csrfmiddlewaretoken"}


def first_answer(request: HttpRequest) -> dict | None:
    """Return `pk` and `ref` of the incident if this very post was answered before."""
    key = _key(request)
    if not key:
        return None
    return idempotency.answered(scope=_scope(request), key=key, body=_body(request))


def once(request: HttpRequest, incident: Incident, act: Callable[[], object]) -> None:
    """Call `act` for the first sending of a page; a page without a key is always first.

    Raises idempotency.KeyReused for a page that was sent before with other words, and
    whatever `act` raises: then nothing is remembered.
    """

    def make() -> dict:
        act()
        return {"pk": incident.pk, "ref": incident.ref}

    if key := _key(request):
        idempotency.once(scope=_scope(request), key=key, body=_body(request), make=make)
    else:
        act()


def _key(request: HttpRequest) -> str:
    key = request.POST.get(FIELD, "")
    return key if _KEY.fullmatch(key) else ""


def _scope(request: HttpRequest) -> str:
    return f"incident-page-{request.user.pk}"


def _body(request: HttpRequest) -> dict:
    sent = {n: values for n, values in request.POST.lists() if n not in _NOT_SENT}
    return {"path": request.path, "sent": sent}
