"""Seats: the only writer of `Enrolment.status` and `Enrolment.seat`.

Every function locks the class row first, then a seat, then the enrolment, so two
requests for one class wait for each other and none can deadlock. On SQLite, which has
no row locks, settings begin transactions IMMEDIATE instead. What must hold even when a
lock is forgotten stands in the database's constraints.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from training import notices
from training.history import sign
from training.models import (
    ACTIVE,
    ClassState,
    Enrolment,
    Policy,
    Seat,
    Source,
    Status,
    TrainingClass,
)
from training.models.enrolment import EnrolmentQuerySet
from training.models.participant import is_minor
from training.models.training_class import MAX_SEATS, NextPlace
from training.participants import Application, name_guardian, person_of


class Refusal(StrEnum):
    CLOSED = "closed"
    FULL = "full"
    TOO_YOUNG = "too_young"
    NEEDS_GUARDIAN = "needs_guardian"
    TOO_LATE = "too_late"
    NOT_PENDING = "not_pending"
    OCCUPIED = "occupied"
    OUT_OF_RANGE = "out_of_range"


class SeatRefused(Exception):
    """The seat rules say no; `code` says why, `names` who stands in the way."""

    def __init__(self, code: Refusal, names: Iterable[str] = ()):
        super().__init__(str(code))
        self.code = code
        self.names = list(names)


class Kind(StrEnum):
    NEW = "new"
    REPEAT = "repeat"  # the same request again: the same answer
    SAME_PERSON = "same_person"  # another request for a person who is in already


@dataclass(frozen=True)
class Taken:
    enrolment: Enrolment
    kind: Kind


OFFICE_SOURCES = {Source.STAFF, Source.WALK_IN}
OFFICE_STATES = {ClassState.OPEN, ClassState.CLOSED, ClassState.RUNNING}


def lock_class(class_id: int) -> TrainingClass:
    """Lock and return the class row: whoever writes seats of a class waits here."""
    return TrainingClass.objects.select_for_update().get(pk=class_id)


@transaction.atomic
def take(
    class_id: int,
    application: Application,
    *,
    request_uuid: UUID,
    actor: User | None = None,
    at: datetime | None = None,
) -> Taken:
    """Give the person a seat, a place on the waiting list, or a pending enrolment.

    The same `request_uuid` again, or the same name, year and village, returns the
    enrolment that is there. Pending: the class wants approval, the person is under 16,
    or is a namesake of somebody enrolled. Nobody jumps the waiting list.

    Raises SeatRefused closed, full, too_young, needs_guardian.
    """
    at = at or timezone.now()
    training_class = lock_class(class_id)
    if known := Enrolment.objects.filter(request_uuid=request_uuid).first():
        return Taken(known, Kind.REPEAT)
    same = _active_with_key(class_id, application.dedup_key)
    if not application.is_namesake and (known := same.first()):
        return Taken(known, Kind.SAME_PERSON)
    _check_admission(training_class, application, at)
    status, seat = _place(training_class, application, at)
    enrolment = Enrolment(
        training_class=training_class,
        person=person_of(application, is_new=same.exists()),
        seat=seat,
        status=status,
        dedup_key=application.dedup_key,
        dedup_ordinal=_next_ordinal(same),
        request_uuid=request_uuid,
        source=application.source,
        enrolled_by=actor,
        target_group_id=application.target_group_id,
        queued_at=at,
    )
    sign(enrolment, actor=actor)
    enrolment.save()
    return Taken(enrolment, Kind.NEW)


def _active_with_key(class_id: int, key: str) -> EnrolmentQuerySet:
    rows = Enrolment.objects.filter(training_class=class_id, dedup_key=key)
    return rows.active()


def _next_ordinal(same: EnrolmentQuerySet) -> int:
    highest = same.aggregate(highest=Max("dedup_ordinal"))["highest"]
    return 0 if highest is None else highest + 1


def _check_admission(
    training_class: TrainingClass, application: Application, at: datetime
) -> None:
    is_office = application.source in OFFICE_SOURCES
    if is_office and training_class.state not in OFFICE_STATES:
        raise SeatRefused(Refusal.CLOSED)
    if not is_office and not training_class.is_enrolment_open(at=at):
        raise SeatRefused(Refusal.CLOSED)
    year = timezone.localdate(at).year
    if year - application.birth_year < training_class.min_age:
        raise SeatRefused(Refusal.TOO_YOUNG)
    lacks_guardian = not application.phone or application.phone_of == "self"
    if is_minor(application.birth_year, on=timezone.localdate(at)) and lacks_guardian:
        raise SeatRefused(Refusal.NEEDS_GUARDIAN)


def _place(
    training_class: TrainingClass, application: Application, at: datetime
) -> tuple[Status, Seat | None]:
    """Return the status and the seat that a newcomer gets."""
    place = TrainingClass.objects.with_counts().get(pk=training_class.pk).next_place
    if place == NextPlace.NONE:
        raise SeatRefused(Refusal.FULL)
    if _needs_decision(training_class, application, at):
        return Status.PENDING, None
    if place == NextPlace.SEAT:
        return Status.CONFIRMED, _free_seats(training_class.pk).first()
    return Status.WAITING, None


def _needs_decision(
    training_class: TrainingClass, application: Application, at: datetime
) -> bool:
    return (
        training_class.policy == Policy.APPROVAL
        or application.is_namesake
        or is_minor(application.birth_year, on=timezone.localdate(at))
    )


def _free_seats(class_id: int) -> QuerySet[Seat]:
    taken = Enrolment.objects.filter(seat=OuterRef("pk"))
    free = Seat.objects.select_for_update().filter(training_class=class_id)
    return free.filter(~Exists(taken)).order_by("id")


@transaction.atomic
def release(
    enrolment_id: int,
    *,
    actor: User | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Enrolment:
    """Cancel an enrolment, free its seat, promote the next; a repeat is a no-op.

    Without `actor` the person cancels by the ticket, which ends at `cancel_until`.
    Raises SeatRefused too_late.
    """
    at = at or timezone.now()
    training_class, enrolment = _locked(enrolment_id)
    if not enrolment.is_active:
        return enrolment
    if actor is None and not enrolment.may_cancel(at=at):
        raise SeatRefused(Refusal.TOO_LATE)
    _close(enrolment, Status.CANCELLED, actor=actor, reason=reason, at=at)
    promote(training_class.pk, at=at)
    return enrolment


@transaction.atomic
def reject(
    enrolment_id: int, *, actor: User | None, reason: str, at: datetime | None = None
) -> Enrolment:
    """Refuse a pending enrolment and tell the person; raise SeatRefused not_pending."""
    at = at or timezone.now()
    _class, enrolment = _locked(enrolment_id)
    if enrolment.status != Status.PENDING:
        raise SeatRefused(Refusal.NOT_PENDING)
    _close(enrolment, Status.REJECTED, actor=actor, reason=reason, at=at)
    notices.tell_rejected(enrolment)
    return enrolment


@transaction.atomic
def confirm(
    enrolment_id: int,
    *,
    actor: User | None,
    guardian_name: str = "",
    at: datetime | None = None,
) -> Enrolment:
    """Accept a pending enrolment: a seat, or the waiting list where it asked to be.

    A `guardian_name` is kept for a child. Raises SeatRefused not_pending, or
    needs_guardian for a child without one.
    """
    at = at or timezone.now()
    training_class, enrolment = _locked(enrolment_id)
    if enrolment.status != Status.PENDING:
        raise SeatRefused(Refusal.NOT_PENDING)
    person = enrolment.person
    if person.is_minor(on=timezone.localdate(at)):
        name_guardian(person, guardian_name, actor=actor)
        if not person.guardian_name:
            raise SeatRefused(Refusal.NEEDS_GUARDIAN)
    enrolment.status = Status.WAITING
    _decide(enrolment, actor=actor, reason="", at=at)
    promote(training_class.pk, at=at, by_office=True)
    enrolment.refresh_from_db()
    if enrolment.status == Status.WAITING:
        notices.tell_waiting(enrolment)
    return enrolment


@transaction.atomic
def promote(
    class_id: int, *, at: datetime | None = None, by_office: bool = False
) -> list[Enrolment]:
    """Seat who waits, first come first, as long as seats are free; return them.

    Each one gets exactly one message in the same transaction. After enrolment has
    closed only the office promotes (`by_office`).
    """
    at = at or timezone.now()
    training_class = lock_class(class_id)
    if not _may_promote(training_class, at=at, by_office=by_office):
        return []
    seats = list(_free_seats(class_id))
    waiting = training_class.enrolments.waiting_in_order().select_for_update()
    promoted = list(waiting[: len(seats)])
    for enrolment, seat in zip(promoted, seats, strict=False):
        enrolment.seat = seat
        enrolment.status = Status.CONFIRMED
        sign(enrolment, reason="promoted")
        enrolment.save()
        notices.tell_promoted(enrolment)
    return promoted


def _may_promote(
    training_class: TrainingClass, *, at: datetime, by_office: bool
) -> bool:
    if by_office:
        return training_class.state in OFFICE_STATES
    closes = training_class.enrol_closes
    return training_class.state in {ClassState.OPEN, ClassState.CLOSED} and (
        closes is None or at < closes
    )


@transaction.atomic
def set_capacity(
    class_id: int,
    seat_count: int,
    *,
    actor: User | None,
    reason: str,
    at: datetime | None = None,
) -> TrainingClass:
    """Make the class have `seat_count` seats; a larger one promotes who waits.

    Raises SeatRefused out_of_range, or occupied with the names of those who came last
    and would have to leave first.
    """
    if not 1 <= seat_count <= MAX_SEATS:
        raise SeatRefused(Refusal.OUT_OF_RANGE)
    training_class = lock_class(class_id)
    present = Seat.objects.filter(training_class=class_id).count()
    if seat_count == present:
        return training_class
    if seat_count > present:
        _add_seats(training_class, seat_count - present)
    else:
        _drop_seats(training_class, present - seat_count)
    sign(training_class, actor=actor, reason=f"{present} → {seat_count}. {reason}")
    training_class.save()
    promote(class_id, at=at)
    return training_class


def _add_seats(training_class: TrainingClass, count: int) -> None:
    used = set(
        Seat.objects.filter(training_class=training_class).values_list("no", flat=True)
    )
    numbers = [no for no in range(1, MAX_SEATS + 1) if no not in used][:count]
    Seat.objects.bulk_create(
        Seat(id=training_class.pk * 1000 + no, training_class=training_class, no=no)
        for no in numbers
    )


def _drop_seats(training_class: TrainingClass, count: int) -> None:
    free = list(_free_seats(training_class.pk).reverse()[:count])
    if len(free) < count:
        last = training_class.enrolments.seated().order_by("-queued_at", "-pk")
        last = last.select_related("person")[: count - len(free)]
        raise SeatRefused(Refusal.OCCUPIED, [row.person.full_name for row in last])
    Seat.objects.filter(pk__in=[seat.pk for seat in free]).delete()


@transaction.atomic
def close_all(class_id: int, *, actor: User | None, reason: str, at: datetime) -> int:
    """End every active enrolment of a cancelled class and tell each person."""
    training_class = lock_class(class_id)
    rows = training_class.enrolments.active().select_for_update().order_by("pk")
    for enrolment in rows:
        _close(enrolment, Status.CLASS_CANCELLED, actor=actor, reason=reason, at=at)
        notices.tell_class_cancelled(enrolment)
    return len(rows)


def _locked(enrolment_id: int) -> tuple[TrainingClass, Enrolment]:
    """Lock the class, then the seat, then the enrolment; return class and enrolment."""
    found = Enrolment.objects.values("training_class_id").get(pk=enrolment_id)
    training_class = lock_class(found["training_class_id"])
    list(Seat.objects.select_for_update().filter(pk__in=_seat_of(enrolment_id)))
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment_id)
    enrolment.training_class = training_class
    return training_class, enrolment


def _seat_of(enrolment_id: int) -> QuerySet[Enrolment, Any]:
    rows = Enrolment.objects.filter(pk=enrolment_id, status__in=ACTIVE)
    return rows.exclude(seat=None).values("seat_id")


def _close(
    enrolment: Enrolment,
    status: Status,
    *,
    actor: User | None,
    reason: str,
    at: datetime,
) -> None:
    enrolment.seat = None
    enrolment.status = status
    _decide(enrolment, actor=actor, reason=reason, at=at)
    notices.drop_untold(enrolment, actor=actor, at=at)


def _decide(
    enrolment: Enrolment, *, actor: User | None, reason: str, at: datetime
) -> None:
    enrolment.reason = reason[:200]
    enrolment.decided_by = actor
    enrolment.decided_at = at
    sign(enrolment, actor=actor, reason=reason)
    enrolment.save()
