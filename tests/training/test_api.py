import json
from uuid import uuid4

import pytest
from django.utils import timezone

from commune.models import IdempotencyRecord
from tests.training.factories import a_class, a_village, enrol
from training import seeds
from training.models import ClassState, Enrolment, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rulebook():
    seeds.load()
    return a_village()


def send(client, lop, *, key="", **fields):
    body = {
        "full_name": "Bác Cả Thôn 01 (mẫu)",
        "birth_year": 1968,
        "village": "TH01",
        "phone": "0912345678",
        "phone_of": "self",
        "target_group": "nguoi-dan",
        "consent_contact": True,
    }
    return client.post(
        f"/api/v1/classes/{lop.code}/enrolments",
        json.dumps(body | fields),
        content_type="application/json",
        headers={"Idempotency-Key": key} if key else {},
    )


def test_enrolment_answers_as_the_contract_says(client):
    lop = a_class(seat_count=1)
    response = send(client, lop)
    row = Enrolment.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "state": "enrolled",
        "reference": row.ref,
        "ticket": row.ticket,
        "position": None,
    }
    assert row.target_group.code == "nguoi-dan"
    assert row.person.consents.count() == 1
    waiting = send(client, lop, full_name="Bác Hai (mẫu)")
    assert (waiting.json()["state"], waiting.json()["position"]) == ("waitlisted", 1)
    assert not client.cookies


def test_repeat_gives_the_first_answer_and_another_body_422(client):
    lop, key = a_class(), str(uuid4())
    first, again = send(client, lop, key=key), send(client, lop, key=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = send(client, lop, key=key, birth_year=1970)
    assert other.status_code == 422
    assert other["Content-Type"] == "application/problem+json"
    assert Enrolment.objects.count() == 1


def test_same_person_under_another_key_gets_no_ticket(client):
    lop = a_class()
    first = send(client, lop, key="a").json()
    again = send(client, lop, key="b", phone="0987654321")
    assert again.status_code == 200
    assert again.json() == {
        "state": "enrolled",
        "reference": first["reference"],
        "ticket": None,
        "position": None,
    }


def test_full_and_closed_are_409_with_state(client):
    full = a_class(seat_count=1, wait_capacity=0)
    enrol(full)
    closed = a_class(state=ClassState.CLOSED)
    for lop, state in ((full, "full"), (closed, "closed")):
        response = send(client, lop)
        assert (response.status_code, response.json()["state"]) == (409, state)


def test_child_is_pending(client):
    year = timezone.localdate().year - 14
    lop = a_class()
    refused = send(client, lop, birth_year=year)
    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == ["phone"]
    taken = send(client, lop, birth_year=year, phone_of="relative")
    assert (taken.status_code, taken.json()["state"]) == (201, "pending")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""), ("full_name", "\x00"), ("full_name", 5), ("full_name", None),
        ("birth_year", 2099), ("birth_year", "x"), ("birth_year", 10**30),
        ("village", "TH99"), ("village", "TH\x0001"), ("phone", "113"),
        ("phone_of", "cat"), ("target_group", "none"), ("consent_contact", "maybe"),
        ("cccd", "001099000001"),
    ],
)  # fmt: skip
def test_bad_field_is_400_by_name_and_stores_nothing(client, field, value):
    response = send(client, a_class(), **{field: value})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json()["errors"]) == [field]
    assert not Person.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "null", "\x00"])
def test_body_that_is_no_object_is_400(client, body):
    address = f"/api/v1/classes/{a_class().code}/enrolments"
    response = client.post(address, body, content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_body_over_a_megabyte_is_413(client):
    response = send(client, a_class(), full_name="A" * 1_000_001)
    assert response.status_code == 413


def test_sixth_try_for_one_person_is_429(client):
    lop = a_class()
    answers = [send(client, lop) for _ in range(6)]
    assert [a.status_code for a in answers] == [201, 200, 200, 200, 200, 429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60


def test_lists_say_what_the_contract_says(client):
    lop = a_class(seat_count=3, session_count=2, village=a_village())
    enrol(lop)
    [row] = client.get("/api/v1/classes").json()["results"]
    assert (row["code"], row["village"], row["seats_total"], row["seats_left"]) == (
        lop.code,
        "TH01",
        3,
        2,
    )
    assert row["enrolment_open"] is True
    found = client.get(f"/api/v1/classes/{lop.code}/sessions").json()["results"]
    assert [s["ref"] for s in found] == [f"{lop.code}-B1", f"{lop.code}-B2"]
    assert client.get("/api/v1/villages").json()["results"] == [
        {"code": "TH01", "name": "Thôn 01 (mẫu)"}
    ]
    groups = client.get("/api/v1/target-groups").json()["results"]
    assert {"code": "nguoi-dan", "name": "Người dân"} in groups


def test_hidden_class_is_404(client):
    lop = a_class(state=ClassState.DRAFT)
    assert send(client, lop).status_code == 404
    assert client.get(f"/api/v1/classes/{lop.code}/sessions").status_code == 404


def test_lists_are_paged_by_cursor(client):
    codes = [a_class().code for _ in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        answer = client.get(f"/api/v1/classes?limit=2&cursor={cursor}").json()
        seen += [row["code"] for row in answer["results"]]
        cursor = answer["next"]
    assert seen == codes


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=%00%ff"])
def test_odd_paging_is_400(client, query):
    assert client.get(f"/api/v1/classes?{query}").status_code == 400


@pytest.mark.parametrize("class_count", [2, 12])
def test_class_list_query_count_is_constant(
    client, class_count, django_assert_num_queries
):
    for _ in range(class_count):
        a_class(session_count=1)
    client.get("/api/v1/classes")  # the site's page cache asks once after each change
    with django_assert_num_queries(2):
        client.get("/api/v1/classes")


@pytest.mark.parametrize("limit", ["000000001999999", "0" * 8 + "1" + "0" * 5000])
def test_a_limit_with_leading_noughts_stays_below_200(client, limit):
    assert client.get(f"/api/v1/villages?limit={limit}").status_code == 400


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("[" * 200_000, "utf-8"),
        ('{"\\ud800": 1}', "utf-8"),
        ('{"phone_of": "\\ud800"}', "utf-8"),
        (b"\xff\xfe{", "utf-8"),
        ('{"a": 1}', "rot13"),
    ],
)
def test_an_unreadable_body_is_400(client, body, charset):
    response = client.generic(
        "POST",
        f"/api/v1/classes/{a_class().code}/enrolments",
        body,
        content_type=f"application/json; charset={charset}",
    )
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_key_used_again_after_its_day_hands_out_no_other_ticket(client):
    lop = a_class(seat_count=2)
    first = send(client, lop, key="1").json()
    IdempotencyRecord.objects.all().delete()  # as the worker does after 24 hours
    assert send(client, lop, key="1").json()["ticket"] == first["ticket"]
    IdempotencyRecord.objects.all().delete()
    other = send(client, lop, key="1", full_name="Bác Hai (mẫu)").json()
    assert (other["state"], other["ticket"] == first["ticket"]) == ("enrolled", False)


def test_year_of_birth_that_cannot_be_is_told_with_the_range(client):
    this_year = timezone.localdate().year
    [told] = send(client, a_class(), birth_year=2099).json()["errors"]["birth_year"]
    assert str(this_year - 115) in told
    assert str(this_year - 3) in told
