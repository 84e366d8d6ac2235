"""What is typed on the desk is kept in one normal form, without invisible signs."""

import unicodedata

import pytest
from django.urls import reverse

from incidents import editing
from incidents.models import Incident

pytestmark = pytest.mark.django_db
NAME = "Lê Thị Sáu"
KINDS = "Số điện thoại, địa chỉ"
TEXTS = {
    "reporter_name": NAME,
    "personal_data_kinds": KINDS,
    "title": "Máy ở bộ phận một cửa",
    "resolution": "Đã đổi mật khẩu",
}


def typed(text: str) -> str:
    """Return `text` as some telephones send it."""
    return unicodedata.normalize("NFD", text) + "\u200b"


def sent(client, incident, *, clicks: int = 1, **values):
    """Post the edit form with `values` typed over what stands in it."""
    url = reverse("incident:edit", args=[incident.pk])
    form = client.get(url).context["form"]
    stored = {name: form[name].value() for name in form.fields}
    plain = {k: v for k, v in stored.items() if v is not None and v is not False}
    return [client.post(url, plain | values) for _click in range(clicks)][-1]


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_of_the_edit_form_is_kept_in_nfc(client, lead, make_incident, name):
    incident = make_incident()
    client.force_login(lead)
    response = sent(client, incident, **{name: typed(TEXTS[name])})
    assert response.status_code == 302
    assert getattr(Incident.objects.get(pk=incident.pk), name) == TEXTS[name]


def test_the_same_text_in_other_signs_is_no_change(client, lead, make_incident):
    incident = make_incident(reporter_name=NAME)
    client.force_login(lead)
    assert sent(client, incident, reporter_name=typed(NAME)).status_code == 302
    assert Incident.objects.get(pk=incident.pk).version == 1
    assert incident.history.count() == 1


def test_an_edit_sent_twice_is_one_and_no_quarrel(client, lead, make_incident):
    incident = make_incident()
    client.force_login(lead)
    response = sent(client, incident, clicks=2, title="Tên mới")
    assert response.status_code == 302
    assert incident.history.count() == 2


def test_an_older_page_still_meets_what_a_colleague_wrote(lead, make_incident):
    incident = make_incident()
    editing.edit(incident.pk, {"title": "của họ"}, actor=lead, version=1)
    with pytest.raises(editing.writing.StaleVersion):
        editing.edit(incident.pk, {"title": "của tôi"}, actor=lead, version=1)
