"""The light form at /lam-viec/canh-bao/moi/."""

import uuid

import pytest
from django.utils import timezone
from django.utils.html import escape

from cms.pages import WarningPage
from commune.access import roles
from tests.cms import factories

pytestmark = pytest.mark.whole_site

FORM = "/lam-viec/canh-bao/moi/"


def fields(**changes):
    end = timezone.localtime() + timezone.timedelta(hours=72)
    return {
        "key": str(uuid.uuid4()),
        "title": "Giả danh điện lực",
        "kind": "fraud",
        "level": "2",
        "message": "Có người gọi đòi tiền điện.",
        "do_now": "Dập máy.\nGọi điện lực.",
        "dont": "",
        "hotline": "19006769",
        "ends_at": f"{end:%Y-%m-%dT%H:%M}",
        **changes,
    }


@pytest.mark.parametrize("role", [roles.WARNING_OFFICERS, roles.CHIEF_EDITORS])
def test_officer_publishes_at_once(client, tree, user_in, role):
    client.force_login(user_in(role))
    assert "Đăng ngay" in client.get(FORM).content.decode()

    response = client.post(FORM, fields(), follow=True)

    assert "Đang hiển thị cho bà con" in response.content.decode()
    client.logout()
    assert "Giả danh điện lực" in client.get("/").content.decode()


def test_editor_hands_in_for_approval(client, tree, user_in):
    client.force_login(user_in(roles.EDITORS))
    assert "Gửi duyệt" in client.get(FORM).content.decode()

    client.post(FORM, fields())

    page = WarningPage.objects.get()
    assert (page.live, page.workflow_in_progress) == (False, True)
    client.logout()
    assert "Giả danh điện lực" not in client.get("/").content.decode()


def test_double_click_makes_one_warning(client, tree, user_in):
    client.force_login(user_in(roles.WARNING_OFFICERS))
    data = fields()

    answers = {client.post(FORM, data)["Location"] for _ in range(3)}

    assert len(answers) == 1
    assert WarningPage.objects.count() == 1


@pytest.mark.parametrize("role", [roles.WARNING_OFFICERS, roles.EDITORS])
def test_the_same_warning_from_a_fresh_page_is_asked_and_kept(
    client, tree, user_in, role
):
    client.force_login(user_in(role))
    client.post(FORM, fields())
    first = WarningPage.objects.get()
    again = client.post(FORM, fields())
    assert again.status_code == 422
    assert f"/lam-viec/canh-bao/{first.pk}/" in again.context["form"].errors["title"][0]
    assert again.context["form"]["message"].value() == fields()["message"]
    assert WarningPage.objects.count() == 1


def test_a_withdrawn_warning_may_be_published_again(client, tree, user_in):
    client.force_login(user_in(roles.WARNING_OFFICERS))
    address = client.post(FORM, fields())["Location"]
    client.post(address, {"reason": "Nhầm số điện thoại"})
    assert client.post(FORM, fields()).status_code == 302
    assert WarningPage.objects.count() == 2


def test_same_key_with_another_text_is_refused(client, tree, user_in):
    client.force_login(user_in(roles.WARNING_OFFICERS))
    data = fields()
    client.post(FORM, data)

    response = client.post(FORM, {**data, "title": "Khác"})

    assert response.status_code == 422
    assert "đã được gửi trước đó" in response.content.decode()
    assert 'value="Khác"' in response.content.decode()


BAD = {
    "title": ["", "   ", "\x00", "\u202e", "a" * 121, "a" * 1_000_000],
    "message": ["", "a" * 301, "Số căn cước 001204012345"],
    "do_now": ["", "1\n2\n3\n4"],
    "ends_at": ["", "31/02/2027 10:00", "2099-01-01T10:00", "2020-01-01T10:00", "<b>"],
    "kind": ["", "x"],
    "level": ["9", "x"],
    "villages": ["KHONG"],
    "key": ["", "x"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, bad) for name, values in BAD.items() for bad in values]
)
def test_bad_input_is_told_beside_the_field(client, tree, user_in, name, value):
    client.force_login(user_in(roles.WARNING_OFFICERS))

    response = client.post(FORM, fields(**{name: value}))

    html = response.content.decode()
    assert response.status_code == 422
    assert "error-summary" in html
    assert "Có người gọi" in html or name == "message"
    assert WarningPage.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{7*7}}", "😀 cẩn thận", "=cmd()"]
)
def test_odd_text_is_kept_as_text(client, tree, user_in, text):
    client.force_login(user_in(roles.WARNING_OFFICERS))
    client.post(FORM, fields(message=text))

    assert WarningPage.objects.get().message == text
    client.logout()
    html = client.get("/canh-bao/gia-danh-dien-luc/").content.decode()
    assert "<script>alert" not in html
    assert escape(text) in html


def test_withdrawn_warning_leaves_the_banner_and_says_why(client, tree, user_in):
    client.force_login(user_in(roles.WARNING_OFFICERS))
    work = client.post(FORM, fields())["Location"]

    client.post(work, {"reason": "Điện lực đã xác minh."})

    client.logout()
    assert "Giả danh điện lực" not in client.get("/").content.decode()
    html = client.get("/canh-bao/gia-danh-dien-luc/").content.decode()
    assert "Đã hết hiệu lực" in html
    assert "Điện lực đã xác minh." in html


def test_withdrawal_needs_a_reason(client, tree, user_in):
    client.force_login(user_in(roles.WARNING_OFFICERS))
    work = client.post(FORM, fields())["Location"]

    assert client.post(work, {"reason": " "}).status_code == 422
    assert "Giả danh điện lực" in client.get("/").content.decode()


def test_editor_cannot_withdraw(client, tree, user_in):
    page = factories.warning(tree)
    client.force_login(user_in(roles.EDITORS))

    client.post(f"/lam-viec/canh-bao/{page.pk}/", {"reason": "Thử"})

    page.refresh_from_db()
    assert page.is_over is False


OTHERS = [role for role in roles.ALL if role not in {
    roles.EDITORS, roles.CHIEF_EDITORS, roles.WARNING_OFFICERS,
}]  # fmt: skip


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("address", [FORM, "/lam-viec/canh-bao/"])
def test_other_roles_are_refused(client, tree, user_in, role, address):
    client.force_login(user_in(role))

    assert client.get(address).status_code == 403


def test_pattern_fills_the_form(client, tree, user_in):
    client.force_login(user_in(roles.EDITORS))

    html = client.get(f"{FORM}?mau=mua-lu").content.decode()

    assert "Mưa lớn, nguy cơ lũ quét" in html
    assert client.get(f"{FORM}?mau=khong-co").status_code == 200
