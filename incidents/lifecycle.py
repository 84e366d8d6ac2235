"""States of an incident and the ways between them: the only writer of its status."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from commune.access import roles
from incidents import clocks, deadline_book, guards, signals, timeline, triage, writing
from incidents.models import (
    TLP,
    EntryKind,
    Hold,
    Incident,
    IncidentLink,
    LinkType,
    Status,
)
from incidents.visibility import AnyUser

RS = (roles.RESPONDERS, roles.RESPONSE_LEADS)
RL = (roles.RESPONSE_LEADS,)


class TransitionError(Exception):
    """A step that is refused. `reasons` and `next_steps` are texts for people.

    `beside` holds those of the reasons that are about one stated value, by its name.
    """

    def __init__(
        self,
        reasons: list[str],
        next_steps: list[str],
        beside: Mapping[str, str] | None = None,
    ):
        self.reasons = reasons
        self.next_steps = next_steps
        self.beside = dict(beside or {})
        super().__init__(self.text)

    @property
    def text(self) -> str:
        return self.text_without(())

    def text_without(self, said: Iterable[str]) -> str:
        """Return the reasons that are not in `said`, and the steps that are allowed."""
        rest = [reason for reason in self.reasons if reason not in said]
        steps = ", ".join(self.next_steps) or pgettext("incident steps", "none")
        allowed = _("Allowed next steps: %(steps)s.") % {"steps": steps}
        return " ".join([*rest, allowed])


@dataclass(frozen=True)
class Step:
    """Who may take a way, and what must hold; see `incidents.guards`."""

    who: tuple[str, ...]
    needs: tuple[Callable[[guards.Asked], str | None], ...] = ()


def _table() -> dict[tuple[Status, Status], Step]:
    s = Status
    active = (s.TRIAGED, s.RESPONDING, s.CONTAINED)
    back = Step(RS, (guards.returns_to_previous,))
    table = {
        (s.NEW, s.TRIAGED): Step(RS),
        (s.TRIAGED, s.RESPONDING): Step(RS, (guards.has_lead,)),
        (s.RESPONDING, s.CONTAINED): Step(RS),
        (s.RESOLVED, s.CLOSED): Step(RS, guards.CLOSING),
        (s.RESOLVED, s.RESPONDING): Step(RS, (guards.has_reason,)),
        (s.CLOSED, s.RESPONDING): Step(RL, (guards.has_reason, guards.ended_lately)),
        (s.REJECTED, s.RESPONDING): Step(
            RL, (guards.has_reason, guards.ended_lately, guards.has_lead)
        ),
        (s.MERGED, s.NEW): Step(RL, (*back.needs, guards.merged_lately)),
        (s.MERGED, s.TRIAGED): Step(RL, (*back.needs, guards.merged_lately)),
    }
    for state in (s.NEW, s.TRIAGED):
        table[state, s.REJECTED] = Step(RS, guards.REJECTING)
        table[state, s.MERGED] = Step(RS, (guards.has_target,))
    for state in (s.RESPONDING, s.CONTAINED):
        table[state, s.RESOLVED] = Step(RS, (guards.has_resolution,))
    for state in active:
        table[state, s.ON_HOLD] = Step(RS, (guards.has_reason, guards.resumes_soon))
        table[s.ON_HOLD, state] = back
    return table


STEPS = _table()

# What a caller may state with a step; nothing else reaches the record.
DETAILS: dict[Status, frozenset[str]] = {
    Status.TRIAGED: frozenset(
        {"category", "factors", "kind", "personal_data", "lead", "serious_disruption"}
    ),
    Status.RESPONDING: frozenset({"lead"}),
    Status.RESOLVED: frozenset({"resolution", "root_cause"}),
    Status.CLOSED: frozenset({"lesson", "reply", "disposition"}),
    Status.REJECTED: frozenset({"disposition"}),
    Status.MERGED: frozenset({"target"}),
    Status.ON_HOLD: frozenset({"resume_at"}),
}

STAMPS = {
    Status.TRIAGED: "triaged_at",
    Status.RESPONDING: "responding_at",
    Status.CONTAINED: "contained_at",
    Status.RESOLVED: "resolved_at",
}


BUTTONS = {
    Status.TRIAGED: pgettext_lazy("incident step", "Triage"),
    Status.RESPONDING: pgettext_lazy("incident step", "Start the response"),
    Status.CONTAINED: pgettext_lazy("incident step", "Contained"),
    Status.RESOLVED: pgettext_lazy("incident step", "Resolved"),
    Status.CLOSED: pgettext_lazy("incident step", "Close"),
    Status.ON_HOLD: pgettext_lazy("incident step", "Put on hold"),
    Status.REJECTED: pgettext_lazy("incident step", "Not an incident"),
    Status.MERGED: pgettext_lazy("incident step", "Merge into another"),
    Status.NEW: pgettext_lazy("incident step", "Undo the merge"),
}


def button_label(old: str, to: Status) -> str:
    """Return what the button of a step says."""
    if old == Status.ON_HOLD:
        return _("Go on: %(state)s") % {"state": to.label}
    if old == Status.MERGED:
        return str(BUTTONS[Status.NEW])
    if to == Status.RESPONDING and old != Status.TRIAGED:
        return _("Reopen")
    return str(BUTTONS[to])


def next_statuses(incident: Incident, actor: AnyUser) -> list[Status]:
    """Return the states that `actor` may try to move `incident` to, in table order.

    A guard may still refuse; whoever stands on the wrong side of the role may not try.
    """
    present = Status(incident.status)
    return [
        to
        for (start, to), step in STEPS.items()
        if start == present
        and roles.has_role(actor, *step.who)
        and (guards.returns_to_previous not in step.needs or _came_from(incident, to))
    ]


@transaction.atomic
def transition(
    incident_id: int,
    to: Status | str,
    *,
    actor: User,
    reason: str = "",
    at: datetime | None = None,
    details: Mapping[str, Any] | None = None,
) -> Incident:
    """Move one incident to status `to` and return it.

    Locks the row, so two people cannot both act on the same old status.
    Identity-card numbers in whatever was typed are masked. In order:
    details, guards, clocks, deadlines, one history entry with author and reason, one
    timeline entry; listeners hear of it after the commit.

    `at` is when it happened, now if not given. Raises TransitionError when `to` may
    not follow, Incident.DoesNotExist when the actor may not read the incident.
    """
    incident, details = _locked(incident_id, actor, details or {})
    old = Status(incident.status)
    step = _step(incident, old, to, actor)
    asked = guards.Asked(
        incident=incident,
        to=Status(to),
        actor=actor,
        reason=writing.clean(reason),
        at=at or timezone.now(),
        details=details,
    )
    _apply_details(asked)
    needs = (guards.lead_may_read, *step.needs)
    missing = {guard: text for guard in needs if (text := guard(asked))}
    beside = {guards.ABOUT[g]: text for g, text in missing.items() if g in guards.ABOUT}
    if missing:
        raise _refusal(incident, actor, list(missing.values()), beside)
    _move(asked, old)
    if faults := _clock_faults(incident):
        raise _refusal(incident, actor, faults)
    _write(asked, old)
    return incident


def _locked(
    incident_id: int, actor: User, details: Mapping[str, Any]
) -> tuple[Incident, dict[str, Any]]:
    """Lock the incident, and with it the one that it is to be merged into.

    Were the target only read, two merges at once could each find the other's target
    still open: A in B and B in A, a circle without a beginning.
    """
    target = details.get("target")
    if target is None:
        return writing.lock(incident_id, actor=actor), dict(details)
    incident, target = writing.lock_pair(incident_id, target.pk, actor=actor)
    return incident, {**details, "target": target}


def _came_from(incident: Incident, to: Status) -> bool:
    return incident.previous_status == to


def _step(incident: Incident, old: Status, to: str, actor: User) -> Step:
    """Return the step from `old` to `to`; raise TransitionError where there is none."""
    new = Status(to) if to in Status.values else None
    step = STEPS.get((old, new)) if new else None
    if step is None:
        label = new.label if new else pgettext("incident steps", "unknown")
        message = _('"%(old)s" cannot be followed by "%(new)s".') % {
            "old": old.label,
            "new": label,
        }
        raise _refusal(incident, actor, [message])
    if not roles.has_role(actor, *step.who):
        message = _("Only a response lead may take this step.")
        raise _refusal(incident, actor, [message])
    return step


def _refusal(
    incident: Incident,
    actor: User,
    reasons: list[str],
    beside: Mapping[str, str] | None = None,
) -> TransitionError:
    # The row was changed in memory; what is allowed follows from what is stored.
    stored = Incident.objects.get(pk=incident.pk)
    steps = next_statuses(stored, actor)
    return TransitionError(reasons, [str(s.label) for s in steps], beside)


def _apply_details(asked: guards.Asked) -> None:
    unknown = asked.details.keys() - DETAILS.get(asked.to, frozenset())
    if unknown:
        raise TypeError(f"{asked.to} takes no {sorted(unknown)}")
    incident = asked.incident
    for name, stated in asked.details.items():
        value: Any = writing.clean(stated) if isinstance(stated, str) else stated
        if name == "factors":
            triage.set_factors(incident, value)
        elif name == "target":
            incident.merged_into = value
        elif name != "resume_at":
            setattr(incident, name, value)
    if asked.details.get("reply"):
        incident.replied_at = asked.at


def _move(asked: guards.Asked, old: Status) -> None:
    incident, to, at = asked.incident, asked.to, asked.at
    incident.status = to
    incident.previous_status = old
    if to in STAMPS and not (to == Status.TRIAGED and incident.triaged_at):
        _stamp(incident, STAMPS[to], at, keep=old == Status.ON_HOLD)
    if incident.acknowledged_at is None and to != Status.MERGED:
        incident.acknowledged_at = at
    incident.closed_at = at if to == Status.CLOSED else None
    incident.ended_at = at if to in {Status.REJECTED, Status.MERGED} else None
    if to != Status.MERGED:
        incident.merged_into = None
    if effect := EFFECTS.get(to):
        effect(asked, old)
    triage.assess(incident)


def _stamp(incident: Incident, name: str, at: datetime, *, keep: bool) -> None:
    if not (keep and getattr(incident, name)):
        setattr(incident, name, at)


def _on_triaged(asked: guards.Asked, old: Status) -> None:
    incident = asked.incident
    if incident.lead is None and not roles.has_role(asked.actor, *RL):
        # Below GREEN only those assigned read on; who triages does not lose sight.
        incident.lead = asked.actor


def _on_responding(asked: guards.Asked, old: Status) -> None:
    incident = asked.incident
    if old in {Status.RESOLVED, Status.CLOSED, Status.REJECTED}:
        incident.reopen_count += 1
        incident.contained_at = None
        incident.resolved_at = None
        incident.disposition = ""


EFFECTS = {Status.TRIAGED: _on_triaged, Status.RESPONDING: _on_responding}


def _clock_faults(incident: Incident) -> list[str]:
    moments = {name: getattr(incident, name) for name in clocks.ORDER}
    found = clocks.faults(moments, now=timezone.now())
    return [guards.clock_message(incident, fault) for fault in found]


def _write(asked: guards.Asked, old: Status) -> None:
    incident, to = asked.incident, asked.to
    _keep_holds(asked, old)
    _let_the_lead_read(incident)
    writing.save(incident, actor=asked.actor, reason=asked.reason)
    if to in {Status.REJECTED, Status.MERGED}:
        deadline_book.drop_open(incident)
    else:
        deadline_book.draw_up(incident)
        deadline_book.settle(incident)
    if to == Status.MERGED:
        IncidentLink.objects.get_or_create(
            source=incident,
            target=incident.merged_into,
            defaults={"type": LinkType.DUPLICATE, "created_by": asked.actor},
        )
    _tell(asked, old)


def _let_the_lead_read(incident: Incident) -> None:
    """Make the person in charge of a RED incident its reader, as `people.assign`."""
    if incident.tlp == TLP.RED and incident.lead:
        readers = {*incident.readers.all(), incident.lead}
        writing.set_people(incident, readers=readers)


def _keep_holds(asked: guards.Asked, old: Status) -> None:
    incident = asked.incident
    if asked.to == Status.ON_HOLD:
        Hold.objects.create(
            incident=incident,
            started_at=asked.at,
            resume_at=asked.details["resume_at"],
            reason=asked.reason[:500],
        )
    elif old == Status.ON_HOLD:
        hold = incident.holds.get(ended_at=None)
        ended_at = max(asked.at, hold.started_at)
        hold.ended_at = ended_at
        hold.save()
        incident.paused_minutes += clocks.minutes(ended_at, hold.started_at) or 0


def _tell(asked: guards.Asked, old: Status) -> None:
    incident = asked.incident
    change = format_lazy("{} → {}", old.label, asked.to.label)
    text = format_lazy("{}. {}", change, asked.reason) if asked.reason else change
    timeline.record(
        incident, text, kind=EntryKind.STATUS, author=asked.actor, at=asked.at
    )
    transaction.on_commit(
        partial(
            signals.status_changed.send_robust,
            sender=Incident,
            ref=incident.ref,
            old=old.value,
            new=asked.to.value,
        )
    )
