"""The poster of a warning and the list of procedures, as files."""

import io

import pypdfium2
import pytest
from django.urls import reverse
from docx import Document

from commune.access import roles
from tests.cms.factories import procedure, warning

pytestmark = [pytest.mark.django_db, pytest.mark.whole_site]


def pdf_words(response) -> str:
    document = pypdfium2.PdfDocument(response.content)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(text.split())


def poster(page, form="pdf") -> str:
    return reverse("cms:warning_poster", args=[page.pk, form])


@pytest.mark.parametrize(
    "role", [roles.EDITORS, roles.CHIEF_EDITORS, roles.WARNING_OFFICERS]
)
def test_writers_get_the_poster(client, tree, user_in, role):
    page = warning(tree, title="Giả danh cán bộ xã", do_now="Dập máy.\nBáo công an.")
    client.force_login(user_in(role))
    text = pdf_words(client.get(poster(page)))

    assert "Giả danh cán bộ xã" in text
    assert "• Dập máy. • Báo công an." in text
    assert "Có hiệu lực đến" in text
    assert "BẢN NHÁP" not in text
    assert client.get(poster(page, "docx")).status_code == 200


def test_poster_of_an_unpublished_warning_is_a_draft(client, tree, user_in):
    page = warning(tree, live=False)
    client.force_login(user_in(roles.EDITORS))

    assert "BẢN NHÁP" in pdf_words(client.get(poster(page)))


@pytest.mark.parametrize("role", [roles.TRAINERS, roles.RESPONDERS, roles.LEADERSHIP])
def test_others_get_no_poster(client, tree, user_in, role):
    page = warning(tree, live=False)
    client.force_login(user_in(role))

    assert client.get(poster(page)).status_code == 403
    client.logout()
    assert client.get(poster(page)).status_code == 302


def test_unknown_poster_or_format_is_not_there(client, tree, user_in):
    page = warning(tree)
    client.force_login(user_in(roles.EDITORS))

    assert client.get(poster(page, "svg")).status_code == 404
    assert client.get(poster(page).replace(str(page.pk), "999999")).status_code == 404


def test_result_page_leads_to_the_poster(client, tree, user_in):
    page = warning(tree)
    client.force_login(user_in(roles.EDITORS))

    shown = client.get(reverse("cms:warning_result", args=[page.pk])).text
    assert f'href="{poster(page)}"' in shown
    assert f'href="{poster(page, "docx")}"' in shown


def listed(client, query="", form="docx"):
    address = reverse("cms:procedure_paper", args=[form])
    return client.get(f"{address}{query}")


def codes(response) -> list[str]:
    table = Document(io.BytesIO(response.content)).tables[-1]
    return [row.cells[1].text for row in table.rows[1:]]


def test_anybody_gets_the_procedures_in_force(client, tree):
    procedure(tree, "1.000001", "Đăng ký khai sinh")
    procedure(tree, "1.000002", "Cấp giấy phép", force="out_of_force")
    procedure(tree, "1.000003", "Chưa đăng", live=False)

    assert codes(listed(client)) == ["1.000001"]
    text = pdf_words(listed(client, form="pdf"))
    assert "Đăng ký khai sinh" in text
    assert "Chưa đăng" not in text


def test_list_keeps_to_the_filters_and_names_them(client, tree):
    procedure(tree, "1.000001", field="Hộ tịch", level="full")
    procedure(tree, "1.000002", field="Đất đai", level="in_person")

    assert codes(listed(client, "?field=Đất đai")) == ["1.000002"]
    assert codes(listed(client, "?level=full&field=khong-co")) == ["1.000001"]
    assert "lĩnh vực: Đất đai" in pdf_words(listed(client, "?field=Đất đai", "pdf"))


def test_a_new_procedure_is_in_the_next_file(client, tree):
    procedure(tree, "1.000001")
    assert codes(listed(client)) == ["1.000001"]

    added = procedure(tree, "1.000002")
    added.save_revision().publish()
    assert codes(listed(client)) == ["1.000001", "1.000002"]


def test_no_other_format_of_the_list(client, tree):
    assert listed(client, form="odt").status_code == 404


def test_list_page_leads_to_the_files_with_its_filters(client, tree):
    procedure(tree, "1.000001", level="full")

    shown = client.get("/thu-tuc/?level=full").text
    assert 'href="/thu-tuc/danh-sach.pdf?level=full"' in shown
    assert 'href="/thu-tuc/danh-sach.docx?level=full"' in shown
