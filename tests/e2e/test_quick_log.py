"""A responder pastes a scam SMS into the one box; two taps later it has a number."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

SMS = (
    "Tin nhắn VNeID: tài khoản định danh của bạn sẽ bị khóa. Cập nhật ngay tại "
    "http://vneid-capnhat.example/xacminh hoặc gọi 0912 345 678."
)
NEW = "/lam-viec/su-co/moi/"
COUNT = "from incidents.models import Incident; print(Incident.objects.count())"


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def responder(login, request):
    return login("ungcuu", java_script_enabled=request.param)


def box(page):
    return page.locator("textarea[name=text]")


def record(page) -> None:
    page.get_by_role("button", name="Ghi nhận").tap()


def incident_count(demo) -> int:
    return int(demo.shell(COUNT))


def test_scam_message_is_logged_in_two_taps(responder):
    responder.get_by_role("link", name="Ghi sự cố").first.tap()
    expect(box(responder)).to_be_focused()
    responder.keyboard.insert_text(SMS)
    record(responder)
    expect(responder).to_have_url(re.compile(r"/SC-\d{4}-\d{4,}/da-ghi/$"))
    main = responder.get_by_role("main")
    expect(main).to_contain_text(re.compile(r"SC-\d{4}-\d{4,}"))
    expect(main).to_contain_text("Lừa đảo qua tin nhắn, liên kết giả")
    found = main.get_by_role("listitem")
    expect(found.filter(has_text="hxxp")).to_contain_text("vneid-capnhat[.]example")
    expect(found.filter(has_text="0912 345 678")).to_contain_text("Gợi ý")


def test_double_click_records_one_incident(responder, demo):
    before = incident_count(demo)
    responder.goto(NEW)
    box(responder).fill(f"{SMS} Bấm hai lần, {uuid4()}.")
    responder.get_by_role("button", name="Ghi nhận").dblclick(no_wait_after=True)
    expect(responder).to_have_url(re.compile("/da-ghi/$"))
    assert incident_count(demo) == before + 1


def test_repeated_post_leads_to_the_incident_it_made(responder, demo):
    before = incident_count(demo)
    responder.goto(NEW)
    form = {
        name: responder.locator(f"main [name={name}]").input_value()
        for name in ("csrfmiddlewaretoken", "key")
    } | {"text": f"{SMS} Gửi lại, {uuid4()}."}
    answers = [
        responder.request.post(NEW, form=form, headers={"Referer": responder.url})
        for _time in range(3)
    ]
    assert {answer.url for answer in answers} == {answers[0].url}
    assert answers[0].url.endswith("/da-ghi/")
    assert incident_count(demo) == before + 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Hãy viết hoặc dán nội dung sự việc."),
        (" \n\t ", "Hãy viết hoặc dán nội dung sự việc."),
        ("Lừa đảo! " * 75_000, "tối đa 20.000 ký tự"),
    ],
    ids=["empty", "blank", "one-megabyte"],
)
def test_bad_text_is_refused_in_vietnamese_and_kept(responder, text, message):
    responder.goto(NEW)
    box(responder).fill(text)
    record(responder)
    expect(responder.locator(".field--error .field__error")).to_contain_text(message)
    assert box(responder).input_value() == text


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "{{7*7}} {% now %}", "\u202egnp.exe ảnh cưới 😀"],
    ids=["script", "template", "right-to-left"],
)
def test_odd_text_is_shown_as_it_was_written(responder, text):
    responder.on("dialog", lambda dialog: pytest.fail(dialog.message))
    responder.goto(NEW)
    box(responder).fill(text)
    record(responder)
    responder.get_by_role("link", name="Mở sự cố").tap()
    shown = text.removeprefix("\u202e")
    expect(responder.locator(".card.prose")).to_have_text(shown)
