"""Times and clocks of an incident in words."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commune.vietnamese import format_datetime
from incidents.models import Deadline

MINUTES_A_DAY = 24 * 60


def span(delta: timedelta) -> str:
    """Return a duration in its two largest units: "2 days 4 hours"."""
    total = int(abs(delta).total_seconds() // 60)
    days, rest = divmod(total, MINUTES_A_DAY)
    hours, minutes = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
    if hours:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if minutes or not parts:
        text = ngettext("%(n)d minute", "%(n)d minutes", minutes)
        parts.append(text % {"n": minutes})
    return " ".join(parts[:2])


def due_text(row: Deadline, *, at: datetime) -> str:
    """Return how a deadline stands at a moment, as people say it."""
    if row.waived_at:
        return pgettext("deadline", "waived")
    if row.met_at:
        return _met_text(row.met_at, row.due_at)
    if row.due_at is None:
        return _("at once, %(span)s gone by") % {"span": span(at - row.starts_at)}
    if row.due_at < at:
        return _("overdue by %(span)s") % {"span": span(at - row.due_at)}
    return _("%(span)s left") % {"span": span(row.due_at - at)}


def due_state(row: Deadline, *, at: datetime) -> str:
    """Return ok, late, waived, now, overdue or open: the colour of a deadline."""
    if row.waived_at:
        return "waived"
    if row.met_at:
        return "late" if row.due_at and row.met_at > row.due_at else "ok"
    if row.due_at is None:
        return "now"
    return "overdue" if row.due_at < at else "open"


def _met_text(met_at: datetime, due_at: datetime | None) -> str:
    done = format_datetime(met_at)
    if due_at is None:
        return _("done %(when)s") % {"when": done}
    if met_at > due_at:
        return _("done %(when)s, %(span)s late") % {
            "when": done,
            "span": span(met_at - due_at),
        }
    return _("done %(when)s, in time") % {"when": done}
