import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from incidents import disclosure, people
from incidents.lifecycle import transition
from incidents.models import TLP, Incident, ReadLog, Status
from incidents.visibility import can_see, visible_to

pytestmark = pytest.mark.django_db
ADMIN = reverse("wagtailadmin_home")
CANARY = "Chimhoangyen"

# Who reads an incident that `responder` recorded, by TLP, while new and after triage
# (led by `responder`). Response leads read all of them.
WHO = [
    (TLP.CLEAR, Status.NEW, {"responder", "colleague", "lead"}),
    (TLP.GREEN, Status.NEW, {"responder", "colleague", "lead"}),
    (TLP.AMBER, Status.NEW, {"responder", "colleague", "lead"}),
    (TLP.AMBER_STRICT, Status.NEW, {"responder", "lead"}),
    (TLP.RED, Status.NEW, {"lead"}),
    (TLP.GREEN, Status.TRIAGED, {"responder", "colleague", "lead"}),
    (TLP.AMBER, Status.TRIAGED, {"responder", "lead"}),
    (TLP.AMBER_STRICT, Status.TRIAGED, {"responder", "lead"}),
    (TLP.RED, Status.TRIAGED, {"responder", "lead"}),  # chosen by a response lead
]


@pytest.fixture
def everybody(responder, colleague, lead, user_in, team_leader):
    others = ("Editors", "Leadership", "Administrators", "Trainers")
    return {
        "responder": responder,
        "colleague": colleague,
        "lead": lead,
        "team": team_leader,
        "root": get_user_model().objects.create_superuser("root"),
        **{name: user_in(name) for name in others},
    }


@pytest.mark.parametrize(("tlp", "status", "readers"), WHO)
def test_who_reads_an_incident(everybody, make_incident, tlp, status, readers):
    incident = make_incident(tlp=tlp)
    if status == Status.TRIAGED:
        lead = everybody["lead"]
        details = {"lead": everybody["responder"]}
        transition(incident.pk, status, actor=lead, details=details)
    found = {name for name, user in everybody.items() if can_see(user, incident)}
    assert found == readers


def test_a_disabled_responder_reads_nothing(responder, make_incident):
    make_incident(tlp="CLEAR")
    responder.is_active = False
    responder.save()
    fresh = get_user_model().objects.get(pk=responder.pk)
    assert not visible_to(fresh).exists()


def test_a_named_reader_reads_red(make_incident, responder, colleague, lead):
    incident = make_incident(tlp="RED")
    people.assign(incident.pk, actor=lead, lead=lead, helpers=[], readers=[colleague])
    assert can_see(colleague, incident)
    assert not can_see(responder, incident)
    # One act is one entry, with both fields in it.
    assert incident.history.count() == 2


def test_a_community_team_reads_its_own_up_to_amber(
    make_incident, team_leader, responder
):
    own = make_incident(actor=team_leader)
    make_incident(tlp="CLEAR")
    strict = make_incident(actor=team_leader, tlp="AMBER+STRICT")
    assert list(visible_to(team_leader)) == [own]
    assert not can_see(team_leader, strict)


def test_responders_raise_and_leads_alone_lower(make_incident, responder, lead):
    incident = make_incident()
    disclosure.set_tlp(incident.pk, "RED", actor=responder)
    assert can_see(responder, incident)
    for actor, reason in ((responder, "đã hết nhạy cảm rồi"), (lead, "")):
        with pytest.raises(disclosure.DisclosureError):
            disclosure.set_tlp(incident.pk, "GREEN", actor=actor, reason=reason)
    disclosure.set_tlp(incident.pk, "GREEN", actor=lead, reason="đã hết nhạy cảm rồi")
    assert incident.history.count() == 3


def test_a_responder_brings_nobody_to_red(make_incident, responder, colleague, lead):
    incident = make_incident()
    disclosure.set_tlp(incident.pk, "RED", actor=responder)
    with pytest.raises(people.PeopleError):
        people.assign(incident.pk, actor=responder, lead=responder, helpers=[colleague])
    with pytest.raises(people.PeopleError):
        people.assign(
            incident.pk,
            actor=responder,
            lead=responder,
            helpers=[],
            readers=[responder, colleague],
        )
    assert not can_see(colleague, incident)


@pytest.mark.parametrize("where", ["desk", "phone"])
def test_triage_brings_nobody_to_red(
    client, make_incident, responder, colleague, where
):
    incident = make_incident(CANARY)
    disclosure.set_tlp(incident.pk, "RED", actor=responder)
    client.force_login(responder)
    url = {
        "desk": f"{ADMIN}incident/step/{incident.pk}/triaged/",
        "phone": f"/lam-viec/su-co/{incident.ref}/buoc/triaged/",
    }[where]
    fields = dict(client.get(url).context["form"].initial)
    fields |= {"category": incident.category_id, "lead": colleague.pk}
    answer = client.post(url, fields)
    assert answer.status_code == 422
    assert "Chỉ tổ trưởng" in answer.content.decode()
    incident.refresh_from_db()
    assert (incident.status, incident.lead) == (Status.NEW, None)


def test_a_lead_of_red_whom_a_response_lead_chooses_reads_it(
    make_incident, colleague, lead
):
    incident = make_incident(tlp="RED")
    transition(incident.pk, "triaged", actor=lead, details={"lead": colleague})
    assert can_see(colleague, incident)
    assert list(incident.readers.all()) == [colleague]
    assert incident.history.count() == 2


def test_a_reader_in_charge_of_red_stays_its_reader(make_incident, responder):
    incident = make_incident()
    disclosure.set_tlp(incident.pk, "RED", actor=responder)
    transition(incident.pk, "triaged", actor=responder)
    incident.refresh_from_db()
    assert (incident.lead, can_see(responder, incident)) == (responder, True)


def addresses(incident: Incident) -> list[str]:
    desk = [
        f"{ADMIN}incident/{name}/{incident.pk}/"
        for name in (
            *("inspect", "edit", "history", "history-results", "delete", "usage"),
            *("copy", "note", "people", "severity", "tlp", "indicator", "warning"),
        )
    ]
    deadline = incident.deadlines.filter(rule__isnull=False).first()
    field = f"/lam-viec/su-co/{incident.ref}/"
    return [
        *desk,
        f"{ADMIN}incident/step/{incident.pk}/triaged/",
        f"{ADMIN}incident/deadline/{incident.pk}/{deadline.pk}/",
        field,
        f"{field}da-ghi/",
        f"{field}ghi-chu/",
        f"{field}buoc/triaged/",
        f"/api/v1/incidents/{incident.ref}",
    ]


def test_a_red_incident_is_not_there_in_any_way(client, make_incident, responder):
    incident = make_incident(CANARY, tlp="RED")
    client.force_login(responder)
    for url in addresses(incident):
        assert client.get(url).status_code == 404, url
        assert client.post(url, {"text": CANARY}).status_code in {404, 405}, url
    for url in (
        f"{ADMIN}incident/",
        f"{ADMIN}incident/results/?q={CANARY}",
        f"{ADMIN}incident/?tlp=RED",
        ADMIN,
        f"{ADMIN}reports/site-history/",
        "/lam-viec/",
        f"/lam-viec/su-co/?q={CANARY}&xem=tat-ca",
        "/api/v1/incidents",
    ):
        page = client.get(url, follow=True).content.decode()
        assert incident.ref not in page, url
        assert CANARY.lower() not in page.lower().replace(
            f"q={CANARY}".lower(), ""
        ).replace(f'value="{CANARY}"'.lower(), ""), url


def test_history_obeys_the_present_tlp(client, make_incident, colleague, lead):
    incident = make_incident(CANARY, tlp="GREEN")
    client.force_login(colleague)
    url = f"{ADMIN}incident/history/{incident.pk}/"
    assert client.get(url).status_code == 200
    disclosure.set_tlp(incident.pk, "RED", actor=lead)
    assert client.get(url).status_code == 404


def test_reading_red_leaves_a_line_in_the_log(client, make_incident, lead):
    incident = make_incident(tlp="RED")
    client.force_login(lead)
    client.get(f"{ADMIN}incident/inspect/{incident.pk}/")
    client.get(f"/lam-viec/su-co/{incident.ref}/")
    client.get(f"/api/v1/incidents/{incident.ref}")
    assert ReadLog.objects.filter(act="read", incident=incident, user=lead).count() == 3


def test_red_titles_are_masked_in_lists(client, make_incident, lead):
    make_incident(CANARY, tlp="RED")
    client.force_login(lead)
    for url in (f"{ADMIN}incident/", "/lam-viec/su-co/", "/api/v1/incidents"):
        page = client.get(url).content.decode()
        assert "hạn chế" in page, url
        assert CANARY not in page, url


@pytest.mark.parametrize(
    "role", ["Editors", "Trainers", "Administrators", "Leadership"]
)
def test_other_roles_get_nothing(client, make_incident, user_in, role):
    incident = make_incident(CANARY, tlp="CLEAR")
    client.force_login(user_in(role))
    for url in [*addresses(incident), f"{ADMIN}incident/", "/lam-viec/su-co/"]:
        response = client.get(url)
        assert response.status_code in {302, 403, 404}, url
        assert CANARY not in response.content.decode(), url
    assert client.get("/api/v1/incidents").status_code == 403
