"""Sessions in the calendar: planned, moved, cancelled; rooms and trainers booked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from commune.vietnamese import LOCAL_ZONE
from training.models import ResourceSlot, Session, SessionState, TrainingClass

SLOT = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
YEARS_BACK, YEARS_AHEAD = 1, 2


class TimetableFault(Exception):
    """A time at which no session is held.

    `code`: order (it ends before it starts), long (over 12 hours), far (more than a
    year ago or two years ahead: a slip of the pen).
    """

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class TimetableClash(Exception):
    """The room or the trainer is taken; `what` is room or trainer, `session` whose."""

    def __init__(self, what: str, session: Session | None):
        super().__init__(what)
        self.what = what
        self.session = session


@dataclass(frozen=True)
class Plan:
    """When a series of sessions takes place: weekdays are 0 Monday … 6 Sunday."""

    first_day: date
    weekdays: frozenset[int]
    starts: time
    ends: time
    count: int

    def times(self) -> Iterator[tuple[datetime, datetime]]:
        """Yield start and end of each session, from `first_day` on."""
        day, left = self.first_day, self.count
        weekdays = self.weekdays or {self.first_day.weekday()}
        while left:
            if day.weekday() in weekdays:
                yield (
                    datetime.combine(day, self.starts, tzinfo=LOCAL_ZONE),
                    datetime.combine(day, self.ends, tzinfo=LOCAL_ZONE),
                )
                left -= 1
            day += timedelta(days=1)


def is_far(day: date, *, today: date) -> bool:
    """Say whether a day lies outside the years in which sessions are planned."""
    return not today.year - YEARS_BACK <= day.year <= today.year + YEARS_AHEAD


def check_times(starts_at: datetime, ends_at: datetime, *, today: date) -> None:
    """Raise TimetableFault for a time at which no session is held."""
    if starts_at >= ends_at:
        raise TimetableFault("order")
    if ends_at - starts_at > LONGEST:
        raise TimetableFault("long")
    if is_far(starts_at.date(), today=today) or is_far(ends_at.date(), today=today):
        raise TimetableFault("far")


def slots_of(starts_at: datetime, ends_at: datetime) -> list[datetime]:
    """Return the quarters of an hour that a time touches; its end is free again."""
    minute = starts_at.minute - starts_at.minute % 15
    slot = starts_at.replace(minute=minute, second=0, microsecond=0)
    slots = []
    while slot < ends_at:
        slots.append(slot)
        slot += SLOT
    return slots


@transaction.atomic
def plan(
    training_class: TrainingClass,
    times: Iterable[tuple[datetime, datetime]],
    *,
    room=None,
    trainer=None,
) -> list[Session]:
    """Add sessions to a class, all or none; raise TimetableClash or TimetableFault."""
    course = training_class.course
    topics = course.outline_lines()
    first_no = training_class.sessions.count() + 1
    sessions = []
    today = timezone.localdate()
    for no, (starts_at, ends_at) in enumerate(times, start=first_no):
        check_times(starts_at, ends_at, today=today)
        session = Session.objects.create(
            training_class=training_class,
            no=no,
            ref=reference(training_class.code, no),
            starts_at=starts_at,
            ends_at=ends_at,
            periods=course.periods_per_session,
            room=room,
            trainer=trainer,
            topic=topics[no - 1][0] if no <= len(topics) else "",
        )
        book(session)
        sessions.append(session)
    return sessions


def reference(code: str, no: int) -> str:
    return f"{code}-B{no}"


def has_sessions_of(code: str, *, most: int) -> bool:
    """Say whether sessions bear a class's code, whose class once bore it too."""
    refs = [reference(code, no) for no in range(1, most + 1)]
    return Session.objects.filter(ref__in=refs).exists()


@transaction.atomic
def change(session: Session) -> Session:
    """Save a session whose time, room or trainer changed; calendars see a new version.

    The caller has held the row's lock since it read it. Raises TimetableClash, and
    TimetableFault for a new time that cannot be: an old session, years ago, may still
    get another topic.
    """
    stored = Session.objects.get(pk=session.pk)
    if (session.starts_at, session.ends_at) != (stored.starts_at, stored.ends_at):
        today = timezone.localdate()
        check_times(session.starts_at, session.ends_at, today=today)
    session.slots.all().delete()
    session.ical_sequence += 1
    session.save()
    book(session)
    return session


@transaction.atomic
def cancel(session: Session) -> Session:
    """Cancel a session, as it stands now, and free its room and trainer."""
    session.refresh_from_db(from_queryset=Session.objects.select_for_update())
    session.slots.all().delete()
    session.state = SessionState.CANCELLED
    session.ical_sequence += 1
    session.save()
    return session


def book(session: Session) -> None:
    """Book room and trainer by quarters of an hour; raise TimetableClash.

    A cancelled session takes neither.
    """
    if session.state == SessionState.CANCELLED:
        return
    starts = slots_of(session.starts_at, session.ends_at)
    for what in ("room", "trainer"):
        thing = getattr(session, f"{what}_id")
        if thing is None:
            continue
        rows = [
            ResourceSlot(session=session, slot_start=start, **{f"{what}_id": thing})
            for start in starts
        ]
        try:
            with transaction.atomic():
                ResourceSlot.objects.bulk_create(rows)
        except IntegrityError as error:
            taken = ResourceSlot.objects.filter(
                slot_start__in=starts, **{f"{what}_id": thing}
            ).select_related("session__training_class")
            other = taken.exclude(session=session).first()
            raise TimetableClash(what, other.session if other else None) from error
