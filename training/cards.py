"""What training shows on the staff start page and in the staff menu."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commune.access import roles
from commune.access.roles import has_role
from commune.registry import Card, Shortcut
from training import visibility
from training.models import LISTED, SEATED, Enrolment, SessionState, Status

OFFICE = (roles.TRAINERS, roles.TRAINING_MANAGERS)


def sessions_card(user) -> Card | None:
    """Show who teaches today's sessions of the own classes."""
    if not has_role(user, *OFFICE):
        return None
    now = timezone.localtime()
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    sessions = visibility.sessions_for(user).exclude(state=SessionState.CANCELLED)
    today = sessions.filter(starts_at__gte=start, starts_at__lt=start + timedelta(1))
    lines = [
        (_session_line(session), session.get_marking_url())
        for session in today.select_related("training_class")
    ]
    return Card(
        title=_("Today's classes"),
        url=reverse("training:today"),
        count=len(lines),
        lines=lines,
        action=_("Attendance"),
    )


def _session_line(session) -> str:
    time = date_format(timezone.localtime(session.starts_at), "H:i")
    return f"{time} {session.training_class.title}"


def figures_card(user) -> Card | None:
    """Show managers and leaders how many learn and wait: figures, no names."""
    if not has_role(user, roles.TRAINING_MANAGERS, roles.LEADERSHIP):
        return None
    rows = Enrolment.objects.filter(training_class__state__in=LISTED)
    figures = rows.aggregate(
        classes=Count("training_class", distinct=True),
        seated=Count("pk", filter=Q(status__in=SEATED)),
        waiting=Count("pk", filter=Q(status=Status.WAITING)),
        pending=Count("pk", filter=Q(status=Status.PENDING)),
    )
    is_manager = has_role(user, roles.TRAINING_MANAGERS)
    return Card(
        title=_("Learners in present classes"),
        url=reverse("trainingclass:index") if is_manager else "",
        count=figures["seated"],
        lines=[
            (_("%(n)d on waiting lists") % {"n": figures["waiting"]}, ""),
            (_("%(n)d to be confirmed") % {"n": figures["pending"]}, ""),
        ],
    )


def team_card(user) -> Card | None:
    """Offer the community team to enrol people of its village."""
    village = visibility.village_of(user)
    if village is None:
        return None
    count = Enrolment.objects.active().filter(
        person__village=village, training_class__state__in=LISTED
    )
    return Card(
        title=_("Learners of the village"),
        url=reverse("training:enrol_neighbour"),
        count=count.count(),
        action=_("Enrol a neighbour"),
    )


def shortcut(user) -> Shortcut | None:
    if has_role(user, *OFFICE):
        return Shortcut(_("Classes"), reverse("training:today"), "check")
    if has_role(user, roles.COMMUNITY_TEAMS):
        return Shortcut(_("Enrol"), reverse("training:enrol_neighbour"), "users")
    return None
