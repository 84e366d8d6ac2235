import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from incidents import demo_scale, editing
from incidents.lifecycle import transition
from incidents.models import Category, Incident, ReadLog, Status

pytestmark = pytest.mark.django_db
ADMIN = reverse("wagtailadmin_home")
LIST = f"{ADMIN}incident/"


def sheet(client) -> list[list[str]]:
    response = client.get(f"{LIST}?export=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def edit_form(client, incident) -> dict:
    form = client.get(f"{LIST}edit/{incident.pk}/").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {k: v for k, v in values.items() if v is not None and v is not False}


@pytest.mark.parametrize("count", [10, 50, 200])
def test_the_list_takes_at_most_twelve_queries(
    client, lead, count, django_assert_max_num_queries
):
    demo_scale.fill(count, actor=lead)
    client.force_login(lead)
    for query in (f"?per_page={count}", "?q=virus&status=new&overdue=1"):
        client.get(LIST + query)
        with django_assert_max_num_queries(12):
            response = client.get(LIST + query)
    assert len(client.get(f"{LIST}?per_page={count}").context["object_list"]) == count
    assert response.status_code == 200


def test_the_detail_takes_at_most_twenty_queries_whatever_it_holds(
    client, lead, responder, make_incident, django_assert_max_num_queries
):
    incident = make_incident("gọi 0987654321, http://a.example/b", tlp="GREEN")
    for number in range(12):
        editing.edit(
            incident.pk, {"summary": f"lần {number}"}, actor=lead, version=None
        )
    transition(incident.pk, Status.TRIAGED, actor=responder)
    client.force_login(lead)
    client.get(f"{LIST}inspect/{incident.pk}/")
    with django_assert_max_num_queries(20):
        client.get(f"{LIST}inspect/{incident.pk}/")


def test_the_export_is_guarded_against_formulas_and_logged(client, lead, make_incident):
    make_incident("=HYPERLINK(1)")
    client.force_login(lead)
    heading, row = sheet(client)
    assert heading[0] == "Số hiệu"
    assert row[2] == "'=HYPERLINK(1)"
    assert ReadLog.objects.get(act="export").user == lead
    response = client.get(f"{LIST}?export=xlsx")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    cell = book.active["C2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_responders_do_not_export(client, responder, make_incident):
    make_incident()
    client.force_login(responder)
    assert client.get(f"{LIST}?export=csv").status_code == 302
    assert not ReadLog.objects.exists()


def test_filters_narrow_the_list(client, lead, make_incident, village):
    late = make_incident("mất mạng", ago=60 * 24 * 5, village=village)
    make_incident("máy báo virus")
    client.force_login(lead)
    for query in (f"village={village.pk}", "overdue=1", "severity=P2", "q=mat mang"):
        found = client.get(f"{LIST}?{query}").context["object_list"]
        assert [incident.ref for incident in found] == [late.ref], query


def test_two_people_never_overwrite_each_other(client, lead, make_incident):
    incident = make_incident("chữ đầu")
    client.force_login(lead)
    mine = edit_form(client, incident)
    editing.edit(incident.pk, {"title": "của họ"}, actor=lead, version=1)
    response = client.post(f"{LIST}edit/{incident.pk}/", mine | {"title": "của tôi"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "của họ" in page
    assert "của tôi" in page
    assert Incident.objects.get(pk=incident.pk).title == "của họ"
    again = response.context["form"]
    data = mine | {"title": "của tôi", "version": again["version"].value()}
    assert client.post(f"{LIST}edit/{incident.pk}/", data).status_code == 302
    assert Incident.objects.get(pk=incident.pk).title == "của tôi"


def test_status_and_people_cannot_be_posted(client, lead, make_incident):
    incident = make_incident()
    client.force_login(lead)
    crafted = {"status": "closed", "tlp": "CLEAR", "lead": lead.pk, "ref": "X"}
    data = edit_form(client, incident) | crafted | {"title": "đổi"}
    client.post(f"{LIST}edit/{incident.pk}/", data)
    incident.refresh_from_db()
    assert (incident.title, incident.status, incident.tlp) == ("đổi", "new", "AMBER")
    assert incident.lead is None


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "   ", "để trống|bắt buộc"),
        ("title", "x" * 161, "160"),
        ("summary", "x" * 20_001, "20"),
        ("detected_at", "31/02/2026 08:00", "Không có ngày này"),
        ("reported_at", "01/01/2099 08:00", "tương lai"),
        ("detected_at", "01/01/2026 08:00", "lý do"),
        ("affected_people", "-1", "0"),
        ("category", "999999", "danh sách|[Ll]ựa chọn"),
    ],
)
def test_bad_input_is_named_beside_the_field(
    client, lead, make_incident, field, value, message
):
    incident = make_incident("nguyên văn")
    client.force_login(lead)
    data = edit_form(client, incident) | {field: value}
    response = client.post(f"{LIST}edit/{incident.pk}/", data)
    errors = response.context["form"].errors
    assert response.status_code == 200
    assert any(re.search(message, str(e)) for row in errors.values() for e in row)
    assert Incident.objects.get(pk=incident.pk).version == 1


def test_times_in_the_wrong_order_are_refused(client, lead, make_incident):
    incident = make_incident()
    client.force_login(lead)
    later = timezone.localtime(incident.reported_at + timedelta(minutes=3))
    data = edit_form(client, incident) | {
        "detected_at": later.strftime("%d/%m/%Y %H:%M"),
        "reason": "ghi nhầm thời điểm",
    }
    response = client.post(f"{LIST}edit/{incident.pk}/", data)
    assert "sớm hơn" in str(response.context["form"].errors)


def test_history_reads_in_words(client, lead, make_incident):
    incident = make_incident("máy báo virus")
    other = Category.objects.get(rsit_type="outage")
    changes = {"category": other, "personal_data": "confirmed"}
    editing.edit(incident.pk, changes, actor=lead, version=1, reason="xem lại")
    client.force_login(lead)
    page = client.get(f"{LIST}history/{incident.pk}/").content.decode()
    for part in ("Máy nhiễm mã độc → Mất mạng", "Không → Xác nhận có", "xem lại"):
        assert part in " ".join(page.replace("<strong>", "").split())


def test_every_action_has_its_form_and_works(client, lead, make_incident):
    incident = make_incident("gọi 0987654321")
    client.force_login(lead)
    sent = {
        "note": {
            "text": "đã gọi",
            "kind": "fact",
            "visibility": "lead",
            "key": "k" * 9,
        },
        "people": {"lead": lead.pk, "helpers": []},
        "severity": {"severity": "P1", "reason": "lan sang máy chủ"},
        "tlp": {"tlp": "RED", "reason": ""},
        "indicator": {"type": "ip", "value": "203.0.113.9", "note": ""},
    }
    for name, data in sent.items():
        url = f"{LIST}{name}/{incident.pk}/"
        assert client.get(url).status_code == 200, name
        assert client.post(url, data).status_code == 302, name
    incident.refresh_from_db()
    assert (incident.severity, incident.tlp, incident.lead) == ("P1", "RED", lead)
    page = client.get(f"{LIST}inspect/{incident.pk}/").content.decode()
    for part in ("đã gọi", "203[.]0[.]113[.]9", "Chỉnh tay", "TLP:RED"):
        assert part in page


def test_a_rule_in_use_gets_a_successor(client, lead, make_incident):
    incident = make_incident("máy báo virus")
    category = incident.category
    client.force_login(lead)
    url = f"{ADMIN}category/edit/{category.pk}/"
    form = client.get(url).context["form"]
    data = {n: form[n].value() for n in form.fields if form[n].value() is not None}
    data |= {"label": "Tên mới", "valid_from": "2025-07-01", "valid_to": ""}
    data |= {"default_factors": "{}", "verified_on": ""}
    response = client.post(url, data)
    assert response.status_code == 302, response.context["form"].errors
    incident.refresh_from_db()
    assert incident.category.label == "Máy nhiễm mã độc"
    rows = Category.objects.filter(code=category.code).order_by("valid_from")
    assert [row.label for row in rows] == ["Máy nhiễm mã độc", "Tên mới"]
    assert rows[0].valid_to == rows[1].valid_from


def test_law_deadlines_are_stamped_or_waived(client, lead, make_incident):
    incident = make_incident()
    row = incident.deadlines.get(code="report72")
    client.force_login(lead)
    url = f"{LIST}deadline/{incident.pk}/{row.pk}/"
    refused = client.post(url, {"act": "waive", "reason": "ngắn"})
    assert refused.status_code == 422
    client.post(url, {"act": "sent", "sent_at": "", "how": "Trục văn bản"})
    row.refresh_from_db()
    assert (row.sent_how, row.is_open) == ("Trục văn bản", False)
    assert client.post(url, {"act": "sent", "sent_at": ""}).status_code == 422


@pytest.mark.parametrize("screen", ["edit", "history"])
def test_every_screen_that_shows_a_red_incident_is_noted(
    client, lead, make_incident, screen
):
    incident = make_incident(tlp="RED")
    client.force_login(lead)
    assert client.get(f"{ADMIN}incident/{screen}/{incident.pk}/").status_code == 200
    assert ReadLog.objects.filter(incident=incident, user=lead).count() == 1
