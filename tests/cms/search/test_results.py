from datetime import timedelta

import pytest
from django.utils import timezone

from commune.places import merge_villages
from tests.cms import factories

pytestmark = pytest.mark.whole_site

DIVIDER = "Kết quả gần đúng (không dấu)"
BAD_QUERIES = [
    *("", " ", "   ", '"', 'a"b', '"""', "'", "\x00", "\x00a", "NEAR(", "NEAR(a b)"),
    *(
        "a" * 5000,
        "ă" * 5000,
        "* OR 1",
        "a AND",
        "-a",
        "^a",
        "a:b",
        "{{7*7}}",
        "%",
        "_",
    ),
    *("<script>alert(1)</script>", "\u202eabc", "😀", "😀 khai sinh", "ﷺ", "\ud800"),
    *("khai sinh " * 300, "a b c d e f g h i j " * 12, "(((", "!", "&|!", "\\"),
]


def headings(client, query):
    html = client.get("/tim-kiem/", {"q": query}).content.decode()
    return html.split("<main")[1]


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_search_answers_any_query(client, tree, query):
    factories.news(tree, "Khai sinh a b")

    response = client.get("/tim-kiem/", {"q": query.encode("utf-8", "replace")})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_search_without_words_shows_the_form_alone(client, tree, db):
    html = headings(client, '  "  ')

    assert "Chưa có gì để tìm" in html
    assert '<ul class="list' not in html


def test_what_fits_with_its_marks_comes_before_the_divider(client, tree):
    factories.news(tree, "Cơ sở nuôi so huyết")
    factories.news(tree, "Sổ tay xã hội số")

    html = headings(client, "số")

    assert html.index("Sổ tay xã hội số") < html.index(DIVIDER)
    assert html.index(DIVIDER) < html.index("Cơ sở nuôi so huyết")


def test_query_without_marks_has_no_divider(client, tree):
    factories.news(tree, "Cơ sở mới")
    factories.news(tree, "Số hóa")

    assert DIVIDER not in headings(client, "so")


def test_synonym_finds_the_official_words(client, tree):
    factories.procedure(tree, name="Cấp giấy chứng nhận quyền sử dụng đất lần đầu")

    assert "Cấp giấy chứng nhận" in headings(client, "sổ đỏ")
    assert "Cấp giấy chứng nhận" in headings(client, "so do")


def test_own_synonym_of_a_procedure_finds_it(client, tree):
    factories.procedure(tree, synonyms="giấy khai sanh")

    assert "Đăng ký khai sinh" in headings(client, "khai sanh")


def test_procedure_is_found_by_its_code(client, tree):
    factories.procedure(tree, code="1.004873")

    assert "/thu-tuc/1-004873/" in headings(client, "1.004873")


def test_procedure_out_of_force_is_not_found(client, tree):
    page = factories.procedure(tree)
    page.force = "out_of_force"
    page.save()

    assert "/thu-tuc/1-000001/" not in headings(client, "khai sinh")


def test_warning_that_is_over_is_marked(client, tree):
    now = timezone.now()
    factories.warning(tree, ends_at=now - timedelta(minutes=1))

    assert "Đã hết hiệu lực" in headings(client, "cảnh báo mẫu")


def test_warning_that_has_not_begun_is_not_found(client, tree):
    factories.warning(tree, starts_at=timezone.now() + timedelta(hours=1))

    assert "/canh-bao/canh-bao-mau/" not in headings(client, "cảnh báo mẫu")


def test_village_is_found_by_its_former_name(client, tree, village):
    village.former_names.create(name="Bản Mỹ Ré", valid_to=timezone.localdate())

    assert "/to-cong-nghe-so/TH01/" in headings(client, "my re")


def test_a_merged_village_is_found_where_it_went(client, tree, village, other_village):
    merge_villages([village], into=other_village, on=timezone.localdate())

    found = headings(client, "thon 01")
    assert "/to-cong-nghe-so/TH02/" in found
    assert "/to-cong-nghe-so/TH01/" not in found


def test_draft_and_its_text_are_not_found(client, tree):
    page = factories.news(tree, "Tin đã đăng")
    page.title = "Bản thảo bí mật"
    page.save_revision()
    factories.news(tree, "Bản thảo khác", live=False)

    html = headings(client, "ban thao")

    assert "bí mật" not in html
    assert "Bản thảo khác" not in html


def test_unpublished_and_deleted_pages_leave_the_search(client, tree):
    factories.news(tree, "Tin một").unpublish()
    factories.news(tree, "Tin hai").delete()

    html = headings(client, "tin")

    assert "Tin một" not in html
    assert "Tin hai" not in html


def test_restricted_page_is_not_found(client, tree):
    page = factories.news(tree, "Tin nội bộ")
    page.view_restrictions.create(restriction_type="login")

    assert "Tin nội bộ" not in headings(client, "noi bo")
