"""Two people act on one incident from pages that both had open."""

import pytest
from django.urls import reverse

from incidents import people
from incidents.models import TLP, Severity

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, lead):
    client.force_login(lead)
    return client


def opened(desk, name: str, incident) -> tuple[str, dict]:
    """Return the address of a page and what its form sends untouched."""
    address = reverse(f"incident:{name}", args=[incident.pk])
    page = desk.get(address)
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {n: v for n, v in values.items() if v is not None and v is not False}
    return address, sent | {"as-read": page.context["as_read"]}


def test_an_old_page_does_not_lower_a_tlp_unasked(desk, make_incident):
    incident = make_incident()
    address, page = opened(desk, "tlp", incident)
    red = page | {"tlp": "RED", "reason": "Có tên người tố giác"}
    green = page | {"tlp": "GREEN", "reason": "Chia sẻ với các thôn"}
    assert desk.post(address, red).status_code == 302
    answer = desk.post(address, green)
    assert answer.status_code == 422
    assert "RED" in answer.context["form"].errors["tlp"][0]
    incident.refresh_from_db()
    assert incident.tlp == TLP.RED
    again = green | {"as-read": answer.context["as_read"]}
    assert desk.post(address, again).status_code == 302
    incident.refresh_from_db()
    assert incident.tlp == TLP.GREEN


def test_a_severity_set_meanwhile_is_asked(desk, make_incident):
    incident = make_incident()
    address, page = opened(desk, "severity", incident)
    why = {"reason": "Lan sang máy chủ của xã"}
    assert desk.post(address, page | why | {"severity": "P1"}).status_code == 302
    answer = desk.post(address, page | why | {"severity": "P3"})
    assert list(answer.context["form"].errors) == ["severity"]
    incident.refresh_from_db()
    assert incident.severity == Severity.P1


def test_a_helper_added_meanwhile_stays(desk, make_incident, responder, colleague):
    incident = make_incident()
    address, page = opened(desk, "people", incident)
    page |= {"helpers": [], "readers": []}
    people.assign(
        incident.pk, actor=responder, lead=None, helpers=[colleague], readers=None
    )
    answer = desk.post(address, page | {"readers": [responder.pk]})
    assert answer.status_code == 302
    assert list(incident.helpers.all()) == [colleague]
    assert list(incident.readers.all()) == [responder]


def test_a_title_changed_meanwhile_stays_with_ones_own_text(desk, make_incident):
    incident = make_incident()
    address, page = opened(desk, "edit", incident)
    assert desk.post(address, page | {"title": "Tên mới"}).status_code == 302
    answer = desk.post(address, page | {"summary": "Máy tính báo virus, đã rút mạng"})
    assert answer.status_code == 302
    incident.refresh_from_db()
    assert (incident.title, incident.summary) == (
        "Tên mới",
        "Máy tính báo virus, đã rút mạng",
    )


def test_a_title_that_both_changed_is_asked(desk, make_incident):
    incident = make_incident()
    address, page = opened(desk, "edit", incident)
    desk.post(address, page | {"title": "Tên mới"})
    answer = desk.post(address, page | {"title": "Tên khác"})
    assert list(answer.context["form"].errors) == ["title"]
    assert answer.context["form"]["title"].value() == "Tên khác"
    incident.refresh_from_db()
    assert incident.title == "Tên mới"
