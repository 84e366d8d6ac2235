"""What the app shows on the staff start page and in the staff menu."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commune.access import roles
from commune.registry import Card, Shortcut
from incidents.models import Severity
from incidents.visibility import reads_whole, summary_for_leadership, visible_to

SHOWN = 5


def open_incidents(user) -> Card | None:
    """Return the open incidents that the user reads, gravest first."""
    if not roles.has_role(
        user, roles.RESPONDERS, roles.RESPONSE_LEADS, roles.COMMUNITY_TEAMS
    ):
        return None
    incidents = visible_to(user).open()
    lines = [
        (
            f"{incident.ref} · {incident.severity} · {incident.shown_title}",
            reverse("incidents_field_detail", args=[incident.ref]),
        )
        for incident in incidents.order_by("severity", "-score", "-reported_at")[:SHOWN]
    ]
    if overdue := visible_to(user).overdue(at=timezone.now()).count():
        text = ngettext("%(n)d is overdue", "%(n)d are overdue", overdue)
        lines.insert(0, (text % {"n": overdue}, _list_url() + "?tre-han=1"))
    return Card(
        title=pgettext("card", "Open incidents"),
        url=_list_url(),
        count=incidents.count(),
        lines=lines,
        action=_("All incidents"),
    )


def leadership_summary(user) -> Card | None:
    """Return figures alone: leaders read no single incident here."""
    if not roles.has_role(user, roles.LEADERSHIP):
        return None
    rows = summary_for_leadership()
    still_open = rows.open()
    lines = [
        (f"{level.label}: {still_open.filter(severity=level).count()}", "")
        for level in Severity
    ]
    overdue = rows.overdue(at=timezone.now()).count()
    lines.append((_("Overdue: %(n)d") % {"n": overdue}, ""))
    return Card(
        title=pgettext("card", "Open incidents"), count=still_open.count(), lines=lines
    )


def new_shortcut(user) -> Shortcut | None:
    if reads_whole(user) or roles.has_role(user, roles.COMMUNITY_TEAMS):
        return Shortcut(
            pgettext("menu", "Log an incident"), reverse("incidents_field_new"), "plus"
        )
    return None


def list_shortcut(user) -> Shortcut | None:
    if reads_whole(user) or roles.has_role(user, roles.COMMUNITY_TEAMS):
        return Shortcut(pgettext("menu", "Incidents"), _list_url(), "alert")
    return None


def _list_url() -> str:
    return reverse("incidents_field_list")
