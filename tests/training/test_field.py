import json
from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from commune.access import roles
from tests.training.factories import a_class, a_village, enrol, times
from training import seats, seeds, timetable
from training.models import AttendanceEvent, AttendanceRecord, Enrolment, Status
from training.models.session import MarkingState

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(user_in):
    return user_in(roles.TRAINERS, username="giangvien")


@pytest.fixture
def session(trainer):
    """Return a session that begins now, of a class with two learners."""
    lop = a_class(lead_trainer=trainer, seat_count=5)
    for name in ("Học viên mẫu Ân", "Học viên mẫu Ánh"):
        enrol(lop, name)
    now = timezone.now()
    return timetable.plan(lop, [(now, now + timedelta(hours=2))])[0]


def rows(session) -> list[Enrolment]:
    return list(session.training_class.enrolments.order_by("pk"))


def event(row, status="present", **fields) -> dict:
    defaults = {
        "id": str(uuid4()),
        "enrolment": str(row.uuid),
        "status": status,
        "marked_at": timezone.now().isoformat(),
        "clock_offset_ms": 0,
    }
    return defaults | fields


def send(client, session, *events, **fields):
    body = {
        "session": session.ref,
        "batch_id": str(uuid4()),
        "device_id": "may-1",
        "events": list(events),
    }
    return client.post(
        "/api/v1/attendance/batches",
        json.dumps(body | fields),
        content_type="application/json",
    )


def results(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [result["result"] for result in response.json()["results"]]


def held(session) -> dict:
    return {
        record.enrolment.person.full_name: record.status
        for record in AttendanceRecord.objects.filter(session=session)
    }


def test_double_post_is_stored_once(client, trainer, session):
    client.force_login(trainer)
    mark = event(rows(session)[0])
    assert results(send(client, session, mark)) == ["applied"]
    assert results(send(client, session, mark, mark)) == ["duplicate", "duplicate"]
    assert AttendanceEvent.objects.count() == 1
    assert held(session) == {"Học viên mẫu Ân": "present"}


def test_correction_holds_and_a_late_old_mark_does_not(client, trainer, session):
    client.force_login(trainer)
    row, now = rows(session)[0], timezone.now()
    early = event(row, "absent", marked_at=(now - timedelta(minutes=5)).isoformat())
    assert results(send(client, session, event(row, "late"))) == ["applied"]
    assert results(send(client, session, early)) == ["superseded"]
    assert held(session) == {"Học viên mẫu Ân": "late"}
    answer = send(client, session, event(row, "present", base_rev=2)).json()
    assert (answer["results"][0]["result"], answer["results"][0]["rev"]) == (
        "applied",
        3,
    )
    roster = client.get(f"/api/v1/sessions/{session.ref}/roster").json()["results"]
    assert [(r["full_name"], r["status"], r["rev"]) for r in roster] == [
        ("Học viên mẫu Ánh", None, 0),
        ("Học viên mẫu Ân", "present", 3),
    ]


def test_same_id_with_another_body_is_rejected(client, trainer, session):
    client.force_login(trainer)
    mark = event(rows(session)[0])
    send(client, session, mark)
    answer = send(client, session, mark | {"status": "absent"}).json()["results"][0]
    assert (answer["result"], answer["code"]) == ("rejected", "mismatch")
    assert held(session) == {"Học viên mẫu Ân": "present"}


def test_two_phones_that_disagree_are_flagged_and_the_office_decides(
    client, trainer, session, user_in
):
    client.force_login(trainer)
    row = rows(session)[0]
    send(client, session, event(row, "present"))
    answer = send(client, session, event(row, "absent"), device_id="may-2")
    assert answer.json()["results"][0]["code"] == "conflict"
    page = client.get(f"/lam-viec/diem-danh/{session.ref}/")
    assert "badge--wait" in page.content.decode()
    client.force_login(user_in(roles.TRAINING_MANAGERS))
    send(client, session, event(row, "excused", base_rev=2), device_id="van-phong")
    record = AttendanceRecord.objects.get()
    assert (record.status, record.is_conflict) == ("excused", False)


def test_who_left_is_kept_for_review(client, trainer, session):
    client.force_login(trainer)
    row = rows(session)[0]
    seats.release(row.pk, actor=trainer)
    answer = send(client, session, event(row)).json()["results"][0]
    assert (answer["result"], answer["code"]) == ("review", "left_roster")
    assert AttendanceEvent.objects.count() == 1


def test_locked_session_keeps_the_mark_and_counts_nothing(client, trainer, session):
    session.marking = MarkingState.LOCKED
    session.save()
    client.force_login(trainer)
    answer = send(client, session, event(rows(session)[0])).json()["results"][0]
    assert (answer["result"], answer["code"]) == ("review", "locked")
    assert held(session) == {}
    assert AttendanceEvent.objects.count() == 1


def test_trainer_marks_for_seven_days_the_office_longer(
    client, trainer, session, user_in
):
    session.starts_at -= timedelta(days=8)
    session.ends_at -= timedelta(days=8)
    session.save()
    client.force_login(trainer)
    assert results(send(client, session, event(rows(session)[0]))) == ["review"]
    client.force_login(user_in(roles.TRAINING_MANAGERS))
    assert results(send(client, session, event(rows(session)[0]))) == ["applied"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "asleep"}, "status"),
        ({"enrolment": str(uuid4())}, "enrolment"),
        ({"session": "KHAC-B1"}, "session"),
    ],
)
def test_odd_mark_is_rejected_and_the_others_are_taken(
    client, trainer, session, change, code
):
    client.force_login(trainer)
    first, second = rows(session)
    answer = send(client, session, event(first) | change, event(second)).json()
    assert sorted((r["result"], r["code"]) for r in answer["results"]) == [
        ("applied", None),
        ("rejected", code),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"events": "x"},
        {"batch_id": "x"},
        {"device_id": ""},
        {"surprise": 1},
        {"events": [{"id": "x"}]},
        {"events": [{"note": "\x00"}]},
    ],
)
def test_malformed_batch_is_400_and_stores_nothing(client, trainer, session, change):
    client.force_login(trainer)
    response = send(client, session, **change)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert not AttendanceEvent.objects.exists()


def test_too_many_events_are_refused(client, trainer, session):
    client.force_login(trainer)
    marks = [event(rows(session)[0]) for _ in range(201)]
    assert send(client, session, *marks).status_code == 400


def test_api_asks_who_you_are(client, session, user_in):
    assert send(client, session).status_code == 401
    client.force_login(user_in(roles.EDITORS))
    assert send(client, session).status_code == 403
    client.force_login(user_in(roles.TRAINERS, username="khac"))
    assert send(client, session).status_code == 404
    assert client.get(f"/api/v1/sessions/{session.ref}/roster").status_code == 404


def test_superuser_without_a_role_gets_nothing(client, session, admin_user):
    client.force_login(admin_user)
    assert client.get(f"/lam-viec/diem-danh/{session.ref}/").status_code == 403
    assert client.get(f"/api/v1/sessions/{session.ref}/roster").status_code == 403


def form(session, *statuses, key=None) -> dict:
    found = dict(zip(rows(session), statuses, strict=False))
    return {"form_key": str(key or uuid4())} | {
        f"m-{row.uuid}": status for row, status in found.items()
    }


def test_plain_form_saves_survives_a_double_post_and_a_reload(client, trainer, session):
    client.force_login(trainer)
    url = f"/lam-viec/diem-danh/{session.ref}/"
    data = form(session, "present", "late")
    for _ in range(2):
        assert client.post(url, data).url == url
    assert AttendanceEvent.objects.count() == 2
    page = client.get(url)
    assert page.context["marked_count"] == 2
    assert page.content.decode().count(" checked") == 2
    client.post(url, form(session, "absent", "late"))
    assert sorted(held(session).values()) == ["absent", "late"]
    assert AttendanceEvent.objects.count() == 3


def as_shown(client, session, *statuses) -> dict:
    """Return what the marking page would send, with some marks chosen by hand."""
    form = BeautifulSoup(client.get(session.get_marking_url()).content, "html.parser")
    data = {}
    for part in form.select("form[data-marking] input"):
        if part.get("type") != "radio" or part.has_attr("checked"):
            data[part["name"]] = part["value"]
    chosen = zip(rows(session), statuses, strict=False)
    return data | {f"m-{row.uuid}": status for row, status in chosen if status}


def test_back_button_takes_back_nothing_that_nobody_touched(client, trainer, session):
    client.force_login(trainer)
    url = session.get_marking_url()
    client.post(url, as_shown(client, session, "present", "present"))
    old = as_shown(client, session, "late")
    client.post(url, old)
    client.post(url, as_shown(client, session, "absent"))
    client.post(url, as_shown(client, session, None, "excused"))
    ids = [f"m-{row.uuid}" for row in rows(session)]
    answer = client.post(url, old | {ids[0]: "excused"}, follow=True)
    assert held(session) == {
        "Học viên mẫu Ân": "excused",
        "Học viên mẫu Ánh": "excused",
    }
    assert "Đã lưu điểm danh 1 người" in answer.content.decode()


def test_back_button_sends_a_mark_again_and_is_told(client, trainer, session):
    client.force_login(trainer)
    url = session.get_marking_url()
    old = as_shown(client, session, "present")
    client.post(url, old)
    client.post(url, as_shown(client, session, "absent"))
    answer = client.post(url, old, follow=True)
    assert held(session) == {"Học viên mẫu Ân": "absent"}
    assert "trang cũ không được nhận" in answer.content.decode()
    assert AttendanceEvent.objects.count() == 2


def test_back_button_with_a_changed_mark_saves_it(client, trainer, session):
    client.force_login(trainer)
    url = session.get_marking_url()
    old = as_shown(client, session, "present")
    client.post(url, old)
    first = rows(session)[0]
    client.post(url, old | {f"m-{first.uuid}": "late"})
    assert held(session) == {"Học viên mẫu Ân": "late"}


@pytest.mark.parametrize("learners", [2, 60])
def test_batch_takes_the_same_queries_for_any_number(
    client, trainer, learners, django_assert_max_num_queries
):
    lop = a_class(lead_trainer=trainer, seat_count=60, session_count=1)
    for _ in range(learners):
        enrol(lop)
    client.force_login(trainer)
    session = lop.sessions.get()
    marks = [event(row) for row in rows(session)]
    with django_assert_max_num_queries(18):
        assert set(results(send(client, session, *marks))) == {"applied"}
    with django_assert_max_num_queries(18):
        assert set(results(send(client, session, *marks))) == {"duplicate"}


def test_one_id_for_two_sessions_is_rejected_for_the_second(client, trainer, session):
    client.force_login(trainer)
    mark = event(rows(session)[0])
    start = session.ends_at + timedelta(hours=1)
    hours = [(start, start + timedelta(hours=1))]
    second = timetable.plan(session.training_class, hours)[0]
    assert results(send(client, session, mark)) == ["applied"]
    answer = send(client, second, mark).json()["results"][0]
    assert (answer["result"], answer["code"]) == ("rejected", "mismatch")


def test_todays_sessions_are_the_own_ones(client, trainer, session):
    other = a_class(seat_count=1)
    timetable.plan(other, times(1, days_ahead=0))
    client.force_login(trainer)
    page = client.get("/lam-viec/lop-hoc/")
    assert [row.pk for row in page.context["today"]] == [session.pk]


@pytest.mark.parametrize("learners", [3, 12])
def test_marking_page_query_count_is_constant(
    client, trainer, learners, django_assert_max_num_queries
):
    lop = a_class(lead_trainer=trainer, seat_count=20, session_count=1)
    for _ in range(learners):
        enrol(lop)
    client.force_login(trainer)
    with django_assert_max_num_queries(9):
        client.get(lop.sessions.get().get_marking_url())


@pytest.mark.parametrize(
    "path", ["/lam-viec/lop-hoc/", "/lam-viec/lop-hoc/dang-ky-ho/"]
)
def test_visitor_is_led_to_the_login(client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert "login" in response.url


def neighbour(lop, **fields) -> dict:
    defaults = {
        "training_class": lop.code,
        "full_name": "Bà Bảy Thôn 01 (mẫu)",
        "birth_year": "1950",
        "request_key": str(uuid4()),
    }
    return defaults | fields


def test_team_enrols_people_of_its_village_on_one_phone(client, team_leader):
    seeds.load()
    lop = a_class(seat_count=9)
    client.force_login(team_leader)
    url, year = "/lam-viec/lop-hoc/dang-ky-ho/", timezone.localdate().year - 14
    for number in range(6):
        data = neighbour(
            lop,
            full_name=f"Người dân mẫu số {number}",
            birth_year=str(year if number == 5 else 1960 + number),
            phone="0912345678",
            phone_of="relative",
            village="TH02",
        )
        assert client.post(url, data).status_code == 302
    found = Enrolment.objects.order_by("pk")
    assert [row.status for row in found] == ["confirmed"] * 5 + ["pending"]
    assert {row.person.village.code for row in found} == {"TH01"}
    assert {row.source for row in found} == {"team"}


def test_team_sees_its_own_village_alone(client, team_leader):
    lop = a_class(seat_count=9)
    enrol(lop, "Bác Một (mẫu)")
    enrol(lop, "Bác Hai (mẫu)", village_id=a_village("TH02").pk)
    client.force_login(team_leader)
    page = client.get("/lam-viec/lop-hoc/dang-ky-ho/").content.decode()
    assert "Bác Một (mẫu)" in page
    assert "Bác Hai (mẫu)" not in page


def test_team_account_without_a_village_gets_nothing(client, user_in):
    client.force_login(user_in(roles.COMMUNITY_TEAMS))
    assert client.get("/lam-viec/lop-hoc/dang-ky-ho/").status_code == 403


LEAVES = {
    "left today": ({"until": timezone.localdate()}, {}),
    "begins tomorrow": ({"since": timezone.localdate() + timedelta(days=1)}, {}),
    "village has ended": ({}, {"valid_to": timezone.localdate()}),
}


@pytest.mark.parametrize("why", LEAVES)
def test_who_no_longer_serves_enrols_nobody(client, team_leader, why):
    member, village = team_leader.team_member, team_leader.team_member.team.village
    lop = a_class()
    enrol(lop, "Bác Một (mẫu)", village_id=village.pk)
    for row, fields in zip((member, village), LEAVES[why], strict=True):
        type(row).objects.filter(pk=row.pk).update(**fields)
    client.force_login(team_leader)
    page = client.get("/lam-viec/lop-hoc/dang-ky-ho/")
    assert page.status_code == 403
    assert "Bác Một (mẫu)" not in page.content.decode()
    assert "chưa gắn với thôn nào" in page.content.decode()
    sent = client.post("/lam-viec/lop-hoc/dang-ky-ho/", neighbour(lop))
    assert (sent.status_code, Enrolment.objects.count()) == (403, 1)


def test_who_leaves_tomorrow_still_enrols_today(client, team_leader):
    team_leader.team_member.until = timezone.localdate() + timedelta(days=1)
    team_leader.team_member.save()
    client.force_login(team_leader)
    assert client.get("/lam-viec/lop-hoc/dang-ky-ho/").status_code == 200


def test_team_double_post_leaves_one(client, team_leader):
    lop = a_class()
    client.force_login(team_leader)
    data = neighbour(lop)
    for _ in range(2):
        client.post("/lam-viec/lop-hoc/dang-ky-ho/", data)
    assert Enrolment.objects.get().status == Status.CONFIRMED


def test_cards_show_figures_to_leaders_and_sessions_to_trainers(
    client, trainer, session, user_in
):
    client.force_login(trainer)
    assert session.get_marking_url() in client.get("/lam-viec/").content.decode()
    client.force_login(user_in(roles.LEADERSHIP))
    page = client.get("/lam-viec/").content.decode()
    assert "Học viên mẫu Ân" not in page
    assert session.ref not in page


@pytest.mark.parametrize("seen", ["9" * 30, "9" * 5000])
def test_a_forged_revision_is_no_error(client, trainer, session, seen):
    uuid = session.training_class.enrolments.first().uuid
    client.force_login(trainer)
    client.post(session.get_marking_url(), {f"m-{uuid}": "present", f"r-{uuid}": seen})
    assert session.records.get().status == "present"
