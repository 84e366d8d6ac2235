"""Attendance marks: stored once each, then folded into what holds."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction

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
UNCOUNTED = ("locked", "window")


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
    The number of queries is the same for one mark and for 200.
    """
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("training_class")
        .get(pk=session_id)
    )
    batch = _Batch(session, marks, actor, at)
    try:
        with transaction.atomic():
            return batch.record()
    except IntegrityError:
        # An upload for another session took one of the ids meanwhile: now it is known.
        return _Batch(session, marks, actor, at).record()


class _Batch:
    """Marks for a locked session: read at once, decided in memory, written at once."""

    def __init__(self, session: Session, marks: Sequence[NewMark], actor, at):
        self.session, self.marks, self.actor, self.at = session, marks, actor, at
        rows = Enrolment.objects.filter(
            training_class=session.training_class_id,
            uuid__in=[mark.enrolment for mark in marks],
        )
        self.roster = {row.uuid: row for row in rows}
        self.known = AttendanceEvent.objects.in_bulk([mark.id for mark in marks])
        own = {"session": session, "enrolment__in": self.roster.values()}
        self.events: dict[int, list[AttendanceEvent]] = defaultdict(list)
        for event in AttendanceEvent.objects.filter(**own):
            self.events[event.enrolment_id].append(event)
        held = AttendanceRecord.objects.filter(**own)
        self.held = {record.enrolment_id: record for record in held}
        self.new: list[AttendanceEvent] = []
        self.folded: set[int] = set()

    def record(self) -> list[Answer]:
        answers = [self._answer(mark) for mark in self.marks]
        AttendanceEvent.objects.bulk_create(self.new)
        AttendanceRecord.objects.bulk_create(
            [self.held[enrolment] for enrolment in sorted(self.folded)],
            update_conflicts=True,
            unique_fields=["session", "enrolment"],
            update_fields=["status", "winner", "rev", "is_conflict", "changed_at"],
        )
        return answers

    def _answer(self, mark: NewMark) -> Answer:
        enrolment = self.roster.get(mark.enrolment)
        if mark.status not in AttendanceStatus.values:
            return Answer(mark.id, Result.REJECTED, "status")
        if enrolment is None:
            return Answer(mark.id, Result.REJECTED, "enrolment")
        if known := self.known.get(mark.id):
            return self._repeat(known, mark)
        review = _why_review(self.session, enrolment, self.actor, self.at)
        event = self._store(enrolment, mark, review)
        if review in UNCOUNTED:
            return Answer(mark.id, Result.REVIEW, review, self._rev(enrolment.pk))
        held = self._fold(enrolment)
        if review:
            return Answer(mark.id, Result.REVIEW, review, held.rev)
        result = Result.APPLIED if held.winner_id == event.pk else Result.SUPERSEDED
        return Answer(mark.id, result, "conflict" if held.is_conflict else "", held.rev)

    def _repeat(self, known: AttendanceEvent, mark: NewMark) -> Answer:
        if known.body_hash != mark.body_hash(self.session.pk):
            return Answer(mark.id, Result.REJECTED, "mismatch")
        rev = self._rev(known.enrolment_id)
        return Answer(mark.id, Result.DUPLICATE, known.review, rev)

    def _rev(self, enrolment_id: int) -> int:
        held = self.held.get(enrolment_id)
        return held.rev if held else 0

    def _store(self, enrolment, mark: NewMark, review: str) -> AttendanceEvent:
        event = AttendanceEvent(
            id=mark.id,
            session=self.session,
            enrolment=enrolment,
            status=mark.status,
            rank=_rank(self.session, mark, self.actor),
            method=mark.method,
            marked_at=mark.marked_at,
            corrected_at=attendance.corrected_time(
                mark.marked_at,
                offset_ms=mark.clock_offset_ms,
                session_start=self.session.starts_at,
                received_at=self.at,
                seq=mark.seq,
            ),
            received_at=self.at,
            base_rev=mark.base_rev,
            rev=len(self.events[enrolment.pk]) + 1,
            device_id=mark.device_id,
            seq=mark.seq,
            periods_present=mark.periods_present,
            minutes_late=mark.minutes_late,
            note=mark.note,
            body_hash=mark.body_hash(self.session.pk),
            review=review,
            by=self.actor,
        )
        self.new.append(event)
        self.known[event.pk] = event
        self.events[enrolment.pk].append(event)
        return event

    def _fold(self, enrolment: Enrolment) -> AttendanceRecord:
        events = self.events[enrolment.pk]
        counted = [event for event in events if event.review not in UNCOUNTED]
        folded = attendance.fold(_plain(event) for event in counted)
        held = self.held.setdefault(
            enrolment.pk, AttendanceRecord(session=self.session, enrolment=enrolment)
        )
        held.status = folded.winner.status
        held.winner_id = UUID(folded.winner.id)
        held.rev = len(events)
        held.is_conflict = folded.is_conflict
        self.folded.add(enrolment.pk)
        return held


def _plain(event: AttendanceEvent) -> attendance.Mark:
    return attendance.Mark(
        str(event.pk),
        event.rank,
        event.corrected_at,
        event.status,
        event.device_id,
        event.base_rev,
        event.rev,
    )


def _why_review(session: Session, enrolment: Enrolment, actor, at: datetime) -> str:
    if session.marking == MarkingState.LOCKED:
        return "locked"
    if at > session.ends_at + WINDOW and not visibility.may_manage(actor):
        return "window"
    return "" if enrolment.status in SEATED else "left_roster"


def _rank(session: Session, mark: NewMark, actor) -> int:
    if mark.method == Method.AUTO:
        return attendance.AUTOMATIC
    teaches = actor.pk in {session.trainer_id, session.training_class.lead_trainer_id}
    if visibility.may_manage(actor) and not teaches:
        return attendance.OFFICE
    return attendance.EXPLICIT


def known_ids(ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these marks are stored already, of whatever session."""
    rows = AttendanceEvent.objects.filter(pk__in=list(ids))
    return set(rows.values_list("pk", flat=True))


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
