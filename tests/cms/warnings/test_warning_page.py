from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.pages import WarningPage
from tests.cms import factories

pytestmark = pytest.mark.whole_site


@pytest.mark.django_db
def test_new_warning_ends_after_72_hours():
    page = WarningPage()

    hours = (page.ends_at - page.starts_at).total_seconds() / 3600

    assert round(hours, 3) == 72


def test_warning_that_is_over_keeps_its_page_and_says_so(client, tree):
    now = timezone.now()
    factories.warning(
        tree, ends_at=now - timedelta(minutes=1), closed_note="Đã bắt được kẻ gian."
    )

    html = client.get("/canh-bao/canh-bao-mau/").content.decode()

    assert "Đã hết hiệu lực" in html
    assert "Đã bắt được kẻ gian." in html
    assert "Cảnh báo mẫu" not in client.get("/").content.decode()


def test_warning_that_has_not_begun_has_no_page(client, tree):
    factories.warning(tree, starts_at=timezone.now() + timedelta(hours=1))

    assert client.get("/canh-bao/canh-bao-mau/").status_code == 404
    assert "Cảnh báo mẫu" not in client.get("/canh-bao/rss/").content.decode()


def test_source_is_never_public(client, tree):
    factories.warning(tree, source_ref="SC-2026-0007")

    for address in ("/", "/canh-bao/", "/canh-bao/canh-bao-mau/", "/canh-bao/rss/"):
        assert "SC-2026" not in client.get(address).content.decode()
    assert "canh-bao-mau" not in client.get("/tim-kiem/?q=SC-2026").content.decode()


def test_most_urgent_warning_stands_first(client, tree):
    factories.warning(tree, "Thông tin nhỏ", level=1)
    factories.warning(tree, "Việc khẩn", level=3)
    factories.warning(tree, "Việc cần chú ý", level=2)

    html = client.get("/").content.decode()

    assert html.index("Việc khẩn") < html.index("Việc cần chú ý")
    assert "Thông tin nhỏ" not in html
    assert "Xem 1 cảnh báo khác" in html


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("message", "a" * 301),
        ("do_now", "một\nhai\nba\nbốn"),
        ("do_now", "a" * 161),
        ("dont", "một\nhai\nba"),
        ("ends_at", timezone.now() - timedelta(days=1)),
        ("ends_at", timezone.now() + timedelta(days=91)),
    ],
)
def test_warning_refuses_what_is_too_much(db, field, value):
    page = factories.new_warning(**{field: value})

    with pytest.raises(ValidationError) as refused:
        page.full_clean(exclude=["path", "depth", "content_type", "locale"])

    assert list(refused.value.message_dict) == [field]


def test_database_refuses_an_end_before_the_start(tree):
    page = factories.warning(tree)
    with pytest.raises(IntegrityError), transaction.atomic():
        WarningPage.objects.filter(pk=page.pk).update(
            ends_at=page.starts_at - timedelta(seconds=1)
        )


def test_texts_of_a_page_are_put_into_one_form(tree):
    page = factories.warning(tree, message="Lừa đảo\u202e\x00")

    assert page.message == "Lừa đảo"
