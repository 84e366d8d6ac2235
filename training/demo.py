"""The demo's courses and classes: full, open, running, finished; nobody is real."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from commune.models import TargetGroup, Village
from commune.vietnamese import LOCAL_ZONE
from training import class_states, consent, demo_scale, marks, seats, timetable
from training.demo_classes import CLASSES, GIVEN_NAMES, DemoClass
from training.models import (
    AttendanceStatus,
    ClassState,
    Competence,
    Course,
    Enrolment,
    Room,
    TrainingClass,
    Venue,
)
from training.models.venue import VenueKind
from training.seats import Application

SYLLABI = Path(__file__).parent / "data" / "syllabi.yaml"
AUDIENCES = {"KNS-CB": "digital", "AI-CB": "ai"}
STATES = (ClassState.OPEN, ClassState.CLOSED, ClassState.RUNNING, ClassState.FINISHED)
PRESENT_MOSTLY = ("present",) * 7 + ("late", "absent", "excused")


@transaction.atomic
def load(*, write: Callable[[str], object], scale: int = 0) -> None:
    """Create what is missing; classes that exist are left as they are."""
    for syllabus in yaml.safe_load(SYLLABI.read_text(encoding="utf-8"))["courses"]:
        _course(syllabus)
    today = timezone.localdate()
    for plan in CLASSES:
        if not TrainingClass.objects.filter(code=plan.code).exists():
            _class(plan, today)
    if scale:
        demo_scale.load(scale)
    write(f"{len(CLASSES)} classes, {Enrolment.objects.count()} enrolments")


def _course(syllabus: dict) -> Course:
    lines = [f"{s['title']}: {s['content']}" for s in syllabus["sessions"]]
    course, is_new = Course.objects.get_or_create(
        code=syllabus["code"],
        defaults={
            "title": syllabus["title"],
            "track": AUDIENCES[syllabus["code"]],
            "audience": syllabus["audience"],
            "session_count": syllabus["session_count"],
            "periods_per_session": syllabus["periods_per_session"],
            "class_size": syllabus["class_size"]["max"],
            "outline": "\n".join(lines),
            "completion_text": syllabus["completion"]["text"],
        },
    )
    if is_new:
        letters = {letter for s in syllabus["sessions"] for letter in _letters(s)}
        course.competences.set(Competence.objects.filter(letter__in=letters))
    return course


def _letters(session: dict) -> list[str]:
    return session.get("competences", [])


def _class(plan: DemoClass, today: date) -> None:
    """Let a class live from its opening up to its state today."""
    opened_at = _moment(today + timedelta(days=plan.days[0] - 20), time(8))
    training_class = _draft(plan, today, opened_at)
    for enrolled in range(plan.people):
        _enrol(training_class, plan, enrolled, opened_at)
    if plan.has_odd_people:
        _enrol_odd_people(training_class, opened_at)
    for state in STATES[1 : STATES.index(plan.state) + 1]:
        class_states.move(training_class.pk, state)
    if plan.state in {ClassState.RUNNING, ClassState.FINISHED}:
        _mark_past_sessions(training_class, today)


def _draft(plan: DemoClass, today: date, opened_at: datetime) -> TrainingClass:
    starts_at = _moment(today + timedelta(days=plan.days[0]), plan.starts)
    trainer = get_user_model().objects.filter(username=plan.trainer).first()
    village = Village.objects.filter(code=plan.village).first()
    training_class = TrainingClass.objects.create(
        code=plan.code,
        slug=plan.slug,
        title=plan.title,
        course=Course.objects.get(code=plan.course),
        village=village if plan.is_for_the_village else None,
        lead_trainer=trainer,
        wait_capacity=plan.wait_capacity,
        enrol_opens=opened_at,
        enrol_closes=starts_at - timedelta(days=1),
        cancel_until=starts_at - timedelta(hours=12),
    )
    seats.set_capacity(
        training_class.pk, plan.seats, actor=None, reason="Lớp mẫu", at=opened_at
    )
    times = [
        (_moment(day, plan.starts), _moment(day, plan.ends))
        for day in (today + timedelta(days=offset) for offset in plan.days)
    ]
    timetable.plan(training_class, times, room=_room(plan, village), trainer=trainer)
    return class_states.move(training_class.pk, ClassState.OPEN, at=opened_at)


def _room(plan: DemoClass, village: Village | None) -> Room:
    kind = VenueKind.CULTURE_HOUSE if plan.is_for_the_village else VenueKind.HALL
    venue, _new = Venue.objects.get_or_create(
        name=plan.place, defaults={"kind": kind, "village": village}
    )
    return Room.objects.get_or_create(venue=venue, name="")[0]


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=LOCAL_ZONE)


def _enrol(training_class, plan: DemoClass, number: int, opened_at: datetime) -> None:
    place = CLASSES.index(plan) * 17 + number
    village = Village.objects.get(code=f"TH{place % 21 + 1:02}")
    application = Application(
        full_name=f"Học viên mẫu {GIVEN_NAMES[place % len(GIVEN_NAMES)]}",
        birth_year=1950 + place * 7 % 50,
        village_id=village.pk,
        # Retired prefix 010: a number like this reaches nobody.
        phone=f"+8410{place // 2:07}" if place % 3 else "",
        phone_of="self" if place % 3 == 1 else "relative" if place % 3 else "",
        gender=("female", "male")[place % 2],
        target_group_id=_group(plan),
    )
    _take(training_class, application, opened_at + timedelta(hours=number))


def _group(plan: DemoClass) -> int | None:
    code = "cbccvc" if plan.course == "AI-CB" else "nguoi-dan"
    return TargetGroup.objects.filter(code=code).values_list("pk", flat=True).first()


def _take(training_class, application: Application, at: datetime) -> Enrolment:
    key = f"{training_class.code} {application.dedup_key} {application.is_namesake}"
    taken = seats.take(
        training_class.pk, application, request_uuid=uuid5(NAMESPACE_URL, key), at=at
    )
    if application.phone:
        person = taken.enrolment.person
        consent.give(person, consent.CONTACT, channel=application.source, at=at)
    return taken.enrolment


def _enrol_odd_people(training_class: TrainingClass, opened_at: datetime) -> None:
    """Add a namesake pair, a shared phone and a child with a guardian."""
    village = Village.objects.get(code="TH03").pk
    phone, at = "+84100000900", opened_at + timedelta(days=3)
    twin = Application("Bác Cả mẫu", 1961, village, phone, "self")
    namesake = Application("Bác Cả mẫu", 1961, village, is_namesake=True)
    child = Application(
        "Cháu Út mẫu",
        timezone.localdate().year - 14,
        village,
        phone,
        "relative",
        guardian_name="Bác Cả mẫu",
    )
    for number, person in enumerate((twin, namesake, child)):
        _take(training_class, person, at + timedelta(minutes=number))


def _mark_past_sessions(training_class: TrainingClass, today: date) -> None:
    learners = list(training_class.enrolments.seated().order_by("pk"))
    trainer = training_class.lead_trainer
    past = training_class.sessions.filter(starts_at__lt=_moment(today, time(0)))
    for session in past if trainer else ():
        at = session.starts_at + timedelta(minutes=10)
        marks.record(
            session.pk,
            [_mark(session, row, place, at) for place, row in enumerate(learners)],
            actor=trainer,
            at=at + timedelta(minutes=1),
        )


def _mark(session, row: Enrolment, place: int, at: datetime) -> marks.NewMark:
    status = PRESENT_MOSTLY[(place * 7 + session.no * 3) % len(PRESENT_MOSTLY)]
    return marks.NewMark(
        id=uuid5(NAMESPACE_URL, f"{session.ref} {row.uuid}"),
        enrolment=row.uuid,
        status=AttendanceStatus(status),
        marked_at=at,
        clock_offset_ms=0,
        device_id="demo",
    )
