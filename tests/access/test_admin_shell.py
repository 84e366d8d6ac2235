"""What each role sees of the admin, and how it reads dates and numbers."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django import forms
from django.utils import translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

OWN = {"explorer", "images", "documents", "reports", "settings", "help"}


def menu(client) -> set[str]:
    page = client.get("/quan-tri/").content.decode()
    data = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page)[1]
    return set(re.findall(r'"name": "([\w-]+)"', json.dumps(json.loads(data))))


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("Responders", set()),
        ("Response leads", set()),
        ("Trainers", set()),
        ("Administrators", {"settings"}),
    ],
)
def test_menu_holds_what_the_role_uses(client, user_in, role, shown):
    client.force_login(user_in(role))
    entries = menu(client)
    assert "work" in entries
    assert entries & OWN - {"reports"} == shown


@pytest.mark.parametrize("role", ["Community teams", "Leadership"])
def test_roles_without_a_desk_are_led_away(client, user_in, role):
    client.force_login(user_in(role))
    assert client.get("/quan-tri/").status_code in {302, 403}


def test_admin_bears_the_communes_name_and_crest(client, user_in):
    client.force_login(user_in("Administrators"))
    page = client.get("/quan-tri/").content.decode()
    assert "Xã Như Xuân</title>" in page
    assert "commune/crest" in page
    assert "Wagtail 7" not in page
    assert "<script>" not in page


def test_demo_strip_stands_in_the_admin_of_the_demo_alone(client, user_in, settings):
    client.force_login(user_in("Administrators"))
    assert "xaso-demo-strip" not in client.get("/quan-tri/").content.decode()
    settings.DEMO = True
    assert "xaso-demo-strip" in client.get("/quan-tri/").content.decode()


class DateForm(forms.Form):
    day = forms.DateField(widget=AdminDateInput())
    moment = forms.DateTimeField(widget=AdminDateTimeInput(), required=False)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_admin_reads_the_day_first(language):
    with translation.override(language):
        form = DateForm({"day": "05/01/2026", "moment": "05/01/2026 07:30"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["day"] == date(2026, 1, 5)
        assert form.cleaned_data["moment"].strftime("%d.%m %H:%M") == "05.01 07:30"


@pytest.mark.parametrize("text", ["31/02/2026", "01/13/2026", "2026-13-01", "mai"])
def test_admin_refuses_days_that_do_not_exist(text):
    with translation.override("vi"):
        assert "day" in DateForm({"day": text}).errors


@pytest.mark.parametrize("language", ["vi", "en"])
def test_date_widget_writes_and_offers_the_day_first(language):
    with translation.override(language):
        widget = AdminDateInput()
        html = unescape(widget.render("x", date(2026, 1, 5), attrs={"id": "id_x"}))
    assert 'value="05/01/2026"' in html
    assert '"format": "d/m/Y"' in html
    assert '"dayOfWeekStart": 1' in html
