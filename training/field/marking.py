"""Attendance on a phone: today's classes and the list of one session."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commune.access import roles
from commune.access.roles import role_required
from training import marks, visibility
from training.models import AttendanceStatus, Session, SessionState
from training.reports.gather import sheet_download

AHEAD = timedelta(days=7)


@require_safe
@never_cache
@role_required(roles.TRAINERS, roles.TRAINING_MANAGERS)
def today(request):
    """List the sessions of one's classes: today, the coming and the past week."""
    now = timezone.now()
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    sessions = visibility.sessions_for(request.user).filter(
        starts_at__gte=day - marks.WINDOW, starts_at__lt=day + AHEAD
    )
    sessions = sessions.exclude(state=SessionState.CANCELLED)
    rows = list(sessions.select_related("training_class", "room__venue"))
    tomorrow = day + timedelta(days=1)
    context = {
        "today": [row for row in rows if day <= row.starts_at < tomorrow],
        "coming": [row for row in rows if row.starts_at >= tomorrow],
        "past": [row for row in reversed(rows) if row.starts_at < day],
    }
    return render(request, "training/today.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@role_required(roles.TRAINERS, roles.TRAINING_MANAGERS)
def session_marking(request, session):
    """Show the roster with its marks; a plain post saves them all at once."""
    rows = visibility.sessions_for(request.user)
    rows = rows.select_related("training_class", "room__venue")
    session = get_object_or_404(rows, ref=session)
    if request.method == "POST":
        return _save(request, session)
    roster = marks.roster(session)
    context = {
        "session": session,
        "class": session.training_class,
        "roster": roster,
        "marked_count": sum(row["status"] is not None for row in roster),
        "statuses": AttendanceStatus.choices,
        "form_key": uuid4(),
        "server_time": timezone.now(),
        "is_late": timezone.now() > session.ends_at + marks.WINDOW
        and not visibility.may_manage(request.user),
    }
    return render(request, "training/session_marking.html", context)


@never_cache
@require_safe
@role_required(roles.TRAINERS, roles.TRAINING_MANAGERS)
def sheet(request, session, kind, form):
    """Give the attendance sheet of the session's class as a file."""
    rows = visibility.sessions_for(request.user)
    rows = rows.select_related("training_class__lead_trainer")
    found = get_object_or_404(rows, ref=session)
    return sheet_download(found.training_class, request.user, kind, form)


def _save(request, session: Session) -> HttpResponse:
    now = timezone.now()
    roster = marks.roster(session)
    posted = posted_marks(request.POST, roster, request.user, now)
    sent_before = marks.known_ids(mark.id for mark in posted)
    new = [mark for mark in posted if mark.id not in sent_before]
    done = marks.record(session.pk, new, actor=request.user, at=now)
    counts = Counter(answer.result for answer in done)
    repeated = len(sent_before) + counts[marks.Result.REJECTED]
    is_marked = any(row["status"] for row in roster)
    _tell(request, counts, repeated, is_marked=is_marked)
    return redirect(session.get_marking_url())


def _tell(request, counts: Counter, repeated: int, *, is_marked: bool) -> None:
    """Say what became of the marks; nothing that was not stored passes in silence."""
    saved, review = counts[marks.Result.APPLIED], counts[marks.Result.REVIEW]
    if saved:
        text = ngettext("%(n)d mark saved.", "%(n)d marks saved.", saved)
        messages.success(request, text % {"n": saved})
    elif not review and not repeated:
        is_done = _("Everything is saved already.")
        messages.info(request, is_done if is_marked else _("Nobody is marked yet."))
    if review:
        text = _("Kept, but not counted: the office looks at marks made this late.")
        messages.warning(request, text)
    if repeated:
        text = ngettext(
            "%(n)d mark of an older page was not taken: it was changed since. Look at"
            " the list as it is now and mark again where it is wrong.",
            "%(n)d marks of an older page were not taken: they were changed since. Look"
            " at the list as it is now and mark again where it is wrong.",
            repeated,
        )
        messages.warning(request, text % {"n": repeated})


@dataclass(frozen=True)
class _Posted:
    form_key: UUID
    device: str


def posted_marks(data, roster: list[dict], user, now) -> list[marks.NewMark]:
    """Return the marks of a plain form that differ from what holds.

    Their ids come from the page's own key, so the same page sent twice is one mark, and
    what the Back button sends again is known. On a page older than the row, a mark
    that nobody touched there is no decision.
    """
    posted = _Posted(_form_key(data), f"web-{user.pk}")
    found = []
    for row in roster:
        status = data.get(f"m-{row['enrolment']}", "")
        if status not in AttendanceStatus.values or status == row["status"]:
            continue
        was_there = status == data.get(f"s-{row['enrolment']}")
        if not (was_there and _seen_rev(row, data) < row["rev"]):
            found.append(_mark(posted, row, status, data, now))
    return found


def _form_key(data) -> UUID:
    try:
        return UUID(data.get("form_key", ""))
    except ValueError:
        return uuid4()


def _mark(posted: _Posted, row: dict, status: str, data, now) -> marks.NewMark:
    return marks.NewMark(
        id=uuid5(posted.form_key, f"{row['enrolment']}:{status}"),
        enrolment=UUID(row["enrolment"]),
        status=status,
        marked_at=now,
        clock_offset_ms=0,
        base_rev=_seen_rev(row, data),
        device_id=posted.device,
    )


def _seen_rev(row: dict, data) -> int:
    """Return the row's revision that the page showed; 0 where it does not say."""
    seen = data.get(f"r-{row['enrolment']}", "")
    return int(seen) if re.fullmatch(r"[0-9]{1,9}", seen) else 0
