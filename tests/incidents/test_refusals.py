"""Why a person cannot be put in charge of a RED incident stands beside the choice."""

import re

import pytest
from django.urls import reverse

from incidents import people
from incidents.lifecycle import transition
from incidents.models import Status

pytestmark = pytest.mark.django_db
WORDS = "Chỉ tổ trưởng ứng cứu quyết định ai được đọc sự cố này."


@pytest.fixture
def secret(make_incident, responder, lead):
    """Return a RED incident that `responder` may read and `colleague` may not."""
    incident = make_incident(tlp="RED")
    people.assign(
        incident.pk, actor=lead, lead=responder, helpers=[], readers=[responder]
    )
    return transition(incident.pk, Status.TRIAGED, actor=responder)


def said_beside(page: str, name: str) -> str:
    """Return the text of the elements that describe a field, read as one."""
    box = re.search(rf'<(?:select|input|fieldset)[^>]*name="{name}"[^>]*>', page)[0]
    ids = re.search(r'aria-describedby="([^"]+)"', box)[1].split()
    parts = [page.partition(f'id="{i}"')[2] for i in ids]
    return " ".join(re.split("</(?:ul|div)>", part)[0] for part in parts)


@pytest.mark.parametrize("place", ["desk", "phone"])
def test_a_refused_lead_of_a_step_is_said_beside_the_choice(
    client, secret, responder, colleague, place
):
    url = {
        "desk": reverse("incident:step", args=[secret.pk, "responding"]),
        "phone": f"/lam-viec/su-co/{secret.ref}/buoc/responding/",
    }[place]
    client.force_login(responder)
    sent = {"lead": colleague.pk, "reason": "anh ấy trực máy chủ"}
    response = client.post(url, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert WORDS in said_beside(page, "lead")
    assert response.context["form"].non_field_errors() == []
    assert "anh ấy trực máy chủ" in page
    assert f'value="{colleague.pk}" selected' in page


def test_a_refused_choice_of_people_is_said_beside_it(
    client, secret, responder, colleague
):
    client.force_login(responder)
    url = reverse("incident:people", args=[secret.pk])
    response = client.post(url, {"lead": colleague.pk, "helpers": [responder.pk]})
    assert response.status_code == 422
    assert WORDS in said_beside(response.content.decode(), "lead")
    sent = {"lead": responder.pk, "helpers": [colleague.pk]}
    form = client.post(url, sent).context["form"]
    assert form.errors == {"helpers": [WORDS]}
    assert secret.helpers.count() == 0


def test_what_is_about_no_field_stands_above_with_the_steps(
    client, make_incident, lead
):
    incident = make_incident()
    client.force_login(lead)
    url = reverse("incident:step", args=[incident.pk, "merged"])
    form = client.post(url, {"target": incident.ref}).context["form"]
    assert list(form.errors) == ["target"]
    closing = reverse("incident:step", args=[incident.pk, "closed"])
    form = client.post(closing, {"disposition": "confirmed"}).context["form"]
    assert "Bước tiếp theo được phép" in form.non_field_errors()[0]
