"""Severity of an incident: computed from the factors, or set by hand with a reason."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune.access import roles
from incidents import deadline_book, severity, timeline, writing
from incidents.models import EntryKind, Incident, Severity, SeveritySource
from incidents.models.choices import FACTOR_FIELDS

MIN_REASON = 10


class SeverityError(Exception):
    """An override that is refused; the text is for people."""


def set_factors(incident: Incident, factors: Mapping[str, int]) -> None:
    """Set the factors named by FI II PI SP RC TC; unnamed ones stay."""
    for short, value in factors.items():
        setattr(incident, FACTOR_FIELDS[short], value)


def assess(incident: Incident) -> None:
    """Set score and, unless it was set by hand, severity from factors and category."""
    found = severity.assess(incident.factors, floor=incident.category.severity_floor)
    incident.score = found.score
    if incident.severity_source == SeveritySource.AUTO:
        incident.severity = found.severity


@transaction.atomic
def override_severity(
    incident_id: int, level: str, *, actor: User, reason: str
) -> Incident:
    """Set the severity by hand; the due times follow, from the report on.

    Response leads set any; responders raise by one step. The same level by hand with
    the same reason again changes nothing. Raises SeverityError.
    """
    incident = writing.lock(incident_id, actor=actor)
    by_hand = (SeveritySource.MANUAL, level, writing.clean(reason)[:300])
    if by_hand == _present(incident):
        return incident
    _check(incident, level, actor, reason)
    old = incident.severity
    incident.severity = level
    incident.severity_source = SeveritySource.MANUAL
    incident.severity_reason = by_hand[-1]
    writing.save(incident, actor=actor, reason=reason)
    deadline_book.draw_up(incident)
    timeline.record(
        incident,
        format_lazy(
            gettext_lazy("Severity by hand: {old} to {new}. {reason}"),
            old=old,
            new=level,
            reason=incident.severity_reason,
        ),
        kind=EntryKind.DECISION,
        author=actor,
    )
    return incident


@transaction.atomic
def back_to_computed(incident_id: int, *, actor: User, reason: str) -> Incident:
    """Let the factors decide again; response leads alone, with a reason.

    Where they decide already nothing changes. Raises SeverityError.
    """
    if not roles.has_role(actor, roles.RESPONSE_LEADS):
        raise SeverityError(_("Only a response lead may do this."))
    incident = writing.lock(incident_id, actor=actor)
    if incident.severity_source == SeveritySource.AUTO:
        return incident
    _check_open(incident, reason)
    old = incident.severity
    incident.severity_source = SeveritySource.AUTO
    incident.severity_reason = ""
    assess(incident)
    writing.save(incident, actor=actor, reason=reason)
    deadline_book.draw_up(incident)
    timeline.record(
        incident,
        format_lazy(
            gettext_lazy("Severity computed again: {old} to {new}. {reason}"),
            old=old,
            new=incident.severity,
            reason=reason,
        ),
        kind=EntryKind.DECISION,
        author=actor,
    )
    return incident


def computed(incident: Incident) -> str:
    """Return the severity that factors and category give, whatever was set by hand."""
    floor = incident.category.severity_floor
    return severity.assess(incident.factors, floor=floor).severity


def _present(incident: Incident) -> tuple[str, str, str]:
    return incident.severity_source, incident.severity, incident.severity_reason


def _check(incident: Incident, level: str, actor: User, reason: str) -> None:
    if level not in Severity.values:
        raise SeverityError(_("Choose one of P1 to P4."))
    _check_open(incident, reason)
    if roles.has_role(actor, roles.RESPONSE_LEADS):
        return
    if severity.steps_up(incident.severity, level) != 1:
        raise SeverityError(
            _("A responder may raise the severity by one step; ask a response lead.")
        )


def _check_open(incident: Incident, reason: str) -> None:
    if len(reason.strip()) < MIN_REASON:
        raise SeverityError(_("Give a reason of at least 10 characters."))
    if not incident.is_open:
        raise SeverityError(_("The incident has ended."))
