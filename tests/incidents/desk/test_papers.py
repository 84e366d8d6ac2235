"""The draft of the quick report: only for who reads the incident, and marked."""

import io

import pypdfium2
import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from commune.access import roles
from incidents import disclosure, timeline
from incidents.indicators import book
from incidents.models import EntryKind, EntryVisibility, IndicatorState, ReadLog

pytestmark = pytest.mark.django_db
SCAM = "Bà Lan báo tài khoản Zalo giả gửi http://dongbo-cancuoc.example/tai-ve"


def url(incident, form="pdf") -> str:
    return reverse("incident:quick_report", args=[incident.pk, form])


def words(response) -> str:
    if response["Content-Type"] == "application/pdf":
        document = pypdfium2.PdfDocument(response.content)
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
        return " ".join(text.split())
    body = Document(io.BytesIO(response.content)).element.body
    return " ".join(" ".join(t.text or "" for t in body.iter(qn("w:t"))).split())


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_responder_gets_a_draft_with_what_is_known(
    client, responder, make_incident, form
):
    incident = make_incident(SCAM)
    for row in incident.indicators.all():
        book.decide(row.pk, IndicatorState.CONFIRMED, actor=responder)
    client.force_login(responder)
    response = client.get(url(incident, form))

    assert response.status_code == 200
    text = words(response)
    assert f"Sự cố an toàn thông tin mạng {incident.ref}" in text
    assert f"TLP:{incident.tlp}" in text
    assert "Công an tỉnh" in text
    assert "hxxp" in text
    assert "no-store" in response["Cache-Control"]


def test_draft_is_marked_and_has_no_number_or_day(client, responder, make_incident):
    client.force_login(responder)
    text = words(client.get(url(make_incident(SCAM))))

    assert "BẢN NHÁP" in text
    assert "Số: /BC-UBND" in text
    assert "ngày tháng năm 20" in text


def test_neither_reporter_nor_notes_for_leads_leave_the_house(
    client, lead, make_incident
):
    incident = make_incident("Máy tính báo virus")
    type(incident).objects.filter(pk=incident.pk).update(reporter_name="Nguyễn Thị Kín")
    for text, visibility in (
        ("Đã ngắt mạng máy số 4", EntryVisibility.TEAM),
        ("Nghi cán bộ A làm lộ", EntryVisibility.LEAD),
    ):
        timeline.add_note(
            incident.pk, text, actor=lead, kind=EntryKind.ACTION, visibility=visibility
        )
    client.force_login(lead)
    shown = words(client.get(url(incident, "docx")))

    assert "Đã ngắt mạng máy số 4" in shown
    assert "Nghi cán bộ A" not in shown
    assert "Nguyễn Thị Kín" not in shown


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_red_stays_red(client, responder, colleague, lead, make_incident, form):
    incident = make_incident(SCAM)
    disclosure.set_tlp(incident.pk, "RED", actor=responder)
    client.force_login(colleague)
    assert client.get(url(incident, form)).status_code == 404

    client.force_login(responder)
    response = client.get(url(incident, form))
    assert "TLP:RED" in words(response)
    acts = ReadLog.objects.filter(user=responder).values_list("act", flat=True)
    assert sorted(acts) == sorted([ReadLog.Act.READ, ReadLog.Act.EXPORT])
    assert not ReadLog.objects.filter(user=colleague).exists()


@pytest.mark.parametrize(
    "role", [roles.EDITORS, roles.TRAINERS, roles.ADMINISTRATORS, roles.COMMUNITY_TEAMS]
)
def test_other_roles_learn_nothing(client, user_in, make_incident, role):
    incident = make_incident(SCAM)
    client.force_login(user_in(role))

    assert client.get(url(incident)).status_code in {302, 403, 404}
    assert not ReadLog.objects.exists()


def test_unknown_format_is_not_there_and_not_logged(client, responder, make_incident):
    client.force_login(responder)

    assert client.get(url(make_incident(SCAM), "odt")).status_code == 404
    assert not ReadLog.objects.exists()


def test_page_leads_to_both_drafts(client, responder, make_incident):
    incident = make_incident(SCAM)
    client.force_login(responder)
    page = client.get(reverse("incident:inspect", args=[incident.pk])).text

    assert f'href="{url(incident, "pdf")}"' in page
    assert f'href="{url(incident, "docx")}"' in page
