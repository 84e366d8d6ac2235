"""Two people have one page of the office open, with all that its scripts do to it."""

import pytest
from playwright.sync_api import expect

SAVE = "footer button[type=submit]"
# Address of a list, then what the colleague and what the second person changes.
PAGES = {
    "holiday": ("quantri", "label", "Nghỉ bù (mẫu)", "legal_basis", "Thông báo mẫu"),
    "communityteam": ("quantri", "phone", "0912 345 678", "meeting_place", "Sân thôn"),
    "session": ("quanlylop", "topic", "Mật khẩu mạnh", "starts_at", None),
    "trainingclass": ("quanlylop", "title", "Lớp mẫu", "wait_capacity", "9"),
    "course": ("quanlylop", "title", "Khóa mẫu", "min_age", "15"),
}


def address_of(demo, kind: str) -> str:
    code = (
        "from django.apps import apps\n"
        "ours = [apps.get_app_config(n) for n in ('commune', 'training')]\n"
        "found = {m._meta.model_name: m for a in ours for m in a.get_models()}\n"
        f"print(found[{kind!r}].objects.order_by('-pk').first().pk)"
    )
    return f"/quan-tri/{kind}/edit/{demo.shell(code)}/"


def earlier(moment: str) -> str:
    """Return a day and time a minute earlier, as the box writes it."""
    day, _, clock = moment.partition(" ")
    hour, minute = map(int, clock.split(":"))
    total = hour * 60 + minute - 1
    return f"{day} {total // 60:02}:{total % 60:02}"


def save(page) -> None:
    page.locator(SAVE).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("kind", PAGES)
def test_each_keeps_what_only_the_other_changed(login, demo, kind):
    account, field, theirs, other_field, mine = PAGES[kind]
    address = address_of(demo, kind)
    first, second = login(account), login(account)
    for page in (first, second):
        page.goto(address)
    mine = mine or earlier(second.locator(f"[name={other_field}]").input_value())
    first.fill(f"[name={field}]", theirs)
    save(first)
    second.fill(f"[name={other_field}]", mine)
    save(second)
    expect(second.locator(".w-field--error")).to_have_count(0)
    first.goto(address)
    expect(first.locator(f"[name={field}]")).to_have_value(theirs)
    expect(first.locator(f"[name={other_field}]")).to_have_value(mine)


def test_what_both_changed_is_asked_and_then_kept(login, demo):
    address = address_of(demo, "unit")
    first, second = login("quantri"), login("quantri")
    for page in (first, second):
        page.goto(address)
    first.fill("[name=phone]", "0912 345 678")
    save(first)
    second.fill("[name=phone]", "0912 345 679")
    save(second)
    asked = second.locator(".w-field--error")
    expect(asked).to_contain_text("Có người vừa đổi mục này thành: 0912 345 678.")
    expect(second.locator("[name=phone]")).to_have_value("0912 345 679")
    save(second)
    first.goto(address)
    expect(first.locator("[name=phone]")).to_have_value("0912 345 679")
