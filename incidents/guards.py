"""What must hold before a step of the lifecycle; each guard returns what is missing.

A guard gets the incident with the details of the step already on it, and returns None
or one sentence for people.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from commune.access import roles
from commune.model_fields import field_of
from incidents.clocks import Fault
from incidents.models import TLP, EntryKind, Incident, Kind, Severity, Status
from incidents.models.choices import NOT_AN_INCIDENT

MIN_REASON = 10
MIN_RESOLUTION = 20
MIN_LESSON = 20
HOLD_DAYS = 14
REOPEN_DAYS = 90
UNMERGE_DAYS = 30


@dataclass(frozen=True)
class Asked:
    """One step that somebody wants to take."""

    incident: Incident
    to: Status
    actor: User
    reason: str
    at: datetime
    details: dict[str, Any]


def has_reason(asked: Asked) -> str | None:
    if len(asked.reason) < MIN_REASON:
        return _("Give a reason of at least 10 characters.")
    return None


def has_lead(asked: Asked) -> str | None:
    if asked.incident.lead_id is None:
        return _("Nobody is in charge yet: choose the person in charge.")
    return None


def lead_may_read(asked: Asked) -> str | None:
    """Who is put in charge reads; into a RED incident only a response lead brings."""
    incident, lead = asked.incident, asked.details.get("lead")
    if lead is None:
        return None
    if not roles.has_role(lead, roles.RESPONDERS, roles.RESPONSE_LEADS):
        return _("Choose somebody of the response team.")
    if incident.tlp != TLP.RED or roles.has_role(asked.actor, roles.RESPONSE_LEADS):
        return None
    if (
        roles.has_role(lead, roles.RESPONSE_LEADS)
        or incident.readers.filter(pk=lead.pk).exists()
    ):
        return None
    return _("Only a response lead decides who reads this incident.")


def may_reject(asked: Asked) -> str | None:
    mild = asked.incident.severity in {Severity.P3, Severity.P4}
    if mild or roles.has_role(asked.actor, roles.RESPONSE_LEADS):
        return None
    return _("Only a response lead may reject an incident of P1 or P2.")


def has_disposition(asked: Asked) -> str | None:
    if asked.incident.disposition not in NOT_AN_INCIDENT:
        return _("Choose why it is not an incident.")
    return None


def has_target(asked: Asked) -> str | None:
    target = asked.incident.merged_into
    if target is None:
        return _("Choose the incident to merge into.")
    if target.pk == asked.incident.pk:
        return _("An incident cannot be merged into itself.")
    from incidents.visibility import can_see

    if target.status in {Status.MERGED, Status.REJECTED} or not can_see(
        asked.actor, target
    ):
        return _("It cannot be merged into that incident.")
    return None


def has_resolution(asked: Asked) -> str | None:
    incident = asked.incident
    missing = []
    if len(incident.resolution.strip()) < MIN_RESOLUTION:
        missing.append(_("Say in at least 20 characters how it was resolved."))
    if not incident.root_cause:
        missing.append(_("Choose the root cause."))
    return " ".join(missing) or None


def resumes_soon(asked: Asked) -> str | None:
    resume_at = asked.details.get("resume_at")
    if resume_at is None:
        return _("Say when work goes on.")
    if not asked.at < resume_at <= asked.at + timedelta(days=HOLD_DAYS):
        return _("Work must go on after now and within 14 days.")
    return None


def returns_to_previous(asked: Asked) -> str | None:
    if asked.incident.previous_status != asked.to:
        return _("It can only return to where it was before.")
    return None


def ended_lately(asked: Asked) -> str | None:
    incident = asked.incident
    ended = incident.closed_at or incident.ended_at
    if ended and timezone.now() - ended > timedelta(days=REOPEN_DAYS):
        return _("It ended over 90 days ago: record a new one and link it.")
    return None


def merged_lately(asked: Asked) -> str | None:
    ended = asked.incident.ended_at
    if ended and timezone.now() - ended > timedelta(days=UNMERGE_DAYS):
        return _("It was merged over 30 days ago.")
    return None


def may_close(asked: Asked) -> str | None:
    if asked.incident.severity == Severity.P4:
        return None
    if roles.has_role(asked.actor, roles.RESPONSE_LEADS):
        return None
    return _("Only a response lead may close an incident above P4.")


def deadlines_settled(asked: Asked) -> str | None:
    """Legal clocks only: the internal ones end by the step itself."""
    still_open = asked.incident.deadlines.open().filter(rule__isnull=False)
    names = [row.name for row in still_open]
    if names:
        return _("Not reported or waived yet: %(names)s.") % {"names": "; ".join(names)}
    return None


def reviewed(asked: Asked) -> str | None:
    incident = asked.incident
    grave = incident.severity in {Severity.P1, Severity.P2}
    is_short = len(incident.lesson.strip()) < MIN_LESSON
    if grave and incident.kind != Kind.DRILL and is_short:
        return _("P1 and P2 need a review: write the lesson, 20 characters or more.")
    return None


def reporter_answered(asked: Asked) -> str | None:
    if asked.incident.wants_reply and asked.incident.replied_at is None:
        return _("The reporter waits for an answer: write it.")
    return None


def four_eyes(asked: Asked) -> str | None:
    """P1 and P2 are not closed by the only person who worked on them."""
    incident = asked.incident
    if incident.severity not in {Severity.P1, Severity.P2}:
        return None
    others = incident.timeline.exclude(author=asked.actor).filter(
        author__isnull=False, kind__in=[EntryKind.STATUS, EntryKind.ACTION]
    )
    if not others.exists():
        return _("P1 and P2 must not be closed by the only person who worked on them.")
    return None


CLOSING = (may_close, deadlines_settled, reviewed, reporter_answered, four_eyes)
REJECTING = (may_reject, has_disposition, has_reason)
# What a guard asks about, by the name under which a caller states it.
ABOUT = {
    has_lead: "lead",
    lead_may_read: "lead",
    has_reason: "reason",
    has_disposition: "disposition",
    has_target: "target",
    resumes_soon: "resume_at",
    reviewed: "lesson",
    reporter_answered: "reply",
}


def clock_message(incident: Incident, fault: Fault) -> str:
    """Return a sentence for a fault of the clocks."""
    label = field_of(incident, fault.field).verbose_name
    if fault.code == "future":
        return _('"%(what)s" lies in the future.') % {"what": label}
    other = field_of(incident, fault.other).verbose_name
    return _('"%(what)s" lies before "%(other)s".') % {"what": label, "other": other}
