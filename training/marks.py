"""Attendance marks: stored once each, then folded into what holds."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from training import attendance, visibility
from training.models import (
    SEATED,
    AttendanceEvent,
    AttendanceRecord,
    AttendanceStatus,
    Enrolment,
    Session,
)
from training.models.attendance import Method
from training.models.session import MarkingState

WINDOW = timedelta(days=7)


class Result(StrEnum):
    APPLIED = "applied"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    REVIEW = "review"
    REJECTED = "rejected"


@dataclass(frozen=True)
class NewMark:
    """A mark as the phone sends it; `id` is made there, once for all sendings."""

    id: UUID
    enrolment: UUID
    status: str
    marked_at: datetime
    method: str = Method.TAP
    clock_offset_ms: int | None = None
    base_rev: int = 0
    device_id: str = ""
    seq: int = 0
    periods_present: int | None = None
    minutes_late: int | None = None
    note: str = ""

    def body_hash(self, session_id: int) -> str:
        """Return what tells a repeat from another mark under the same id."""
        body = asdict(self) | {"session": session_id}
        for sending in ("clock_offset_ms", "base_rev"):  # may differ at the next try
            del body[sending]
        return hashlib.sha256(
            json.dumps(body, default=str, sort_keys=True).encode()
        ).hexdigest()


@dataclass(frozen=True)
class Answer:
    id: UUID
    result: Result
    code: str = ""
    rev: int = 0


@transaction.atomic
def record(
    session_id: int, marks: Sequence[NewMark], *, actor, at: datetime
) -> list[Answer]:
    """Store marks and fold each touched row; one answer a mark, in order.

    Locks the session, so two uploads for it come one after the other. Nothing that was
    marked in a room is thrown away: what may not count at once is kept for review.
    """
    session = Session.objects.select_for_update().get(pk=session_id)
    roster = {
        row.uuid: row
        for row in Enrolment.objects.filter(
            training_class=session.training_class_id,
            uuid__in=[mark.enrolment for mark in marks],
        )
    }
    return [_record_one(session, roster, mark, actor, at) for mark in marks]


def _record_one(session, roster, mark: NewMark, actor, at: datetime) -> Answer:
    enrolment = roster.get(mark.enrolment)
    if mark.status not in AttendanceStatus.values:
        return Answer(mark.id, Result.REJECTED, "status")
    if enrolment is None:
        return Answer(mark.id, Result.REJECTED, "enrolment")
    if known := AttendanceEvent.objects.filter(pk=mark.id).first():
        return _known(session, known, mark)
    review = _why_review(session, enrolment, actor, at)
    event = _store(session, enrolment, mark, actor, at, review)
    if review in {"locked", "window"}:
        return Answer(mark.id, Result.REVIEW, review, _rev(session, enrolment))
    held = _fold(session, enrolment)
    if review:
        return Answer(mark.id, Result.REVIEW, review, held.rev)
    result = Result.APPLIED if held.winner_id == event.pk else Result.SUPERSEDED
    return Answer(mark.id, result, "conflict" if held.is_conflict else "", held.rev)


def _known(session: Session, known: AttendanceEvent, mark: NewMark) -> Answer:
    if known.body_hash != mark.body_hash(session.pk):
        return Answer(mark.id, Result.REJECTED, "mismatch")
    rev = _rev(session, known.enrolment)
    return Answer(mark.id, Result.DUPLICATE, known.review, rev)


def _rev(session: Session, enrolment: Enrolment) -> int:
    rows = AttendanceRecord.objects.filter(session=session, enrolment=enrolment)
    return rows.values_list("rev", flat=True).first() or 0


def _why_review(session: Session, enrolment: Enrolment, actor, at: datetime) -> str:
    if session.marking == MarkingState.LOCKED:
        return "locked"
    if at > session.ends_at + WINDOW and not visibility.may_manage(actor):
        return "window"
    return "" if enrolment.status in SEATED else "left_roster"


def _store(session, enrolment, mark: NewMark, actor, at, review) -> AttendanceEvent:
    before = AttendanceEvent.objects.filter(session=session, enrolment=enrolment)
    return AttendanceEvent.objects.create(
        id=mark.id,
        session=session,
        enrolment=enrolment,
        status=mark.status,
        rank=_rank(session, mark, actor),
        method=mark.method,
        marked_at=mark.marked_at,
        corrected_at=attendance.corrected_time(
            mark.marked_at,
            offset_ms=mark.clock_offset_ms,
            session_start=session.starts_at,
            received_at=at,
            seq=mark.seq,
        ),
        received_at=at,
        base_rev=mark.base_rev,
        rev=before.count() + 1,
        device_id=mark.device_id,
        seq=mark.seq,
        periods_present=mark.periods_present,
        minutes_late=mark.minutes_late,
        note=mark.note,
        body_hash=mark.body_hash(session.pk),
        review=review,
        by=actor,
    )


def _rank(session: Session, mark: NewMark, actor) -> int:
    if mark.method == Method.AUTO:
        return attendance.AUTOMATIC
    teaches = actor.pk in {session.trainer_id, session.training_class.lead_trainer_id}
    if visibility.may_manage(actor) and not teaches:
        return attendance.OFFICE
    return attendance.EXPLICIT


def _fold(session: Session, enrolment: Enrolment) -> AttendanceRecord:
    events = AttendanceEvent.objects.filter(session=session, enrolment=enrolment)
    counted = events.exclude(review__in=["locked", "window"])
    folded = attendance.fold(
        attendance.Mark(
            str(event.pk),
            event.rank,
            event.corrected_at,
            event.status,
            event.device_id,
            event.base_rev,
            event.rev,
        )
        for event in counted
    )
    held, _is_new = AttendanceRecord.objects.update_or_create(
        session=session,
        enrolment=enrolment,
        defaults={
            "status": folded.winner.status,
            "winner_id": UUID(folded.winner.id),
            "rev": events.count(),
            "is_conflict": folded.is_conflict,
        },
    )
    return held


def roster(session: Session) -> list[dict]:
    """Return who belongs into the session, by given name, with what holds now."""
    rows = Enrolment.objects.seated().filter(training_class=session.training_class_id)
    rows = rows.select_related("person__village").by_given_name()
    held = {
        record.enrolment_id: record
        for record in AttendanceRecord.objects.filter(session=session)
    }
    return [_roster_row(row, held.get(row.pk)) for row in rows]


def _roster_row(row: Enrolment, held: AttendanceRecord | None) -> dict:
    return {
        "enrolment": str(row.uuid),
        "full_name": row.person.full_name,
        "birth_year": row.person.birth_year,
        "village": row.person.village.name,
        "status": held.status if held else None,
        "rev": held.rev if held else 0,
        "is_conflict": bool(held and held.is_conflict),
    }
