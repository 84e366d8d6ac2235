"""A class of 30 takes enrolments from residents' phones, and a waiting list."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

MAKE_CLASS = """
from django.utils import timezone
from datetime import timedelta
from training import class_states, seats, timetable
from training.models import ClassState, Course, TrainingClass
made = TrainingClass.objects.create(
    code="{code}", slug="{code}".lower(), title="Lớp thử {code}", wait_capacity={wait},
    course=Course.objects.order_by("pk").first(),
)
seats.set_capacity(made.pk, {seats}, actor=None, reason="Lớp thử")
start = timezone.now() + timedelta(days=9)
timetable.plan(made, [(start, start + timedelta(hours=2))])
class_states.move(made.pk, ClassState.OPEN)
"""
COUNT = """
from training.models import Enrolment, Status
rows = Enrolment.objects.filter(training_class__code="{code}")
print(*(rows.filter(status=s).count() for s in (Status.CONFIRMED, Status.WAITING)))
"""
PROMOTED = """
from commune.models import OutboxMessage
from training.models import Enrolment
row = Enrolment.objects.get(
    training_class__code="{code}", person__full_name="{name}"
)
print(OutboxMessage.objects.filter(key=f"enrolment-{{row.pk}}-promoted").count())
"""


@pytest.fixture
def make_class(demo):
    """Return a maker of open classes; each call returns the code of a new one."""

    def make(*, seats: int, wait: int = 5) -> str:
        code = f"THU-{uuid4().int % 10**8:08}"
        demo.shell(MAKE_CLASS.format(code=code, seats=seats, wait=wait))
        return code

    return make


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def resident(new_context, request):
    return new_context(java_script_enabled=request.param).new_page()


def counts(demo, code: str) -> list[int]:
    """Return how many are seated and how many wait."""
    return [int(n) for n in demo.shell(COUNT.format(code=code)).split()]


def fill(page, code: str, name: str) -> None:
    page.goto(f"/lop-hoc/{code.lower()}/dang-ky/")
    page.fill("[name=full_name]", name)
    page.fill("[name=birth_year]", "1968")
    page.select_option("[name=village]", "TH05")


def send(page) -> None:
    page.get_by_role("button", name="Gửi đăng ký").tap()


def enrol(page, code: str, name: str) -> None:
    fill(page, code, name)
    send(page)
    expect(page).to_have_url(re.compile("/lop-hoc/phieu/"))


def notice(page):
    return page.locator("main .notice__title")


def test_class_of_thirty_fills_and_then_takes_a_waiting_list(
    new_context, demo, make_class
):
    page = new_context(java_script_enabled=False).new_page()
    code = make_class(seats=30, wait=2)
    for number in range(30):
        enrol(page, code, f"Người học {'ABCDEFGHIK'[number % 10]} {number:02}")
        expect(notice(page)).to_have_text("Đã có chỗ trong lớp")
    late = page.context.new_page()
    fill(late, code, "Người đến sau cùng")
    for position in (1, 2):
        enrol(page, code, f"Người chờ số {position}")
        expect(notice(page)).to_have_text(f"Dự bị số {position}")
    send(late)
    expect(late.locator("main")).to_contain_text("Lớp và danh sách chờ đều đã đủ")
    assert late.input_value("[name=full_name]") == "Người đến sau cùng"
    assert counts(demo, code) == [30, 2]


def test_enrolling_from_the_catalogue_needs_no_account(resident, make_class):
    code = make_class(seats=1)
    resident.goto("/lop-hoc/")
    resident.get_by_role("link", name=f"Lớp thử {code}").first.tap()
    resident.get_by_role("link", name="Đăng ký", exact=True).first.tap()
    resident.fill("[name=full_name]", "Lò Thị Mẫu")
    resident.fill("[name=birth_year]", "1958")
    resident.select_option("[name=village]", "TH12")
    send(resident)
    expect(notice(resident)).to_have_text("Đã có chỗ trong lớp")
    expect(resident.locator("main")).to_contain_text("Lò Thị Mẫu")
    assert resident.context.cookies() == []


def test_cancelling_promotes_the_first_who_waits_and_tells_once(
    resident, demo, make_class
):
    code = make_class(seats=1)
    enrol(resident, code, "Người có chỗ")
    seated = resident.url
    enrol(resident, code, "Người chờ một")
    waiting = resident.url
    enrol(resident, code, "Người chờ hai")
    last = resident.url
    resident.goto(seated)
    resident.get_by_role("link", name="Hủy đăng ký").tap()
    resident.get_by_role("button", name="Có, hủy đăng ký").dblclick(no_wait_after=True)
    expect(notice(resident)).to_have_text("Đã hủy")
    resident.goto(waiting)
    expect(notice(resident)).to_have_text("Đã có chỗ trong lớp")
    resident.goto(last)
    expect(notice(resident)).to_have_text("Dự bị số 1")
    assert counts(demo, code) == [1, 1]
    assert demo.shell(PROMOTED.format(code=code, name="Người chờ một")) == "1"
    assert demo.shell(PROMOTED.format(code=code, name="Người chờ hai")) == "0"


def test_errors_stand_beside_their_fields_and_keep_what_was_typed(resident, make_class):
    code = make_class(seats=2)
    fill(resident, code, "Hà Văn Thử 😀")
    resident.evaluate("document.forms[document.forms.length - 1].noValidate = true")
    resident.fill("[name=birth_year]", "2099")
    resident.fill("[name=phone]", "0912 34")
    send(resident)
    for name, typed, message in (
        ("birth_year", "2099", "Xin kiểm tra năm sinh: chỉ nhận từ"),
        ("phone", "0912 34", "Thiếu chữ số"),
    ):
        field = resident.locator(f".field--error:has([name={name}])")
        expect(field.locator(".field__error")).to_contain_text(message)
        assert field.locator("input").input_value() == typed
        assert field.locator("input").get_attribute("aria-invalid") == "true"
    assert resident.input_value("[name=full_name]") == "Hà Văn Thử 😀"
    assert resident.input_value("[name=village]") == "TH05"


def test_double_tap_enrols_once(resident, demo, make_class):
    code = make_class(seats=5)
    fill(resident, code, "Bấm Hai Lần")
    button = resident.get_by_role("button", name="Gửi đăng ký")
    button.dblclick(no_wait_after=True)
    expect(notice(resident)).to_have_text("Đã có chỗ trong lớp")
    assert counts(demo, code) == [1, 0]


def test_repeated_post_leads_to_the_same_seat(resident, demo, make_class):
    code = make_class(seats=5)
    fill(resident, code, "Gửi Hai Lần")
    form = {
        name: resident.locator(f"main [name={name}]").input_value()
        for name in ("full_name", "birth_year", "village", "request_key")
    }
    headers = {"Origin": resident.url.split("/lop-hoc/")[0]}
    answers = [
        resident.request.post(resident.url, form=form, headers=headers)
        for _time in range(2)
    ]
    assert {answer.url for answer in answers} == {answers[0].url}
    assert "/lop-hoc/phieu/" in answers[0].url
    assert counts(demo, code) == [1, 0]


def test_person_who_is_in_already_gets_no_key_to_the_seat(resident, make_class):
    code = make_class(seats=5)
    enrol(resident, code, "Hàng Xóm Tò Mò")
    ticket = resident.url.rstrip("/").rsplit("/", 1)[-1]
    fill(resident, code, "hang xom to mo")
    send(resident)
    expect(resident.locator("main")).to_contain_text("Người này đã đăng ký rồi")
    assert ticket not in resident.content()
