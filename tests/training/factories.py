"""Small makers of training records."""

import itertools
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from commune.models import Village
from training import seats, timetable
from training.models import (
    ClassState,
    Course,
    Room,
    TrainingClass,
    Venue,
)

_numbers = itertools.count(1)


def a_village(code: str = "TH01") -> Village:
    number = int(code[2:])
    return Village.objects.get_or_create(
        code=code, defaults={"name": f"Thôn {number:02} (mẫu)", "position": number}
    )[0]


def a_course(**fields) -> Course:
    number = next(_numbers)
    return Course.objects.create(
        **{
            "code": f"KH-{number}",
            "title": "Kỹ năng số cơ bản",
            "session_count": 2,
            "outline": "Làm quen điện thoại: mở khóa\nAn toàn số: mật khẩu",
        }
        | fields
    )


def a_class(*, seat_count: int = 2, session_count: int = 0, **fields) -> TrainingClass:
    """Return a class that takes enrolments, with seats and, if asked, sessions."""
    number = next(_numbers)
    defaults = {
        "code": f"LOP-{number}",
        "slug": f"lop-{number}",
        "title": "Kỹ năng số cơ bản",
        "state": ClassState.OPEN,
        "wait_capacity": 3,
    }
    if "course" not in fields:
        defaults["course"] = a_course()
    made = TrainingClass.objects.create(**(defaults | fields))
    seats._add_seats(made, seat_count)
    if session_count:
        timetable.plan(made, times(session_count), trainer=made.lead_trainer)
    return made


def times(count: int, *, days_ahead: int = 7) -> list[tuple[datetime, datetime]]:
    day = timezone.localdate() + timedelta(days=days_ahead)
    plan = timetable.Plan(day, frozenset(), time(14), time(16, 30), count)
    return list(plan.times())


def a_room(name: str = "Nhà văn hóa Thôn 01 (mẫu)") -> Room:
    return Room.objects.create(venue=Venue.objects.create(name=name))


def an_application(name: str = "", **fields) -> seats.Application:
    number = next(_numbers)
    return seats.Application(
        **{
            "full_name": name or f"Người dân mẫu {number:03}",
            "birth_year": 1970,
            "village_id": a_village().pk,
        }
        | fields
    )


def enrol(training_class: TrainingClass, name: str = "", **fields):
    """Enrol somebody and return the enrolment."""
    extra = {key: fields.pop(key) for key in ("at", "actor") if key in fields}
    application = an_application(name, **fields)
    taken = seats.take(training_class.pk, application, request_uuid=uuid4(), **extra)
    return taken.enrolment
