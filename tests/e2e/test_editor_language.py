"""What opens while a page is written speaks Vietnamese: blocks, dialogs, comments."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import reading
from tests.e2e.test_language import browser_context_args  # noqa: F401

A_PAGE = """
from cms.models import NewsPage
print(NewsPage.objects.order_by("pk").first().pk)
"""
PANELS = ("status", "preview", "checks", "comments")


@pytest.fixture
def editor(login, demo) -> Page:
    """A chief editor at a news page, in a browser that would rather have English."""
    page = login("duyetbai")
    page.goto(f"/quan-tri/pages/{demo.shell(A_PAGE)}/edit/")
    return page


def english_on(page: Page) -> dict[str, int]:
    screen = reading.read(page, "open", "duyetbai")
    assert screen.words > 100, "the screen was not read"
    return dict(screen.foreign)


def test_side_panels_are_vietnamese(editor):
    for name in PANELS:
        editor.locator(f"[data-side-panel-toggle={name}]").click()
        expect(editor.locator(f"[data-side-panel={name}]")).to_be_visible()
        assert english_on(editor) == {}


def test_every_block_is_vietnamese(editor):
    add = editor.get_by_role("button", name="Chèn khối").first
    choices = editor.locator(".w-combobox__option")
    add.click()
    expect(choices.first).to_be_visible()
    kinds = choices.all_inner_texts()
    assert len(kinds) >= 3
    for kind in kinds:
        choices.filter(has_text=kind).first.click()
        assert english_on(editor) == {}
        add.click()


def test_text_tools_and_their_dialogs_are_vietnamese(editor):
    text = editor.locator(".public-DraftEditor-content").first
    text.focus()
    editor.keyboard.type("Thử ")
    editor.keyboard.press("Control+A")
    editor.locator("button[name=LINK]:visible").first.click()
    dialog = editor.locator(".modal-content")
    expect(dialog).to_be_visible()
    assert english_on(editor) == {}
    kinds = dialog.locator(".link-types a")
    for place in range(kinds.count()):
        title = dialog.locator(".link-types b")
        before = title.inner_text()
        kinds.nth(place).click()
        expect(title).not_to_have_text(before)
        assert english_on(editor) == {}


@pytest.mark.parametrize("tab", ["Tìm kiếm", "Tải lên"])
def test_image_chooser_is_vietnamese(editor, tab):
    editor.locator("[data-chooser-action-choose]:visible").first.click()
    dialog = editor.locator(".modal-content")
    dialog.get_by_role("tab", name=tab).click()
    expect(dialog.get_by_role("tabpanel").locator("visible=true").first).to_be_visible()

    assert english_on(editor) == {}


def test_comment_is_vietnamese_with_its_date(editor):
    editor.locator("[data-side-panel-toggle=comments]").click()
    editor.locator("[data-comment-add]").first.click(force=True)
    expect(editor.get_by_placeholder("Nhập bình luận…").first).to_be_visible()

    assert english_on(editor) == {}


def test_date_chooser_and_page_explorer_are_vietnamese(editor):
    editor.click("#id_date")
    expect(editor.locator(".xdsoft_datetimepicker:visible")).to_be_visible()
    assert english_on(editor) == {}
    editor.keyboard.press("Escape")
    editor.locator("#wagtail-sidebar").get_by_role("button", name="Trang").click()
    expect(editor.get_by_role("dialog").first).to_be_visible()
    assert english_on(editor) == {}
