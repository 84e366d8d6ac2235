"""A sign-in ends while a report is being typed: on a phone the words stay in sight."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.survey import grave_violations

NEW = "/lam-viec/su-co/moi/"
STORY = "Bà Lê Thị Mẫu ở thôn 01 báo: bấm vào đường dẫn lạ rồi mất tiền.\n<b>Gấp</b>"
LOST = [("sessionid", f"/tai-khoan/login/?next={NEW}"), ("csrftoken", NEW)]


@pytest.mark.parametrize(("cookie", "way_back"), LOST)
def test_words_stay_in_sight_on_a_phone(login, cookie, way_back):
    page = login("ungcuu")
    page.goto(NEW)
    page.locator("textarea[name=text]").fill(STORY)
    page.context.clear_cookies(name=cookie)
    page.get_by_role("button", name="Ghi nhận").tap()
    kept = page.locator("textarea[readonly]")
    expect(kept).to_have_value(STORY)
    assert grave_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.context.expect_page() as opened:
        page.locator("main a[target=_blank]").tap()
    expect(opened.value).to_have_url(re.compile(re.escape(way_back) + "$"))
    expect(kept).to_have_value(STORY)
