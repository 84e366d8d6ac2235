"""What the database refuses, whoever writes; the same on SQLite and PostgreSQL."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from tests.training.factories import a_class, a_course, a_room, enrol, times
from training import seats, timetable
from training.models import (
    Enrolment,
    ResourceSlot,
    Seat,
    Session,
    Source,
    Status,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def full():
    """Return a class of two seats, both taken, with one person waiting."""
    lop = a_class(seat_count=2)
    for _ in range(3):
        enrol(lop)
    return lop


def row_for(lop, **fields) -> Enrolment:
    person = enrol(a_class()).person
    return Enrolment(
        **{
            "training_class": lop,
            "person": person,
            "dedup_key": str(uuid4()),
            "queued_at": timezone.now(),
            "source": Source.WEB,
            "status": Status.CONFIRMED,
        }
        | fields
    )


def refused(write) -> None:
    def write_at_once():
        with transaction.atomic():
            write()
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        write_at_once()


def test_bulk_create_without_a_seat_is_refused(full):
    refused(lambda: Enrolment.objects.bulk_create([row_for(full)]))


def test_bulk_create_with_a_taken_seat_is_refused(full):
    taken = full.seats.first().pk
    refused(lambda: Enrolment.objects.bulk_create([row_for(full, seat_id=taken)]))


def test_seat_of_another_class_is_refused(full):
    other = a_class().seats.first().pk
    refused(lambda: Enrolment.objects.bulk_create([row_for(full, seat_id=other)]))


def test_seat_that_does_not_exist_is_refused(full):
    beyond = full.pk * 1000 + 3
    refused(lambda: Enrolment.objects.bulk_create([row_for(full, seat_id=beyond)]))


def test_update_to_confirmed_is_refused(full):
    waiting = full.enrolments.filter(status=Status.WAITING)
    refused(lambda: waiting.update(status=Status.CONFIRMED))


def test_cancelling_while_keeping_the_seat_is_refused(full):
    refused(lambda: full.enrolments.seated().update(status=Status.CANCELLED))


def test_raw_sql_is_refused(full):
    waiting = full.enrolments.get(status=Status.WAITING)
    taken = full.seats.first().pk

    def write():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE training_enrolment SET status=%s, seat_id=%s WHERE id=%s",
                ["confirmed", taken, waiting.pk],
            )

    refused(write)


def test_seat_outside_its_class_or_range_is_refused(full):
    number = full.pk * 1000
    refused(lambda: Seat.objects.create(id=number + 5, training_class=full, no=6))
    refused(lambda: Seat.objects.create(id=number + 1000, training_class=full, no=1000))
    refused(lambda: Seat.objects.create(id=number, training_class=full, no=0))


def test_occupied_seat_is_not_deleted(full):
    with pytest.raises(ProtectedError):
        full.seats.all().delete()

    def write():
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM training_seat WHERE training_class_id=%s", [full.pk]
            )

    refused(write)


def test_same_person_twice_in_a_class_is_refused(full):
    known = full.enrolments.get(status=Status.WAITING)
    same_key = row_for(full, status=Status.WAITING, dedup_key=known.dedup_key)
    same_person = row_for(full, status=Status.WAITING, person=known.person)
    refused(lambda: Enrolment.objects.bulk_create([same_key]))
    refused(lambda: Enrolment.objects.bulk_create([same_person]))


@pytest.mark.parametrize("field", ["request_uuid", "ref", "ticket", "uuid"])
def test_keys_are_unique(full, field):
    value = getattr(full.enrolments.first(), field)
    twin = row_for(full, status=Status.WAITING, **{field: value})
    refused(lambda: Enrolment.objects.bulk_create([twin]))


def test_cancelled_person_may_be_enrolled_again(full):
    row = full.enrolments.filter(status=Status.CONFIRMED).first()
    name, village = row.person.full_name, row.person.village_id
    seats.release(row.pk)
    again = enrol(full, name, village_id=village)
    assert again.dedup_key == row.dedup_key


def test_room_is_booked_once_and_free_again_at_the_end():
    room, course = a_room(), a_course()
    first, second = a_class(course=course), a_class(course=course)
    timetable.plan(first, times(1), room=room)
    with pytest.raises(timetable.TimetableClash) as clash:
        timetable.plan(second, times(1), room=room)
    assert (clash.value.what, clash.value.session.training_class) == ("room", first)
    [(starts, ends)] = times(1)
    timetable.plan(second, [(ends, ends + (ends - starts))], room=room)
    assert Session.objects.count() == 2


def test_trainer_is_booked_once_by_the_database(user_in):
    trainer = user_in("Trainers")
    lop = a_class(lead_trainer=trainer, session_count=1)
    slot = ResourceSlot.objects.filter(trainer=trainer).first()
    other = timetable.plan(a_class(), times(1))[0]
    twin = ResourceSlot(session=other, trainer=trainer, slot_start=slot.slot_start)
    refused(lambda: ResourceSlot.objects.bulk_create([twin]))
    timetable.cancel(lop.sessions.get())
    ResourceSlot.objects.bulk_create([twin])


def test_session_must_end_after_it_starts():
    [(starts, ends)] = times(1)
    fields = {"training_class": a_class(), "no": 1, "ref": "NGUOC-B1"}
    refused(lambda: Session.objects.create(starts_at=ends, ends_at=starts, **fields))
