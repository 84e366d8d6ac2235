"""The life of a class: the only writer of `TrainingClass.state`."""

from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from training import seats, signals
from training.history import sign
from training.models import ClassState, TrainingClass

NEXT_STATES: dict[ClassState, frozenset[ClassState]] = {
    ClassState.DRAFT: frozenset({ClassState.OPEN, ClassState.CANCELLED}),
    ClassState.OPEN: frozenset({ClassState.CLOSED, ClassState.CANCELLED}),
    ClassState.CLOSED: frozenset(
        {ClassState.OPEN, ClassState.RUNNING, ClassState.CANCELLED}
    ),
    ClassState.RUNNING: frozenset({ClassState.FINISHED, ClassState.CANCELLED}),
    ClassState.FINISHED: frozenset({ClassState.LOCKED, ClassState.RUNNING}),
    ClassState.LOCKED: frozenset({ClassState.ARCHIVED, ClassState.FINISHED}),
    ClassState.ARCHIVED: frozenset(),
    ClassState.CANCELLED: frozenset({ClassState.ARCHIVED}),
}

NEEDS_REASON = {ClassState.CANCELLED}


class ClassStateError(Exception):
    """The class may not go to this state; `code` is order, reason or unready."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@transaction.atomic
def move(
    class_id: int,
    to: ClassState,
    *,
    actor: User | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> TrainingClass:
    """Move one class to a state and return it.

    Opening freezes the syllabus and tells listeners after commit; cancelling ends every
    enrolment and tells each person. Raises ClassStateError.
    """
    at = at or timezone.now()
    training_class = seats.lock_class(class_id)
    _check(training_class, to, reason)
    was_draft = training_class.state == ClassState.DRAFT
    if to == ClassState.CANCELLED:
        seats.close_all(class_id, actor=actor, reason=reason, at=at)
        _cancel_sessions(training_class)
    if to == ClassState.OPEN and was_draft:
        training_class.syllabus_snapshot = snapshot(training_class)
        transaction.on_commit(partial(_tell_opened, class_id))
    training_class.state = to
    sign(training_class, actor=actor, reason=reason)
    training_class.save()
    return training_class


def _check(training_class: TrainingClass, to: ClassState, reason: str) -> None:
    if to not in NEXT_STATES[ClassState(training_class.state)]:
        raise ClassStateError("order")
    if to in NEEDS_REASON and not reason.strip():
        raise ClassStateError("reason")
    is_ready = training_class.sessions.exists() and training_class.seats.exists()
    if to == ClassState.OPEN and not is_ready:
        raise ClassStateError("unready")


def _cancel_sessions(training_class: TrainingClass) -> None:
    from training import timetable

    for session in training_class.sessions.filter(starts_at__gt=timezone.now()):
        timetable.cancel(session)


def snapshot(training_class: TrainingClass) -> dict:
    """Return the syllabus as it stands, for papers that come years later."""
    course = training_class.course
    return {
        "course": course.code,
        "title": course.title,
        "session_count": course.session_count,
        "periods_per_session": course.periods_per_session,
        "outline": course.outline_lines(),
        "completion": course.completion_text,
    }


def _tell_opened(class_id: int) -> None:
    rows = TrainingClass.objects.with_counts().select_related("course", "village")
    training_class = rows.get(pk=class_id)
    first = training_class.sessions.select_related("room__venue").first()
    signals.class_opened.send_robust(
        sender=TrainingClass,
        news={
            "code": training_class.code,
            "slug": training_class.slug,
            "title": training_class.title,
            "track": training_class.course.track,
            "village": training_class.village.code if training_class.village else "",
            "url": training_class.get_absolute_url(),
            "starts_at": training_class.starts_at,
            "venue": str(first.room) if first and first.room else "",
            "seats_total": training_class.seats_total,
        },
    )
