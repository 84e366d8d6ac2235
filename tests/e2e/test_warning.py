"""A warning goes from a draft to the home page and leaves by the clock alone."""

import re
import time
from uuid import uuid4

import pytest
from playwright.sync_api import expect

END_SOON = """
from datetime import timedelta
from django.utils import timezone
from cms.pages import WarningPage
page = WarningPage.objects.get(title="{title}").get_latest_revision_as_object()
page.ends_at = timezone.now() + timedelta(seconds={seconds})
page.save_revision().publish()
"""
SECONDS = 6  # long enough to see the warning twice, on a slow machine too
PATIENCE = 20


@pytest.fixture
def title():
    return f"Cảnh báo thử {uuid4().int % 10**8:08}"


@pytest.fixture
def visitor(new_context):
    return new_context().new_page()


@pytest.fixture
def handed_in(login, title):
    """Return the title of a warning that an editor has written on a phone."""
    page = login("bientap")
    page.get_by_role("link", name="Phát cảnh báo").first.tap()
    expect(page.get_by_role("button", name="Đăng ngay")).to_have_count(0)
    page.fill("[name=title]", title)
    page.fill("[name=message]", "Có tin nhắn giả danh điện lực dọa cắt điện.")
    page.fill("[name=do_now]", "Không bấm đường dẫn.\nGọi người nhà trước khi làm.")
    page.get_by_text("Khẩn", exact=True).tap()
    page.get_by_role("button", name="Gửi duyệt").tap()
    expect(page.locator("main .notice__title")).to_have_text("Đang chờ duyệt")
    return title


def approve(page, title: str) -> None:
    """Approve what waits, from the start page on."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Thao tác khác").last.click()
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.locator(".messages")).to_contain_text(title)


def open_home_until_gone(page, title: str):
    """Open the home page again and again; return the first answer without the title."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = page.goto("/")
        if page.get_by_text(title).count() == 0:
            return answer
        page.wait_for_timeout(300)
    raise AssertionError("the warning stays on the home page after its end")


def open_until_there(page, address: str, title: str) -> None:
    """Open a page until it names a warning; a process may be a second behind."""
    for _try in range(20):
        page.goto(address)
        if page.get_by_text(title).count():
            return


def open_home_in_two_ways(page):
    """Open home plain and from Zalo until both are of one edition.

    A process knows the edition for a second, so two may differ right after a change.
    """
    for _try in range(20):
        first, second = page.goto("/"), page.goto("/?utm_source=zalo")
        if second.headers["etag"] == first.headers["etag"]:
            break
    return first, second


def test_draft_is_hidden_until_another_person_approves(handed_in, login, visitor):
    visitor.goto("/")
    expect(visitor.get_by_text(handed_in)).to_have_count(0)
    approve(login("duyetbai"), handed_in)
    open_until_there(visitor, "/", handed_in)
    expect(visitor.get_by_role("link", name=handed_in).first).to_be_visible()
    open_until_there(visitor, "/tin-tuc/", handed_in)
    expect(visitor.locator(".warning-banner")).to_contain_text(handed_in)


def test_warning_leaves_at_its_end_with_the_worker_stopped(
    handed_in, login, visitor, demo
):
    approve(login("duyetbai"), handed_in)
    with demo.worker_stopped():
        demo.shell(END_SOON.format(title=handed_in, seconds=SECONDS))
        first, second = open_home_in_two_ways(visitor)
        assert second.headers["etag"] == first.headers["etag"]
        expect(visitor.get_by_text(handed_in).first).to_be_visible()
        address = visitor.get_by_role("link", name=handed_in).first
        address = address.get_attribute("href")
        third = open_home_until_gone(visitor, handed_in)
        assert third.headers["etag"] != first.headers["etag"]
        visitor.goto(address)
        expect(visitor.locator("main")).to_contain_text("hết hiệu lực")


def test_incident_leads_to_a_draft_in_the_workflow(login, title, visitor):
    page = login("ungcuu")
    page.goto("/lam-viec/su-co/moi/")
    page.fill("[name=text]", "Nhiều bà con nhận tin nhắn giả: http://dien-luc.example/")
    page.get_by_role("button", name="Ghi nhận").tap()
    expect(page).to_have_url(re.compile("/da-ghi/$"))
    ref = re.search(r"SC-\d{4}-\d+", page.url)[0]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/quan-tri/incident/?q={ref}")
    page.get_by_role("link", name=ref).first.click()
    page.get_by_role("link", name="Soạn cảnh báo").first.click()
    page.fill("[name=title]", title)
    page.fill("[name=summary]", "Tin nhắn giả danh điện lực dọa cắt điện.")
    page.fill("[name=what_to_do]", "Không bấm đường dẫn.")
    page.locator("main form button").last.click()
    expect(page.locator(".help-info").first).to_contain_text(title)
    expect(page.get_by_role("link", name="Mở bản nháp")).to_have_count(0)
    chief = login("duyetbai")
    expect(chief.get_by_role("link", name=title).first).to_be_visible()
    visitor.goto("/")
    expect(visitor.get_by_text(title)).to_have_count(0)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("ends_at", "2020-01-01T08:00", "phải ở sau hiện tại"),
        ("title", "   ", "Không được để trống"),
        ("do_now", "một\nhai\nba\nbốn", "Nhiều nhất 3 dòng"),
    ],
)
def test_bad_field_is_refused_beside_itself(login, title, field, value, message):
    page = login("bientap")
    page.goto("/lam-viec/canh-bao/moi/")
    typed = {"title": title, "message": "Có tin nhắn giả.", "do_now": "Gọi 113."}
    for name, text in (typed | {field: value}).items():
        page.fill(f"[name={name}]", text)
    page.get_by_role("button", name="Gửi duyệt").tap()
    wrong = page.locator(".field--error")
    expect(wrong).to_have_count(1)
    expect(wrong.locator(".field__error")).to_contain_text(message)
    assert wrong.locator(f"[name={field}]").input_value() == value
