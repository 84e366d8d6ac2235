import contextlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commune.models import OutboxMessage
from commune.outbox import decisions
from tests.training.factories import a_class, an_application, enrol
from training import seats
from training.models import (
    ClassState,
    Enrolment,
    Person,
    Policy,
    Source,
    Status,
)
from training.seats import Kind, Refusal, SeatRefused

pytestmark = pytest.mark.django_db


def statuses(training_class) -> list[str]:
    rows = training_class.enrolments.order_by("queued_at", "pk")
    return list(rows.values_list("status", flat=True))


def test_take_seats_then_waits_then_refuses():
    lop = a_class(seat_count=2, wait_capacity=1)
    for _ in range(3):
        enrol(lop)
    with pytest.raises(SeatRefused) as refused:
        enrol(lop)
    assert refused.value.code == Refusal.FULL
    assert statuses(lop) == ["confirmed", "confirmed", "waiting"]


def test_same_request_gets_the_same_enrolment():
    lop, key = a_class(), uuid4()
    application = an_application()
    first = seats.take(lop.pk, application, request_uuid=key)
    again = seats.take(lop.pk, application, request_uuid=key)
    assert (first.kind, again.kind) == (Kind.NEW, Kind.REPEAT)
    assert again.enrolment == first.enrolment
    assert lop.enrolments.count() == 1


def test_same_person_under_another_key_is_recognised_however_typed():
    lop = a_class(seat_count=1, wait_capacity=0)
    first = enrol(lop, "Nguyễn Thị Hường")
    again = seats.take(
        lop.pk, an_application("nguyen  thi huong"), request_uuid=uuid4()
    )
    assert again.kind == Kind.SAME_PERSON
    assert again.enrolment == first
    assert Person.objects.count() == 1


def test_namesake_is_pending_and_a_person_of_its_own():
    lop = a_class()
    first = enrol(lop, "Bác Cả (mẫu)")
    second = enrol(lop, "Bác Cả (mẫu)", is_namesake=True)
    assert second.status == Status.PENDING
    assert second.dedup_ordinal == 1
    assert second.person != first.person


def test_known_person_is_found_again_in_another_class():
    fields = {"phone": "+84912345678", "phone_of": "self"}
    first = enrol(a_class(), "Bác Hai (mẫu)", **fields)
    assert enrol(a_class(), "Bác Hai (mẫu)", **fields).person == first.person
    other = enrol(a_class(), "Bác Hai (mẫu)", phone="+84912345679", phone_of="self")
    assert other.person != first.person


def test_child_needs_a_guardians_phone_and_is_pending():
    lop, year = a_class(), timezone.localdate().year - 14
    with pytest.raises(SeatRefused) as refused:
        enrol(lop, birth_year=year, phone="+84912345678", phone_of="self")
    assert refused.value.code == Refusal.NEEDS_GUARDIAN
    child = enrol(lop, birth_year=year, phone="+84912345678", phone_of="relative")
    assert child.status == Status.PENDING
    with pytest.raises(SeatRefused):
        seats.confirm(child.pk, actor=None)
    named = seats.confirm(child.pk, actor=None, guardian_name="Mẹ cháu (mẫu)")
    assert named.status == Status.CONFIRMED
    assert named.person.guardian_name == "Mẹ cháu (mẫu)"


def test_known_child_gets_the_guardian_that_was_never_told():
    year = timezone.localdate().year - 14
    fields = {"birth_year": year, "phone": "+84912345678", "phone_of": "relative"}
    first = enrol(a_class(), "Cháu Tư (mẫu)", **fields)
    seats.reject(first.pk, actor=None, reason="thiếu người giám hộ")
    for name in ("Mẹ cháu (mẫu)", "Người lạ (mẫu)"):
        row = enrol(a_class(), "Cháu Tư (mẫu)", guardian_name=name, **fields)
        assert row.person == first.person
        assert row.person.guardian_name == "Mẹ cháu (mẫu)"
    assert seats.confirm(row.pk, actor=None).status == Status.CONFIRMED


def test_too_young_for_the_class():
    lop = a_class(min_age=18)
    with pytest.raises(SeatRefused) as refused:
        enrol(lop, birth_year=timezone.localdate().year - 17)
    assert refused.value.code == Refusal.TOO_YOUNG


@pytest.mark.parametrize("state", [s for s in ClassState if s != ClassState.OPEN])
def test_visitor_gets_no_seat_in_a_class_that_is_not_open(state):
    with pytest.raises(SeatRefused) as refused:
        enrol(a_class(state=state))
    assert refused.value.code == Refusal.CLOSED


def test_enrolment_window_is_kept_and_the_office_may_still_enrol():
    now = timezone.now()
    late = a_class(enrol_closes=now)
    early = a_class(enrol_opens=now + timedelta(hours=1))
    for lop in (late, early):
        with pytest.raises(SeatRefused):
            enrol(lop, at=now)
    assert enrol(late, at=now, source=Source.STAFF).status == Status.CONFIRMED


def test_approval_keeps_the_place_in_the_queue():
    lop = a_class(seat_count=1, policy=Policy.APPROVAL)
    first, second = enrol(lop), enrol(lop)
    assert statuses(lop) == ["pending", "pending"]
    assert seats.confirm(second.pk, actor=None).status == Status.CONFIRMED
    waiting = seats.confirm(first.pk, actor=None)
    assert (waiting.status, waiting.position()) == (Status.WAITING, 1)
    assert waiting.queued_at == first.queued_at


def test_rejected_is_told_once_and_only_from_pending():
    lop = a_class(policy=Policy.APPROVAL)
    row = enrol(lop)
    seats.reject(row.pk, actor=None, reason="ngoài xã")
    with pytest.raises(SeatRefused):
        seats.reject(row.pk, actor=None, reason="lần nữa")
    assert [m.key for m in OutboxMessage.objects.all()] == [
        f"enrolment-{row.pk}-rejected"
    ]


def test_release_promotes_the_first_in_the_same_step_with_one_message():
    lop = a_class(seat_count=1, wait_capacity=5)
    seated, first, second = enrol(lop), enrol(lop), enrol(lop)
    assert (first.position(), second.position()) == (1, 2)
    seats.release(seated.pk)
    seats.release(seated.pk)
    first.refresh_from_db()
    assert first.status == Status.CONFIRMED
    assert first.seat_id == lop.pk * 1000 + 1
    assert second.position() == 1
    keys = OutboxMessage.objects.values_list("key", flat=True)
    assert list(keys) == [f"enrolment-{first.pk}-promoted"]


@pytest.mark.parametrize("is_told", [False, True])
def test_who_cancels_after_all_is_not_called_any_more(is_told, user_in):
    manager = user_in("Training managers")
    lop = a_class(seat_count=1, wait_capacity=5)
    seated, first = enrol(lop), enrol(lop)
    seats.release(seated.pk)
    message = OutboxMessage.objects.get(key=f"enrolment-{first.pk}-promoted")
    if is_told:
        decisions.tell_done(message.pk, actor=manager)
    seats.release(first.pk)
    message.refresh_from_db()
    assert message.state == ("sent" if is_told else "set_aside")
    assert not OutboxMessage.objects.by_hand_for([manager.groups.get().name]).exists()


def test_nobody_jumps_the_queue_even_past_a_free_seat():
    lop = a_class(seat_count=1, enrol_closes=timezone.now() + timedelta(days=1))
    seated, waiting = enrol(lop), enrol(lop)
    Enrolment.objects.filter(pk=seated.pk).update(status=Status.CANCELLED, seat=None)
    newcomer = enrol(lop)
    assert newcomer.status == Status.WAITING
    assert [e.pk for e in seats.promote(lop.pk)] == [waiting.pk]


def test_cancelled_person_may_come_again_at_the_end():
    lop = a_class(seat_count=1)
    first, waiting = enrol(lop, "Bác Ba (mẫu)"), enrol(lop)
    seats.release(first.pk)
    again = enrol(lop, "Bác Ba (mẫu)")
    assert again.pk != first.pk
    assert again.status == Status.WAITING
    waiting.refresh_from_db()
    assert waiting.status == Status.CONFIRMED


def test_person_may_not_cancel_after_the_deadline_but_the_office_may(user_in):
    lop = a_class(cancel_until=timezone.now())
    row = enrol(lop, at=timezone.now())
    with pytest.raises(SeatRefused) as refused:
        seats.release(row.pk)
    assert refused.value.code == Refusal.TOO_LATE
    manager = user_in("Training managers")
    assert seats.release(row.pk, actor=manager).status == Status.CANCELLED


def test_after_closing_only_the_office_promotes():
    lop = a_class(seat_count=1, wait_capacity=5)
    seated, waiting = enrol(lop), enrol(lop)
    lop.enrol_closes = timezone.now()
    lop.save()
    seats.release(seated.pk)
    waiting.refresh_from_db()
    assert waiting.status == Status.WAITING
    assert len(seats.promote(lop.pk, by_office=True)) == 1


def test_lowering_below_the_occupied_names_who_came_last():
    lop = a_class(seat_count=3)
    for name in ("Bác Một (mẫu)", "Bác Hai (mẫu)", "Bác Ba (mẫu)"):
        enrol(lop, name)
    with pytest.raises(SeatRefused) as refused:
        seats.set_capacity(lop.pk, 2, actor=None, reason="phòng nhỏ")
    assert refused.value.code == Refusal.OCCUPIED
    assert refused.value.names == ["Bác Ba (mẫu)"]
    assert lop.seats.count() == 3


def test_raising_promotes_and_history_says_why(user_in):
    manager = user_in("Training managers")
    lop = a_class(seat_count=1, wait_capacity=5)
    for _ in range(4):
        enrol(lop)
    seats.set_capacity(lop.pk, 3, actor=manager, reason="mượn thêm ghế")
    assert statuses(lop) == ["confirmed"] * 3 + ["waiting"]
    entry = lop.history.first()
    assert entry.history_change_reason == "1 → 3. mượn thêm ghế"
    assert entry.history_user == manager


@pytest.mark.parametrize("count", [0, -1, 1000])
def test_capacity_out_of_range_is_refused(count):
    with pytest.raises(SeatRefused) as refused:
        seats.set_capacity(a_class().pk, count, actor=None, reason="")
    assert refused.value.code == Refusal.OUT_OF_RANGE


steps = st.lists(
    st.one_of(
        st.tuples(st.just("enrol"), st.integers(0, 7)),
        st.tuples(st.just("release"), st.integers(0, 20)),
        st.tuples(st.just("capacity"), st.integers(1, 5)),
    ),
    max_size=14,
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_whatever_happens_seats_and_queue_agree(db, steps):
    lop = a_class(seat_count=2, wait_capacity=2)
    for act, value in steps:
        with contextlib.suppress(SeatRefused):
            do(lop, act, value)
        rows = lop.enrolments.all()
        seated = [row for row in rows if row.status == Status.CONFIRMED]
        waiting = [row for row in rows if row.status == Status.WAITING]
        capacity = lop.seats.count()
        assert len(seated) <= capacity
        assert len({row.seat_id for row in seated}) == len(seated)
        assert not waiting or len(seated) == capacity
        assert sorted(row.position() for row in waiting) == list(
            range(1, len(waiting) + 1)
        )


def do(lop, act: str, value: int) -> None:
    if act == "enrol":
        enrol(lop, f"Người dân mẫu số {value}")
    elif act == "capacity":
        seats.set_capacity(lop.pk, value, actor=None, reason="")
    elif rows := list(lop.enrolments.order_by("pk")):
        seats.release(rows[value % len(rows)].pk)
