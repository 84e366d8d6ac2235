import csv
import io
import unicodedata
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from commune.access import roles
from tests.training.factories import a_class, a_course, a_room, enrol
from training import timetable
from training.models import (
    ClassState,
    Enrolment,
    ExportLog,
    Policy,
    Session,
    Status,
    TrainingClass,
    Venue,
)

pytestmark = pytest.mark.django_db

DAY = timezone.localdate() + timedelta(days=14)
TUESDAY = DAY - timedelta(days=DAY.weekday() - 1)
SCREENS = ["participants", "print", "enrol", "edit", "history", "usage", "delete"]
MANAGERS_ONLY = ["capacity", "promote"]


@pytest.fixture
def manager(user_in, client):
    user = user_in(roles.TRAINING_MANAGERS, username="quanlylop")
    client.force_login(user)
    return user


@pytest.fixture
def trainer(user_in):
    return user_in(roles.TRAINERS, username="giangvien")


def url(name: str, lop: TrainingClass, *more) -> str:
    return reverse(f"trainingclass:{name}", args=[lop.pk, *more])


@pytest.mark.parametrize(
    "name", ["trainingclass", "course", "session", "venue", "room"]
)
def test_manager_opens_every_list(client, manager, name):
    a_class(session_count=1)
    assert client.get(reverse(f"{name}:index")).status_code == 200


@pytest.mark.parametrize("name", [*SCREENS[:3], *MANAGERS_ONLY, "edit", "history"])
def test_manager_opens_every_screen(client, manager, name):
    lop = a_class(session_count=1)
    enrol(lop)
    assert client.get(url(name, lop)).status_code == 200


@pytest.mark.parametrize("name", [*SCREENS, *MANAGERS_ONLY])
def test_class_of_another_trainer_is_not_there(client, trainer, name):
    client.force_login(trainer)
    lop = a_class()
    assert client.get(url(name, lop)).status_code == 404
    assert client.post(url(name, lop)).status_code == 404


@pytest.mark.parametrize("screen", ["edit", "history", "usage", "delete"])
def test_session_of_another_trainer_is_not_there(client, trainer, screen):
    client.force_login(trainer)
    session = a_class(session_count=1).sessions.get()
    response = client.get(reverse(f"session:{screen}", args=[session.pk]))
    assert response.status_code == 404


@pytest.mark.parametrize("export", ["xlsx", "csv"])
def test_export_of_another_class_is_not_there(client, trainer, export):
    client.force_login(trainer)
    assert client.get(url("export_people", a_class(), export)).status_code == 404
    assert not ExportLog.objects.exists()


@pytest.mark.parametrize("name", MANAGERS_ONLY)
def test_trainer_decides_no_seats_of_an_own_class(client, trainer, name):
    client.force_login(trainer)
    lop = a_class(lead_trainer=trainer, seat_count=2)
    client.post(url(name, lop), {"seat_count": 9, "reason": "x"})
    client.post(url("state", lop, "cancelled"), {"reason": "x"})
    lop.refresh_from_db()
    assert (lop.seats.count(), lop.state) == (2, ClassState.OPEN)


def test_trainer_lists_the_own_classes_alone(client, trainer):
    own, other = a_class(lead_trainer=trainer), a_class(title="Lớp của người khác")
    client.force_login(trainer)
    page = client.get(reverse("trainingclass:index")).content.decode()
    assert own.code in page
    assert other.title not in page


@pytest.mark.parametrize(
    "role", [roles.RESPONDERS, roles.EDITORS, roles.ADMINISTRATORS, roles.LEADERSHIP]
)
@pytest.mark.parametrize("name", ["participants", "print", "history", "enrol"])
def test_others_see_no_learner(client, user_in, role, name):
    lop = a_class()
    row = enrol(lop, "Bác Kín Tiếng (mẫu)")
    client.force_login(user_in(role))
    response = client.get(url(name, lop))
    assert response.status_code in {302, 403, 404}
    assert row.person.full_name not in response.content.decode()


def test_class_is_made_with_seats_and_sessions_in_one_go(client, manager, trainer):
    room, course = a_room(), a_course(session_count=4)
    data = {
        "course": course.pk, "code": "KNS-9", "title": "Lớp mới", "slug": "",
        "lead_trainer": trainer.pk, "policy": "open", "min_age": 0,
        "wait_capacity": 10, "seat_count": 12, "room": room.pk,
        "first_day": f"{TUESDAY:%d/%m/%Y}", "weekdays": ["1", "3"], "starts": "14:00",
        "ends": "16:30", "session_count": 4,
    }  # fmt: skip
    response = client.post(reverse("trainingclass:add"), data)
    lop = TrainingClass.objects.get()
    assert response.url == url("participants", lop)
    assert (lop.slug, lop.state, lop.seats.count()) == (
        "lop-moi-kns-9",
        ClassState.DRAFT,
        12,
    )
    days = [timezone.localtime(s.starts_at) for s in sessions()]
    assert [(at.date() - TUESDAY).days for at in days] == [0, 2, 7, 9]
    assert {at.time() for at in days} == {time(14)}
    again = client.post(reverse("trainingclass:add"), data | {"code": "KNS-10"})
    assert again.status_code == 200
    assert "room" in again.context["form"].errors
    assert TrainingClass.objects.count() == 1


def a_new_class(code: str) -> dict:
    return {
        "course": a_course().pk, "code": code, "title": "Lớp mới", "slug": "",
        "policy": "open", "min_age": 0, "wait_capacity": 10, "seat_count": 2,
        "first_day": f"{TUESDAY:%d/%m/%Y}", "starts": "14:00", "ends": "16:30",
        "session_count": 2,
    }  # fmt: skip


def test_code_of_a_class_stays_what_it_was(client, manager):
    lop = a_class(code="KX-01")
    data = a_new_class("KX-01A") | {"course": lop.course_id, "title": "Lớp đã sửa"}
    assert client.post(url("edit", lop), data).status_code == 302
    lop.refresh_from_db()
    assert (lop.code, lop.title) == ("KX-01", "Lớp đã sửa")


def test_code_whose_sessions_are_still_there_is_refused(client, manager):
    old = a_class(code="KX-01", session_count=1)
    TrainingClass.objects.filter(pk=old.pk).update(code="KX-01A")
    page = client.post(reverse("trainingclass:add"), a_new_class("KX-01"))
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["code"]
    assert client.post(reverse("trainingclass:add"), a_new_class("KX")).url


def sessions():
    return Session.objects.order_by("no")


def test_moving_a_session_onto_another_is_refused(client, manager):
    room = a_room()
    lop = a_class()
    plan = [(s, e) for s, e in _hours(8, 10)], [(s, e) for s, e in _hours(10, 12)]
    first = timetable.plan(lop, plan[0], room=room)[0]
    second = timetable.plan(lop, plan[1], room=room)[0]
    data = {
        "starts_at": f"{TUESDAY:%d/%m/%Y} 09:45",
        "ends_at": f"{TUESDAY:%d/%m/%Y} 11:00",
        "room": room.pk, "topic": "", "periods": 3,
    }  # fmt: skip
    edit = reverse("session:edit", args=[second.pk])
    assert "room" in client.post(edit, data).context["form"].errors
    moved = client.post(edit, data | {"starts_at": f"{TUESDAY:%d/%m/%Y} 10:15"})
    assert moved.status_code == 302
    second.refresh_from_db()
    assert (second.ical_sequence, first.ical_sequence) == (1, 0)


def _hours(start: int, end: int):
    day = datetime.combine(TUESDAY, time(), timezone.get_current_timezone())
    return [(day.replace(hour=start), day.replace(hour=end))]


def test_list_goes_by_given_name_with_waiting_numbers(client, manager):
    lop = a_class(seat_count=1, wait_capacity=5)
    for name in ("Lê Văn mẫu Đông", "Lê Thị mẫu Dung", "Bùi mẫu Ân"):
        enrol(lop, name)
    rows = client.get(url("participants", lop)).context["rows"]
    assert [(r.enrolment.person.full_name, r.position) for r in rows] == [
        ("Bùi mẫu Ân", 2),
        ("Lê Thị mẫu Dung", 1),
        ("Lê Văn mẫu Đông", None),
    ]


@pytest.mark.parametrize("learners", [2, 12])
def test_participants_query_count_is_constant(
    client, manager, learners, django_assert_max_num_queries
):
    lop = a_class(seat_count=20, session_count=2)
    for _ in range(learners):
        enrol(lop)
    client.get(url("participants", lop))
    with django_assert_max_num_queries(12):
        client.get(url("participants", lop))


@pytest.mark.parametrize("class_count", [2, 12])
def test_class_list_query_count_is_constant(
    client, manager, class_count, django_assert_max_num_queries
):
    for _ in range(class_count):
        a_class()
    client.get(reverse("trainingclass:index"))
    with django_assert_max_num_queries(12):
        client.get(reverse("trainingclass:index"))


def test_lowering_below_the_occupied_is_refused_with_names(client, manager):
    lop = a_class(seat_count=2)
    enrol(lop, "Bác Một (mẫu)")
    enrol(lop, "Bác Hai (mẫu)")
    page = client.post(url("capacity", lop), {"seat_count": 1, "reason": "chật"})
    assert page.status_code == 422
    assert "Bác Hai (mẫu)" in page.content.decode()
    assert lop.seats.count() == 2


def test_pending_is_confirmed_or_refused_by_the_manager(client, manager):
    lop = a_class(policy=Policy.APPROVAL)
    first, second = enrol(lop), enrol(lop)
    client.post(url("confirm", lop, first.pk), {"reason": ""})
    client.post(url("reject", lop, second.pk), {"reason": "ngoài xã"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (Status.CONFIRMED, Status.REJECTED)
    assert (second.decided_by, second.reason) == (manager, "ngoài xã")
    twice = client.post(url("confirm", lop, second.pk), {})
    assert twice.status_code == 422


def test_childs_guardian_is_asked_for_where_it_is_confirmed(client, manager):
    lop = a_class()
    fields = {"phone": "+84912345678", "phone_of": "relative"}
    child = enrol(lop, birth_year=timezone.localdate().year - 14, **fields)
    confirm = url("confirm", lop, child.pk)
    assert "guardian_name" in client.get(confirm).context["form"].fields
    for typed in ("", "   ", "123456"):
        page = client.post(confirm, {"guardian_name": typed})
        assert page.status_code == 422
        assert "guardian_name" in page.context["form"].errors
    assert client.post(confirm, {"guardian_name": " Bà  Nội (mẫu)"}).status_code == 302
    child.refresh_from_db()
    assert child.status == Status.CONFIRMED
    assert child.person.guardian_name == "Bà Nội (mẫu)"
    assert child.person.history.first().history_user == manager


def test_adult_is_confirmed_without_a_guardian(client, manager):
    lop = a_class(policy=Policy.APPROVAL)
    page = client.get(url("confirm", lop, enrol(lop).pk))
    assert list(page.context["form"].fields) == []


def test_enrolment_of_another_class_is_not_reached_through_an_own_one(client, trainer):
    client.force_login(trainer)
    own, other = a_class(lead_trainer=trainer), a_class()
    row = enrol(other)
    assert client.post(url("cancel", own, row.pk), {}).status_code == 404
    row.refresh_from_db()
    assert row.status == Status.CONFIRMED


def test_office_enrols_after_the_closing(client, manager, village):
    lop = a_class(enrol_closes=timezone.now())
    data = {"full_name": "Bác Ba (mẫu)", "birth_year": "1960", "village": "TH01"}
    assert client.post(url("enrol", lop), data).url == url("participants", lop)
    row = Enrolment.objects.get()
    assert (row.status, row.source, row.enrolled_by) == (
        Status.CONFIRMED,
        "staff",
        manager,
    )


def test_exports_are_text_inert_and_logged(client, manager):
    lop = a_class(seat_count=3)
    enrol(lop, "=HYPERLINK mẫu", phone="+84912345678", phone_of="self")
    sheet = load_workbook(
        io.BytesIO(client.get(url("export_people", lop, "xlsx")).content)
    ).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=HYPERLINK mẫu", "s")
    assert (sheet["F2"].value, sheet["F2"].number_format) == ("0912 345 678", "@")
    text = client.get(url("export_people", lop, "csv")).content.decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text), delimiter=";"))[1]
    assert row[1] == "'=HYPERLINK mẫu"
    assert [(log.format, log.row_count, log.by) for log in ExportLog.objects.all()] == [
        ("csv", 1, manager),
        ("xlsx", 1, manager),
    ]


def test_trainer_sees_phones_until_the_class_is_over(client, trainer):
    lop = a_class(lead_trainer=trainer)
    enrol(lop, phone="+84912345678", phone_of="self")
    client.force_login(trainer)
    assert "0912 345 678" in client.get(url("participants", lop)).content.decode()
    TrainingClass.objects.filter(pk=lop.pk).update(state=ClassState.FINISHED)
    page = client.get(url("participants", lop)).content.decode()
    assert "0912 345 678" not in page
    assert "… 678" in page


def test_texts_of_the_office_are_kept_in_one_form(client, manager):
    name = "Lớp ở thôn Đồng Tâm"
    typed = "\u200b" + unicodedata.normalize("NFD", name)
    form = {"kind": "other", "name": typed}
    kinds = client.get(reverse("venue:add")).context["form"].fields["kind"].choices
    form["kind"] = next(value for value, _label in kinds if value)
    client.post(reverse("venue:add"), form)
    assert [venue.name for venue in Venue.objects.all()] == [name]
    data = a_new_class("KX-01") | {"title": typed}
    client.post(reverse("trainingclass:add"), data)
    lop = TrainingClass.objects.get()
    assert lop.title == name
    client.post(url("capacity", lop), {"seat_count": 5, "reason": typed})
    assert lop.history.first().history_change_reason == f"2 → 5. {name}"
    client.post(url("state", lop, "cancelled"), {"reason": typed})
    assert lop.history.first().history_change_reason == name


def test_no_form_of_the_office_holds_state_or_status(client, manager):
    lop = a_class()
    for address in (url("edit", lop), reverse("trainingclass:add")):
        fields = set(client.get(address).context["form"].fields)
        assert not fields & {"state", "status", "seat", "seats"}
