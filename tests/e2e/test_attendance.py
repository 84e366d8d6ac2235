"""A trainer marks attendance on a phone; reloads and lost networks take nothing."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

NAMES = ["Học Viên Ân", "Học Viên Bình", "Học Viên Châu"]
MAKE_SESSION = """
from datetime import timedelta
from uuid import uuid4
from django.contrib.auth import get_user_model
from django.utils import timezone
from commune.models import Village
from training import class_states, seats, timetable
from training.models import ClassState, Course, TrainingClass
made = TrainingClass.objects.create(
    code="{code}", slug="{code}".lower(), title="Lớp điểm danh {code}",
    course=Course.objects.order_by("pk").first(),
    lead_trainer=get_user_model().objects.get(username="giangvien"),
)
seats.set_capacity(made.pk, 5, actor=None, reason="Lớp thử")
now = timezone.now()
ref = timetable.plan(made, [(now, now + timedelta(hours=2))])[0].ref
class_states.move(made.pk, ClassState.OPEN)
village = Village.objects.get(code="TH12")
for name in {names}:
    application = seats.Application(name, 1970, village.pk)
    seats.take(made.pk, application, request_uuid=uuid4())
print(ref)
"""
EVENTS = """
from training.models import AttendanceEvent
print(AttendanceEvent.objects.filter(session__ref="{ref}").count())
"""


@pytest.fixture
def session(demo):
    """Return the reference of a session that begins now, with three learners."""
    code = f"TH-{uuid4().int % 10**8:08}"
    return demo.shell(MAKE_SESSION.format(code=code, names=NAMES))


@pytest.fixture
def trainer(login, session):
    """Return a maker of the attendance page, on a phone."""

    def open_page(**options):
        page = login("giangvien", **options)
        page.goto(f"/lam-viec/diem-danh/{session}/")
        return page

    return open_page


def event_count(demo, session: str) -> int:
    return int(demo.shell(EVENTS.format(ref=session)))


def row(page, name: str):
    return page.get_by_role("group", name=name)


def mark(page, name: str, status: str) -> None:
    row(page, name).get_by_role("radio", name=status, exact=True).tap()


def expect_marks(page, marks: dict[str, str]) -> None:
    page.reload()
    for name in NAMES:
        radios = row(page, name).get_by_role("radio")
        expect(radios).to_have_count(4)
        expect(radios.and_(page.locator(":checked"))).to_have_count(int(name in marks))
    for name, status in marks.items():
        chosen = row(page, name).get_by_role("radio", name=status, exact=True)
        expect(chosen).to_be_checked()


def save(page) -> None:
    page.get_by_role("button", name="Lưu điểm danh").tap()


def test_today_leads_to_the_attendance_of_the_session(login, session):
    page = login("giangvien")
    page.goto("/lam-viec/lop-hoc/")
    code = session.rpartition("-B")[0]
    page.get_by_role("link", name=f"Lớp điểm danh {code},").tap()
    for name in NAMES:
        expect(row(page, name)).to_be_visible()


def test_tapped_marks_are_saved_at_once_and_can_be_corrected(trainer, demo, session):
    page = trainer()
    mark(page, NAMES[0], "Có mặt")
    mark(page, NAMES[1], "Muộn")
    expect(page.locator("[data-marked]")).to_have_text("2")
    expect(page.locator("[data-state]")).to_contain_text("Đã lưu lúc")
    expect_marks(page, {NAMES[0]: "Có mặt", NAMES[1]: "Muộn"})
    mark(page, NAMES[0], "Vắng")
    expect(page.locator("[data-state]")).to_contain_text("Đã lưu lúc")
    expect_marks(page, {NAMES[0]: "Vắng", NAMES[1]: "Muộn"})
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("đã được lưu từ trước")
    expect_marks(page, {NAMES[0]: "Vắng", NAMES[1]: "Muộn"})
    assert event_count(demo, session) == 3


def test_marks_made_without_a_network_are_sent_when_it_is_back(trainer, demo, session):
    page = trainer()
    page.context.set_offline(True)
    mark(page, NAMES[2], "Có phép")
    expect(page.locator("[data-state]")).to_contain_text("Chưa gửi: 1")
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_contain_text("Đã lưu lúc")
    expect_marks(page, {NAMES[2]: "Có phép"})
    assert event_count(demo, session) == 1


def test_plain_form_saves_corrects_and_survives_a_double_post(trainer, demo, session):
    page = trainer(java_script_enabled=False)
    mark(page, NAMES[0], "Có mặt")
    mark(page, NAMES[1], "Vắng")
    page.get_by_role("button", name="Lưu điểm danh").dblclick(no_wait_after=True)
    expect(page.locator("main")).to_contain_text("Đã lưu điểm danh 2 người")
    expect_marks(page, {NAMES[0]: "Có mặt", NAMES[1]: "Vắng"})
    assert event_count(demo, session) == 2
    mark(page, NAMES[1], "Có mặt")
    save(page)
    expect(page.locator("main")).to_contain_text("Đã lưu điểm danh 1 người")
    expect_marks(page, {NAMES[0]: "Có mặt", NAMES[1]: "Có mặt"})
    assert event_count(demo, session) == 3


def test_same_form_sent_again_changes_nothing(trainer, demo, session):
    page = trainer(java_script_enabled=False)
    mark(page, NAMES[0], "Có mặt")
    fields = page.locator("form[data-marking] input:not([type=radio]), :checked")
    form = {
        field.get_attribute("name"): field.get_attribute("value")
        for field in fields.all()
    }
    for _time in range(3):
        answer = page.request.post(page.url, form=form, headers={"Referer": page.url})
        assert answer.ok
    expect_marks(page, {NAMES[0]: "Có mặt"})
    assert event_count(demo, session) == 1


def test_another_trainers_class_is_not_found(login, session):
    page = login("totruong")
    assert page.goto(f"/lam-viec/diem-danh/{session}/").status in {403, 404}
    expect(page.get_by_text(NAMES[0])).to_have_count(0)
