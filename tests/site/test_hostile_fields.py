"""What no field of a form may make of hostile input: an error page.

Every form is filled in as it is shown, one field at a time is spoilt. A date or number
that cannot be is told beside its field; a text is taken or told, never a 500.
"""

import pytest
from django import forms
from django.db import transaction
from django.urls import reverse
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.blocks.base import BlockField

from cms import site_tree
from commune.access import roles
from commune.moment_field import MomentField
from incidents.intake.log import Report, log
from incidents.lifecycle import transition
from incidents.models import Incident
from tests.cms import factories
from tests.shown_form import as_shown
from tests.training.factories import a_class, a_course, a_room, a_village, enrol
from training.models import Policy

pytestmark = [pytest.mark.whole_site, pytest.mark.slow, pytest.mark.django_db]

TEXTS = [
    *("\0", "Tho\u0302n 😀 \u202e gnp.exe \udcff", "e" * 1_000_000, "[" * 20_000),
    *("<script>alert(1)</script>{{7*7}}", '"   '),
]
CHOICES = ["a\0b", "99999999999999999999", "😀"]
DAYS = [
    *("31/12/9999", "01/01/0001", "31/02/2027", "31/12/9999 23:59", "-1"),
    *("99999999999999999999", "01/01/0001 00:00", "\0", "\u202e😀\ud800"),
]
NUMBERS = ["-1", "99999999999999999999", "NaN", "\0", "9" * 5000, "😀"]
KINDS = {
    (forms.DateField, forms.DateTimeField, forms.TimeField, MomentField): DAYS,
    (forms.IntegerField, forms.DecimalField): NUMBERS,
    (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField): CHOICES,
    (forms.Field,): TEXTS,
}
BELOW_ZERO = {"weight"}  # a guess rule may speak against a category
EVERYTHING = [
    *(roles.RESPONSE_LEADS, roles.TRAINING_MANAGERS, roles.CHIEF_EDITORS),
    *(roles.ADMINISTRATORS, roles.COMMUNITY_TEAMS),
]


@pytest.fixture
def tree(db):
    return site_tree.create()


@pytest.fixture
def everybody(client, user_in, tree, team_leader):
    """Return an account with all screens, logged in."""
    user = user_in(*EVERYTHING, username="tat-ca")
    member = team_leader.team_member
    member.user = user
    member.save()
    client.force_login(user)
    client.raise_request_exception = False
    return user


@pytest.fixture
def incident(everybody):
    logged = log(Report("Máy tính báo virus"), actor=everybody, key="hostile-1")
    return Incident.objects.get(ref=logged.ref)


def values_for(field: forms.Field) -> list[str]:
    return next(values for kinds, values in KINDS.items() if isinstance(field, kinds))


def must_be_told(field: forms.Field) -> bool:
    is_given = not (field.widget.is_hidden or field.disabled)
    return values_for(field) in (DAYS, NUMBERS) and is_given


def spoil(client, url: str, valid: dict) -> list[str]:
    """Spoil the fields of the form at `url`; return what went wrong.

    First all fields of a kind at once, then each date and number alone, for what looks
    at several fields together runs only while the others are right.
    """
    shown = client.get(url)
    assert shown.status_code == 200, url
    form = shown.context["form"]
    streams = [n for n, f in form.fields.items() if isinstance(f, BlockField)]
    counts = {f"{name}-count": "0" for name in streams}  # a script counts the blocks
    base = as_shown(shown.content.decode()) | counts | valid
    wrong = []
    for values in KINDS.values():
        names = [
            name
            for name, field in form.fields.items()
            if values_for(field) is values
            and not isinstance(field.widget, BaseChooser)  # filled by its script
        ]
        for value in values if names else []:
            wrong += faults(client, url, form, base, dict.fromkeys(names, value))
    for name, field in form.fields.items():
        if must_be_told(field):
            wrong += faults(client, url, form, base, {name: values_for(field)[0]})
    return wrong


def faults(client, url, form, base, spoilt: dict) -> list[str]:
    with transaction.atomic():
        fields = {form.add_prefix(name): value for name, value in spoilt.items()}
        response = client.post(url, sendable(base | fields))
        transaction.set_rollback(True)
    value = next(iter(spoilt.values()))[:30]
    if response.status_code >= 500:
        return [f"{sorted(spoilt)}={value!r}: {response.status_code}"]
    told = getattr((response.context or {}).get("form"), "errors", {})
    silent = [
        name
        for name in spoilt
        if must_be_told(form.fields[name])
        and name not in told
        and not (value == "-1" and name in BELOW_ZERO)
        and not (value == "\0" and not form.fields[name].required)  # as if empty
    ]
    return [f"{name}={value!r}: not told" for name in silent]


def sendable(data: dict) -> str:
    """Return the data as the test client can encode it: half letters as U+FFFD."""
    return {
        name: [str(v).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
               for v in (value if isinstance(value, list) else [value])]
        for name, value in data.items()
    }  # fmt: skip


def class_fields() -> dict:
    return {
        "course": a_course().pk, "code": "KNS-9", "title": "Lớp mới",
        "first_day": "05/01/2027", "room": a_room().pk,
    }  # fmt: skip


def learner() -> dict:
    return {
        "full_name": "Người dân mẫu", "birth_year": "1970", "village": a_village().code,
    }  # fmt: skip


def warning() -> dict:
    return {"title": "Giả danh", "message": "Có cuộc gọi lạ.", "do_now": "Dập máy."}


ADMIN_ADDS = {
    "course": {"code": "KH-9", "title": "Khóa mẫu"},
    "venue": {"name": "Nhà văn hóa mẫu"},
    "room": {"name": "Phòng mẫu"},
    "village": {"code": "TH09", "name": "Thôn 09 (mẫu)"},
    "communityteam": {"name": "Tổ mẫu"},
    "teammember": {"name": "Tổ phó mẫu"},
    "unit": {"code": "VP", "name": "Văn phòng mẫu"},
    "holiday": {},
    "officehours": {},
    "targetgroup": {},
    "consentwording": {},
    "category": {},
    "guessrule": {},
    "deadlinerule": {},
    "internaltarget": {},
    "searchsynonym": {},
}


@pytest.mark.parametrize("name", ADMIN_ADDS)
def test_office_tables(client, everybody, name):
    assert spoil(client, reverse(f"{name}:add"), ADMIN_ADDS[name]) == []


def test_new_class(client, everybody):
    assert spoil(client, reverse("trainingclass:add"), class_fields()) == []


@pytest.mark.parametrize("name", ["edit", "enrol", "capacity"])
def test_class_screens(client, everybody, name):
    lop = a_class()
    url = reverse(f"trainingclass:{name}", args=[lop.pk])
    assert spoil(client, url, learner() if name == "enrol" else {}) == []


def test_enrolment_decisions(client, everybody):
    row = enrol(lop := a_class(policy=Policy.APPROVAL))
    for name in ("confirm", "reject", "cancel"):
        url = reverse(f"trainingclass:{name}", args=[lop.pk, row.pk])
        assert spoil(client, url, {}) == []


def test_session(client, everybody):
    session = a_class(session_count=1).sessions.get()
    assert spoil(client, reverse("session:edit", args=[session.pk]), {}) == []


def test_public_enrolment_and_search(client, everybody):
    lop = a_class()
    assert spoil(SameOrigin(client), f"/lop-hoc/{lop.slug}/dang-ky/", learner()) == []
    data = {"reference": "ABCD1234", "digits": "123"}
    assert spoil(SameOrigin(client), "/lop-hoc/tra-cuu/", data) == []


class SameOrigin:
    """A client whose posts come from our own page."""

    def __init__(self, client):
        self.client = client
        self.get = client.get

    def post(self, url, data):
        return self.client.post(url, data, headers={"Sec-Fetch-Site": "same-origin"})


def test_team_enrols(client, everybody):
    lop = a_class()
    data = learner() | {"training_class": lop.code}
    assert spoil(client, "/lam-viec/lop-hoc/dang-ky-ho/", data) == []


def test_quick_log_and_note(client, everybody, incident):
    assert spoil(client, "/lam-viec/su-co/moi/", {"text": "Máy báo virus"}) == []
    url = f"/lam-viec/su-co/{incident.ref}/ghi-chu/"
    assert spoil(client, url, {"text": "Đã gọi lại."}) == []


@pytest.mark.parametrize("name", ["edit", "note", "people", "severity", "tlp"])
def test_incident_screens(client, everybody, incident, name):
    url = reverse(f"incident:{name}", args=[incident.pk])
    assert spoil(client, url, {"reason": "Kiểm tra các ô nhập"}) == []


@pytest.mark.parametrize("name", ["indicator", "warning"])
def test_incident_texts(client, everybody, incident, name):
    url = reverse(f"incident:{name}", args=[incident.pk])
    assert spoil(client, url, {}) == []


@pytest.mark.parametrize("to", ["triaged", "rejected", "merged"])
def test_incident_steps(client, everybody, incident, to):
    url = reverse("incident:step", args=[incident.pk, to])
    assert spoil(client, url, {"reason": "Kiểm tra các ô nhập"}) == []


def test_incident_on_hold(client, everybody, incident):
    transition(incident.pk, "triaged", actor=everybody)
    url = reverse("incident:step", args=[incident.pk, "on_hold"])
    assert spoil(client, url, {"reason": "Chờ nhà mạng trả lời"}) == []


def test_incident_deadline(client, everybody, incident):
    row = incident.deadlines.filter(rule__isnull=False).first()
    url = reverse("incident:deadline", args=[incident.pk, row.pk])
    assert spoil(client, url, {"act": "sent"}) == []


def test_warning_from_a_phone(client, everybody, tree):
    assert spoil(client, "/lam-viec/canh-bao/moi/", warning()) == []
    page = factories.warning(tree)
    assert spoil(client, f"/lam-viec/canh-bao/{page.pk}/", {}) == []


@pytest.mark.parametrize("kind", ["news", "warning", "procedure"])
def test_pages_in_the_editor(client, everybody, tree, kind):
    page = getattr(factories, kind)(tree)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert spoil(client, url, {}) == []
