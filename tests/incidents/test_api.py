import pytest
from django.core.management import CommandError, call_command

from commune.access import tokens
from commune.models import ApiToken
from incidents.lifecycle import transition

pytestmark = pytest.mark.django_db
LIST = "/api/v1/incidents"
FIELDS = {
    "ref",
    "kind",
    "title",
    "status",
    "severity",
    "tlp",
    "category",
    "reported_at",
    "acknowledged_at",
    "contained_at",
    "resolved_at",
    "closed_at",
    "village",
    "indicators",
}


@pytest.fixture
def bearer(lead):
    plain = tokens.create(name="soc", scopes=["incident:read"], user=lead)
    return {"Authorization": f"Bearer {plain}"}


def test_list_gives_the_fields_of_the_contract(client, bearer, make_incident, village):
    make_incident("virus, gọi 0987654321", village=village)
    row = client.get(LIST, headers=bearer).json()["results"][0]
    assert set(row) == FIELDS
    assert row["category"] == "malicious-code:infected-system"
    assert row["village"] == "TH01"
    assert row["indicators"] == [
        {
            "type": "phone",
            "value": "+84987654321",
            "state": "suggested",
            "is_ioc": False,
        }
    ]


def test_list_is_paged_by_a_cursor_without_gap_or_repeat(client, bearer, make_incident):
    refs = {make_incident(ago=5).ref for _n in range(5)}
    seen, url = [], f"{LIST}?limit=2"
    while url:
        page = client.get(url, headers=bearer).json()
        seen += [row["ref"] for row in page["results"]]
        url = page["next"] and f"{LIST}?limit=2&cursor={page['next']}"
    assert (len(seen), set(seen)) == (5, refs)


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=201", "limit=x", "limit=0001000000", "cursor=x"),
        "cursor=MTIzfDE=",
        "cursor=MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMHwx",  # year 1, east of Greenwich
    ],
)
def test_bad_parameters_are_named(client, bearer, query):
    response = client.get(f"{LIST}?{query}", headers=bearer)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert set(response.json()["errors"]) == {query.split("=")[0]}


@pytest.mark.parametrize(
    ("header", "status"),
    [("", 401), ("Bearer nonsense", 401), ("Basic eA==", 401)],
)
def test_callers_without_a_token_are_asked_for_one(client, header, status):
    response = client.get(LIST, headers={"Authorization": header})
    assert response.status_code == status
    assert response["WWW-Authenticate"] == "Bearer"
    assert response["Content-Type"] == "application/problem+json"


def test_an_alert_token_reads_nothing(client, make_incident, lead):
    incident = make_incident(tlp="CLEAR")
    plain = tokens.create(name="alarm", scopes=["alert:create"], user=lead)
    headers = {"Authorization": f"Bearer {plain}"}
    for url in (LIST, f"{LIST}/{incident.ref}", f"{LIST}/SC-1999-0001"):
        assert client.get(url, headers=headers).status_code == 403


def test_a_token_reads_what_its_owner_may(client, make_incident, colleague):
    make_incident(tlp="RED")
    plain = tokens.create(name="x", scopes=["incident:read"], user=colleague)
    headers = {"Authorization": f"Bearer {plain}"}
    assert client.get(LIST, headers=headers).json()["results"] == []
    colleague.is_active = False
    colleague.save()
    assert client.get(LIST, headers=headers).status_code == 401


def test_what_one_may_not_know_is_not_there(client, bearer):
    response = client.get(f"{LIST}/SC-2026-9999", headers=bearer)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_of_incidents_only_reads(client, bearer, method):
    assert getattr(client, method)(LIST, headers=bearer).status_code == 405


def test_list_takes_the_same_queries_for_any_number(
    client, bearer, make_incident, django_assert_max_num_queries
):
    for _n in range(4):
        make_incident("gọi 0987654321")
    with django_assert_max_num_queries(4):
        client.get(LIST, headers=bearer)


def test_create_token_prints_it_once_and_keeps_a_digest(capsys, lead):
    call_command("create_token", name="n", scopes=["incident:read"], user="to-truong")
    plain = capsys.readouterr().out.strip()
    row = ApiToken.objects.get()
    assert tokens.find(plain) == row
    assert plain not in row.digest
    with pytest.raises(CommandError):
        call_command("create_token", name="n", scopes=["incident:read"], user="ai")
    with pytest.raises(CommandError):
        call_command("create_token", name="n", scopes=["incident:read"], days=0)


def test_a_list_masks_what_a_red_incident_holds(client, bearer, make_incident):
    ref = make_incident("virus, gọi 0987654321", tlp="RED").ref
    row = client.get(LIST, headers=bearer).json()["results"][0]
    assert (row["ref"], row["title"], row["indicators"]) == (ref, "hạn chế", [])
    whole = client.get(f"{LIST}/{ref}", headers=bearer).json()
    assert [item["value"] for item in whole["indicators"]] == ["+84987654321"]


def test_a_team_s_token_reads_its_report_and_nothing_of_the_response(
    client, make_incident, team_leader, lead
):
    incident = make_incident("virus, gọi 0987654321", actor=team_leader)
    transition(incident.pk, "triaged", actor=lead)
    plain = tokens.create(name="to", scopes=["incident:read"], user=team_leader)
    headers = {"Authorization": f"Bearer {plain}"}
    one = client.get(f"{LIST}/{incident.ref}", headers=headers).json()
    assert one == client.get(LIST, headers=headers).json()["results"][0]
    assert set(one) == FIELDS
    assert (one["status"], one["title"]) == ("triaged", incident.title)
    assert (one["acknowledged_at"], one["indicators"]) == (None, [])
