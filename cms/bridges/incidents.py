"""From an incident to a draft warning, and the news of it back.

The incident's people wrote the public text; this bridge sees nothing else. The draft
goes through the workflow, so who asked is not who publishes.
"""

import logging
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cms.pages import WarningPage, WarningsIndexPage
from cms.pages.warnings import (
    LINE_LENGTH,
    LONGEST_DAYS,
    MESSAGE_LENGTH,
    Kind,
    default_end,
)
from cms.procedures.rows import page_title
from cms.signals import warning_state_changed
from cms.warnings.publishing import hand_in, to_the_minute
from commune.models import Village
from commune.vietnamese import nfc, slugify
from incidents import signals

log = logging.getLogger(__name__)

TITLE_LENGTH = 120
MOST_DO_LINES = 3


def connect() -> None:
    signals.warning_requested.connect(receive, dispatch_uid="cms-warning-requested")
    warning_state_changed.connect(answer, dispatch_uid="cms-warning-answer")


def receive(sender, request: dict, **kwargs) -> dict:
    """Make a draft warning of a request; a repeat of its key returns the same draft."""
    key = str(request["idempotency_key"])
    page = WarningPage.objects.filter(request_key=key).first()
    if page is None:
        try:
            page = _draft(request, key)
        except IntegrityError:  # the same request was quicker in another process
            page = WarningPage.objects.get(request_key=key)
    return {
        "page_ref": str(page.pk),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "state": "published" if page.live else "draft",
    }


@transaction.atomic
def _draft(request: dict, key: str) -> WarningPage:
    index = WarningsIndexPage.objects.get()
    user = get_user_model().objects.filter(pk=request["requested_by_id"]).first()
    title = page_title(nfc(request["title"]).strip(), TITLE_LENGTH)
    page = WarningPage(
        title=title,
        slug=f"{slugify(title)[:60]}-{key[:8]}",
        kind=Kind.FRAUD,
        message=_message(request),
        do_now=_lines(request.get("what_to_do") or [], MOST_DO_LINES)
        or _("Tell the commune's office what you saw."),
        hotline=", ".join(request.get("hotlines") or [])[:100],
        ends_at=_end(request.get("suggested_expiry")),
        source_ref=request["source_ref"][:60],
        request_key=key,
        owner=user,
        live=False,
        has_unpublished_changes=True,
    )
    to_the_minute(page)
    page.villages = Village.objects.filter(code__in=request.get("localities") or [])
    index.add_child(instance=page)
    hand_in(page, user)
    return page


def _message(request: dict) -> str:
    text = nfc(request["summary"]).strip()
    signs = "; ".join(nfc(sign).strip() for sign in request.get("signs") or [])
    with_signs = f"{text}\n{_('Signs')}: {signs}" if signs else text
    if len(with_signs) <= MESSAGE_LENGTH:
        return with_signs
    return page_title(text, MESSAGE_LENGTH - 1)


def _lines(lines: list[str], most: int) -> str:
    tidy = [" ".join(nfc(line).split()) for line in lines]
    kept = [page_title(line, LINE_LENGTH - 1) for line in tidy if line]
    return "\n".join(kept[:most])


def _end(text: str | None) -> datetime:
    """Return the end that was asked for where it is a sensible one."""
    end = parse_datetime(text) if text else None
    latest = timezone.now() + timedelta(days=LONGEST_DAYS)
    soonest = timezone.now() + timedelta(minutes=1)
    if end and timezone.is_aware(end) and soonest < end < latest:
        return end
    return default_end()


def answer(sender, source_ref: str, state: str, url: str, at, **kwargs) -> None:
    """Tell the incident that its warning has been published or withdrawn."""
    from incidents import advisories

    advisories.record_state(source_ref=source_ref, state=state, url=url, at=at)
