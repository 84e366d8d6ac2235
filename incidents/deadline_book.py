"""Keep an incident's deadlines in step with its facts; `deadlines` does the sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune.models import Holiday, OfficeHours
from incidents import clocks, deadlines, timeline, writing
from incidents.models import (
    Deadline,
    DeadlineRule,
    EntryKind,
    Hold,
    Incident,
    InternalTarget,
)
from incidents.models.deadline import Calendar, Scope
from incidents.models.rule_values import FACTS

MIN_REASON = 10
TARGETS: dict[str, str] = {
    Deadline.Code.ACKNOWLEDGE: "acknowledge_minutes",
    Deadline.Code.CONTAIN: "contain_minutes",
    Deadline.Code.RESOLVE: "resolve_minutes",
}


class DeadlineError(Exception):
    """A sent stamp or waiver that is not possible; the text is for people."""


@dataclass(frozen=True)
class Book:
    """The rows that due times are computed from, read once."""

    rules: list[DeadlineRule]
    targets: dict[str, InternalTarget]
    office: deadlines.Office


def read_book(at: datetime) -> Book:
    """Return the rules, targets and office hours that hold on the day of `at`."""
    day = timezone.localdate(at)
    hours = OfficeHours.objects.valid(on=day)
    rules = DeadlineRule.objects.valid(on=day).filter(scope=Scope.INCIDENT)
    return Book(
        rules=list(rules.order_by("pk")),
        targets={t.severity: t for t in InternalTarget.objects.valid(on=day)},
        office=deadlines.office(
            hours.values_list("weekday", "opens", "closes"),
            Holiday.objects.exclude(status="old").values_list("day", "is_working_day"),
        ),
    )


def due_rows(
    incident: Incident, book: Book, holds: Iterable[Hold] = ()
) -> list[Deadline]:
    """Return unsaved deadlines as the facts of an incident ask for them now."""
    return [*_internal_rows(incident, book, holds), *_legal_rows(incident, book)]


def draw_up(incident: Incident) -> None:
    """Write, move or remove the deadlines after facts of the incident changed.

    What is met, sent or waived stays as it is; a deadline keeps the rule it began
    with, and the target of a severity that did not change. Old due times stay in the
    history.
    """
    book = read_book(incident.detected_at)
    present = {
        row.code: row for row in incident.deadlines.select_related("rule", "target")
    }
    book = _with_rules_in_use(book, present)
    wanted = {row.code: row for row in due_rows(incident, book, incident.holds.all())}
    for code, row in wanted.items():
        if code not in present:
            row.save()
        elif present[code].is_open:
            _move(present[code], row)
    for code in present.keys() - wanted.keys():
        if present[code].is_open:
            present[code].delete()


def settle(incident: Incident) -> None:
    """Stamp the internal deadlines by the clocks; a reopened incident runs again."""
    met: dict[str, datetime | None] = {
        Deadline.Code.ACKNOWLEDGE: incident.acknowledged_at,
        Deadline.Code.CONTAIN: incident.contained_at or incident.resolved_at,
        Deadline.Code.RESOLVE: incident.resolved_at,
    }
    for row in incident.deadlines.filter(code__in=met):
        if row.met_at != met[row.code]:
            row.met_at = met[row.code]
            row.save()


def drop_open(incident: Incident) -> None:
    """Remove the open deadlines of what turned out to be no incident of its own."""
    for row in incident.deadlines.open():
        row.delete()


@transaction.atomic
def mark_sent(
    deadline_id: int,
    *,
    actor: User,
    at: datetime,
    how: str = "",
    number: str = "",
) -> Deadline:
    """Stamp a legal deadline as reported; raises DeadlineError when it is not open."""
    row, incident = _locked(deadline_id, actor)
    if at > timezone.now() + clocks.FUTURE_LEEWAY:
        raise DeadlineError(_("The time of sending lies in the future."))
    if at < row.starts_at:
        raise DeadlineError(_("It cannot have been sent before its clock started."))
    row.met_at, row.document_number = at, number[:60]
    row.sent_how = writing.clean(how)[:100]
    row.save()
    timeline.record(
        incident,
        format_lazy(
            gettext_lazy("Reported: {label}. {how} {number}"),
            label=row.label,
            how=how,
            number=number,
        ),
        kind=EntryKind.ACTION,
        author=actor,
        at=at,
    )
    return row


@transaction.atomic
def waive(
    deadline_id: int, *, actor: User, reason: str, at: datetime | None = None
) -> Deadline:
    """Waive a legal deadline with a reason of ten characters or more."""
    row, incident = _locked(deadline_id, actor)
    if len(reason.strip()) < MIN_REASON:
        raise DeadlineError(_("Give a reason of at least 10 characters."))
    row.waived_at = at or timezone.now()
    row.waived_by = actor
    row.waived_reason = writing.clean(reason)[:300]
    row.save()
    timeline.record(
        incident,
        format_lazy(
            gettext_lazy("Waived: {label}. {reason}"),
            label=row.label,
            reason=row.waived_reason,
        ),
        kind=EntryKind.DECISION,
        author=actor,
        at=row.waived_at,
    )
    return row


def _locked(deadline_id: int, actor: User) -> tuple[Deadline, Incident]:
    row = Deadline.objects.filter(rule__isnull=False).get(pk=deadline_id)
    incident = writing.lock(row.incident_id, actor=actor)
    row.refresh_from_db()
    if not row.is_open:
        raise DeadlineError(_("This deadline is settled already."))
    return row, incident


def _internal_rows(
    incident: Incident, book: Book, holds: Iterable[Hold]
) -> list[Deadline]:
    target = book.targets.get(incident.severity)
    if target is None:
        return []
    try:
        return [_internal_row(incident, book, target, code, holds) for code in TARGETS]
    except ValueError:  # the office has no hours yet: no due time rather than none
        return []


def _internal_row(
    incident: Incident,
    book: Book,
    target: InternalTarget,
    code: str,
    holds: Iterable[Hold],
) -> Deadline:
    paused = sum(
        deadlines.minutes_between(
            hold.started_at,
            hold.ended_at,
            calendar=target.calendar,
            open_hours=book.office,
        )
        for hold in holds
        if hold.ended_at
    )
    due_at = deadlines.add_minutes(
        incident.reported_at,
        getattr(target, TARGETS[code]) + paused,
        calendar=target.calendar,
        open_hours=book.office,
    )
    return Deadline(
        incident=incident,
        code=code,
        label=Deadline.Code(code).value,
        target=target,
        starts_at=incident.reported_at,
        due_at=due_at,
        paused_minutes=paused,
    )


def _legal_rows(incident: Incident, book: Book) -> list[Deadline]:
    facts = {name: getattr(incident, name) for name in FACTS}
    rows = []
    for rule in book.rules:
        start = getattr(incident, rule.clock_from, None)
        if start is None or not deadlines.applies(rule.condition, facts):
            continue
        rows.append(
            Deadline(
                incident=incident,
                code=rule.code,
                label=rule.label,
                rule=rule,
                starts_at=start,
                due_at=_legal_due(rule, start, book),
            )
        )
    return rows


def _legal_due(rule: DeadlineRule, start: datetime, book: Book) -> datetime | None:
    if rule.minutes is None:
        return None
    calendar = rule.calendar or Calendar.ALWAYS
    return deadlines.add_minutes(
        start, rule.minutes, calendar=calendar, open_hours=book.office
    )


def _with_rules_in_use(book: Book, present: dict[str, Deadline]) -> Book:
    targets = {
        row.target.severity: row.target for row in present.values() if row.target
    }
    used = {code: row.rule for code, row in present.items() if row.rule}
    rules = [used.get(rule.code, rule) for rule in book.rules]
    known = {rule.code for rule in rules}
    return Book(
        rules + [rule for code, rule in used.items() if code not in known],
        book.targets | targets,
        book.office,
    )


def _move(row: Deadline, wanted: Deadline) -> None:
    fields = ("starts_at", "due_at", "paused_minutes", "target_id", "rule_id")
    if any(getattr(row, name) != getattr(wanted, name) for name in fields):
        for name in fields:
            setattr(row, name, getattr(wanted, name))
        row.save()
