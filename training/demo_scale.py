"""Thousands of participants, to see how lists and reports carry them."""

from datetime import timedelta

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from commune.models import Village
from commune.vietnamese import fold, name_sort_key
from training import seats
from training.demo_classes import GIVEN_NAMES
from training.models import (
    ClassState,
    Course,
    Enrolment,
    Person,
    Source,
    Status,
    TrainingClass,
)

CLASS_SIZE = 40
CLASSES_A_THOUSAND = 1000 // CLASS_SIZE


def load(thousands: int) -> None:
    """Add classes of 40 until there are `thousands` × 1,000 more participants."""
    villages = list(Village.objects.order_by("pk"))
    course = Course.objects.earliest("pk")
    known = set(
        TrainingClass.objects.filter(code__startswith="QM-").values_list(
            "code", flat=True
        )
    )
    for number in range(1, thousands * CLASSES_A_THOUSAND + 1):
        if f"QM-{number:04}" not in known:
            _class(number, course, villages)


def _class(number: int, course: Course, villages: list[Village]) -> None:
    training_class = TrainingClass.objects.create(
        code=f"QM-{number:04}",
        slug=f"quy-mo-{number:04}",
        title=f"Lớp quy mô {number:04} (mẫu)",
        course=course,
        village=villages[number % len(villages)],
        state=ClassState.ARCHIVED,
    )
    seats.set_capacity(training_class.pk, CLASS_SIZE, actor=None, reason="mẫu")
    people = bulk_create_with_history(
        [_person(number * CLASS_SIZE + place, villages) for place in range(CLASS_SIZE)],
        Person,
    )
    at = timezone.now() - timedelta(days=number)
    rows = [
        Enrolment(
            training_class=training_class,
            person=person,
            seat_id=training_class.pk * 1000 + place,
            status=Status.CONFIRMED,
            dedup_key=f"{person.name_key}|{person.birth_year}|{person.village_id}",
            source=Source.STAFF,
            queued_at=at,
        )
        for place, person in enumerate(people, start=1)
    ]
    bulk_create_with_history(rows, Enrolment)


def _person(number: int, villages: list[Village]) -> Person:
    given = GIVEN_NAMES[number % len(GIVEN_NAMES)]
    name = f"Học viên mẫu số {number} {given}"
    return Person(
        full_name=name,
        name_key=fold(name),
        sort_key=name_sort_key(name),
        birth_year=1950 + number % 55,
        village=villages[number % len(villages)],
    )
