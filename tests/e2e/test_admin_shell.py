"""The Wagtail admin in Chromium: strict policy, Vietnamese dates and slugs."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from commune.vietnamese import slugify

DESK = {"width": 1280, "height": 900}
CHIEF_EDITORS_SCREENS = [
    "/quan-tri/",
    "/quan-tri/account/",
    "/quan-tri/pages/create/cms/newspage",
    "/quan-tri/pages/create/cms/standardpage",
    "/quan-tri/images/",
    "/quan-tri/images/add/",
    "/quan-tri/images/multiple/add/",
    "/quan-tri/documents/",
    "/quan-tri/documents/multiple/add/",
    "/quan-tri/reports/site-history/",
    "/quan-tri/reports/aging-pages/",
    "/quan-tri/reports/workflow/",
    "/quan-tri/reports/page-types-usage/",
]
ADMINISTRATORS_SCREENS = [
    "/quan-tri/users/",
    "/quan-tri/users/new/",
    "/quan-tri/groups/",
    "/quan-tri/village/",
    "/quan-tri/village/new/",
    "/quan-tri/holiday/new/",
    "/quan-tri/outboxmessage/",
]


@pytest.fixture(scope="module")
def site(demo):
    demo.manage("create_site")
    return demo


@pytest.fixture
def desk(login, site):
    """Return a maker of office pages whose console is listened to."""

    def make(username):
        page = login(username)
        page.set_viewport_size(DESK)
        page.complaints = []
        page.on("console", lambda message: note(page, message))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    return make


def note(page, message) -> None:
    if message.type == "error":
        page.complaints.append(f"{page.url}: {message.text}")


@pytest.mark.parametrize(
    ("username", "screens"),
    [("duyetbai", CHIEF_EDITORS_SCREENS), ("quantri", ADMINISTRATORS_SCREENS)],
)
def test_admin_screens_obey_the_policy(desk, username, screens):
    page = desk(username)
    for screen in screens:
        answer = page.goto(screen)
        assert answer.status == 200, screen
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in [part.strip() for part in policy.split(";")]
        assert "unsafe" not in policy
        page.wait_for_load_state("networkidle")
    assert page.complaints == []


def test_page_editor_history_and_listing_obey_the_policy(desk, site):
    page = desk("duyetbai")
    page.goto("/quan-tri/pages/create/cms/newspage")
    page.fill("#id_title", "Tin thử của phòng soạn")
    page.fill("#id_summary", "Một dòng tóm tắt.")
    page.locator("button.action-save:visible").first.click()
    page.wait_for_url("**/edit/**")
    number = re.search(r"/pages/(\d+)/edit/", page.url)[1]
    for part in ("edit", "history", "usage", "copy", "move", "delete"):
        assert page.goto(f"/quan-tri/pages/{number}/{part}/").status == 200, part
        page.wait_for_load_state("networkidle")
    assert page.complaints == []


def hold_autosaves(page) -> list:
    """Keep the requests of autosave waiting; return the list that they come to."""
    held = []

    def keep(route):
        is_autosave = "application/json" in route.request.headers.get("accept", "")
        if route.request.method == "POST" and is_autosave:
            held.append(route)
        else:
            route.continue_()

    page.route("**/quan-tri/pages/**", keep)
    return held


# What Wagtail's script says when somebody has typed.
TYPED = """() => document.querySelector("[data-edit-form]").dispatchEvent(
    new CustomEvent("w-unsaved:add", {bubbles: true, cancelable: true}))"""


@pytest.mark.parametrize("waits", [True, False])
def test_save_waits_for_a_running_autosave_of_a_new_page(desk, waits):
    page = desk("duyetbai")
    if not waits:  # the control: without our script the page's address is taken
        page.route("**/admin/autosave*.js", lambda route: route.abort())
    held = hold_autosaves(page)
    page.goto("/quan-tri/pages/create/cms/newspage")
    page.click("#id_title")
    page.keyboard.type(f"Tin lưu hai lần, {'có' if waits else 'không'} chờ")
    page.fill("#id_summary", "Một dòng tóm tắt.")
    with page.expect_request(lambda request: request.method == "POST"):
        page.evaluate(TYPED)
    page.evaluate("0")  # one round trip, so that the request is in our hands
    if not waits:
        held[0].fetch()
    page.locator("button.action-save:visible").first.click()
    if waits:
        held[0].continue_()
        page.wait_for_url("**/edit/**")
        assert page.complaints == []
    else:
        page.locator(".messages .error").first.wait_for()


def test_date_chooser_opens_in_vietnamese_with_monday_first(desk):
    page = desk("duyetbai")
    page.goto("/quan-tri/pages/create/cms/newspage")
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", page.input_value("#id_date"))
    page.click("#id_date")
    chooser = page.locator(".xdsoft_datetimepicker:visible")
    expect(chooser.locator("th").first).to_have_text("T2")
    expect(chooser.locator(".xdsoft_month")).to_contain_text("Tháng")
    month = page.input_value("#id_date")[2:]
    this_month = "td.xdsoft_date:not(.xdsoft_other_month)"
    chooser.locator(f"{this_month}[data-date='20']").click()
    expect(page.locator("#id_date")).to_have_value(f"20{month}")
    assert page.complaints == []


@pytest.mark.parametrize(
    "title",
    [
        "Đăng ký khai sinh",
        "Lễ Quốc khánh 02/9 ở thôn Mỹ Ré – lịch trực",
        "Thông báo số 15/QĐ-UBND về đường điện, ưu đãi",
        "Đ" * 30 + " " + "nghiệp vụ " * 12,
    ],
)
def test_slug_follows_the_title_as_the_server_makes_it(desk, title):
    page = desk("duyetbai")
    page.goto("/quan-tri/pages/create/cms/newspage")
    page.click("#id_title")
    page.keyboard.insert_text(title)
    page.keyboard.press("Tab")
    expect(page.locator("#id_slug")).to_have_value(slugify(title))


def test_slug_that_an_editor_chose_stays(desk):
    page = desk("duyetbai")
    page.goto("/quan-tri/pages/create/cms/newspage")
    page.fill("#id_title", "Đăng ký")
    page.evaluate("document.querySelector('#id_slug').value = 'khai-sinh'")
    page.fill("#id_title", "Đăng ký khai tử")
    page.press("#id_title", "Tab")
    assert page.input_value("#id_slug") == "khai-sinh"


def test_image_upload_and_chooser_work(desk, tmp_path):
    picture = tmp_path / "đường làng.png"
    Image.new("RGB", (40, 30), "green").save(picture)
    page = desk("duyetbai")
    page.goto("/quan-tri/images/add/")
    page.fill("#id_title", "Đường làng")
    page.set_input_files("#id_file", picture)
    page.locator("main button[type=submit]:visible").last.click()
    page.wait_for_url("**/quan-tri/images/")
    page.goto("/quan-tri/pages/create/cms/newspage")
    page.locator("#id_image-chooser button:visible").first.click()
    dialog = page.locator(".modal-content")
    dialog.get_by_text("Đường làng").first.click()
    expect(page.locator("#id_image")).not_to_have_value("")
    assert page.complaints == []


def test_profile_switches_the_language_and_back(desk, signed_in):
    page = desk("bientap")
    del signed_in["bientap"]  # saving the profile gives the session another key
    for language, word in (("en", "Reports"), ("vi", "Báo cáo")):
        page.goto("/quan-tri/account/")
        page.select_option("[name=locale-preferred_language]", language)
        page.locator("main button[type=submit]:visible").last.click()
        page.wait_for_load_state("networkidle")
        page.goto("/quan-tri/")
        assert page.locator("html").get_attribute("lang") == language
        page.get_by_text(word, exact=True).first.wait_for()
    assert page.complaints == []


FORMS = {
    "truongungcuu": [
        "/quan-tri/incident/edit/2/",
        "/quan-tri/guessrule/edit/3/",
        "/quan-tri/deadlinerule/edit/2/",
    ],
    "quanlylop": [
        "/quan-tri/trainingclass/new/",
        "/quan-tri/session/edit/1/",
        "/quan-tri/course/edit/1/",
    ],
}
TOO_WIDE = """() => [...document.querySelectorAll("main :is(input, select, textarea)")]
    .filter(field => field.getBoundingClientRect().right > innerWidth)
    .map(field => field.name)"""


@pytest.mark.parametrize("username", FORMS)
def test_no_field_runs_out_of_a_phone(login, username):
    page = login(username)
    wide = {}
    for address in FORMS[username]:
        page.goto(address)
        assert page.locator("main form select").count() > 0, page.url
        if fields := page.evaluate(TOO_WIDE):
            wide[address] = fields
    assert wide == {}
