"""The yearly review: a person decides on each account, and that is kept."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl import load_workbook

from commune import registry
from commune.accounts import review
from commune.models import AccountReview, ReviewMark
from commune.upkeep import health

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/tai-khoan/ra-soat/"


@pytest.fixture
def open_round(desk):
    desk.post(PAGE, {"start": "1"})
    return AccountReview.objects.get()


def test_round_ends_when_every_account_in_use_has_a_decision(
    desk, administrator, person, open_round
):
    data = {f"choice-{person.pk}": "change_role", "finish": "1"}
    page = desk.post(PAGE, data, follow=True)
    assert "còn 1 tài khoản" in page.content.decode()
    desk.post(PAGE, {f"choice-{administrator.pk}": "keep", "finish": "1"})
    open_round.refresh_from_db()
    assert open_round.finished_by == administrator
    mark = ReviewMark.objects.get(user=person)
    assert (mark.choice, mark.reviewer) == ("change_role", administrator)
    assert mark.role_names == "Giảng viên"
    assert "Đợt rà soát gần nhất" in desk.get(PAGE).content.decode()


def test_decision_saved_again_keeps_its_reviewer(
    desk, second, as_user, person, open_round, administrator
):
    data = {f"choice-{person.pk}": "keep"}
    desk.post(PAGE, data)
    as_user(second).post(PAGE, data)
    assert ReviewMark.objects.get(user=person).reviewer == administrator
    as_user(second).post(PAGE, {f"choice-{person.pk}": "switch_off"})
    assert ReviewMark.objects.get(user=person).reviewer == second


@pytest.mark.parametrize("choice", ["", "delete", "x" * 1000, "KEEP"])
def test_unknown_decision_changes_nothing(desk, person, open_round, choice):
    assert desk.post(PAGE, {f"choice-{person.pk}": choice}).status_code == 302
    assert not ReviewMark.objects.exists()


def test_one_round_is_open_at_a_time(desk, administrator, open_round):
    desk.post(PAGE, {"start": "1"})
    assert AccountReview.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountReview.objects.create(
            started_at=timezone.now(), started_by=administrator
        )


def test_stale_page_after_the_end_is_told(desk, administrator, open_round):
    data = {f"choice-{administrator.pk}": "keep", "finish": "1"}
    desk.post(PAGE, data)
    page = desk.post(PAGE, data, follow=True)
    assert "đã kết thúc" in page.content.decode()


def test_review_is_due_a_year_after_the_last(desk, administrator, open_round):
    desk.post(PAGE, {f"choice-{administrator.pk}": "keep", "finish": "1"})
    now = timezone.now()
    assert not review.is_due(now + timedelta(days=364))
    assert review.is_due(now + timedelta(days=366))
    with time_machine.travel(now + timedelta(days=366)):
        titles = [card.title for card in registry.cards_for(administrator)]
        [finding] = health.accounts(timezone.now())
    assert "Rà soát tài khoản hằng năm" in titles
    assert finding.level == health.Level.LOOK


def test_nobody_else_is_reminded(person):
    with time_machine.travel(timezone.now() + timedelta(days=800)):
        titles = [card.title for card in registry.cards_for(person)]
    assert "Rà soát tài khoản hằng năm" not in titles


def test_exports_hold_the_list_and_no_formula(desk, person, open_round):
    person.first_name, person.last_name = "", "=HYPERLINK(1)"
    person.save()
    desk.post(PAGE, {f"choice-{person.pk}": "keep"})
    answer = desk.get(f"{PAGE}danh-sach.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    text = desk.get(f"{PAGE}danh-sach.csv").content.decode()
    assert "'=HYPERLINK(1)" in text
    assert "Giữ nguyên" in text
    assert desk.get(f"{PAGE}danh-sach.pdf").status_code == 404


@pytest.mark.parametrize("role", ["Editors", "Leadership", "Response leads"])
@pytest.mark.parametrize("ending", ["", "danh-sach.csv", "danh-sach.xlsx"])
def test_review_is_for_administrators(as_user, user_in, role, ending):
    client = as_user(user_in(role))
    assert client.get(PAGE + ending).status_code in {302, 403}
    assert client.post(PAGE, {"start": "1"}).status_code in {302, 403}
    assert not AccountReview.objects.exists()
