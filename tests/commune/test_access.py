import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import RequestFactory

from commune.access import grants, roles, throttle
from commune.access.client import client_address
from commune.access.forms import anonymous_form, is_same_origin
from commune.access.idempotency import KeyReused, once
from commune.models import IdempotencyRecord

request_to = RequestFactory()


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        ([], "203.0.113.9", "198.51.100.1", "203.0.113.9"),
        (["127.0.0.1/32"], "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (["127.0.0.1/32"], "127.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (["127.0.0.1/32"], "127.0.0.1", "nonsense", "127.0.0.1"),
        (["127.0.0.1/32"], "127.0.0.1", "", "127.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.2", "198.51.100.1, 10.0.0.3", "198.51.100.1"),
    ],
)
def test_client_address_believes_only_named_proxies(
    settings, proxies, peer, forwarded, expected
):
    settings.TRUSTED_PROXIES = proxies
    request = request_to.get(
        "/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded}
    )
    assert client_address(request) == expected


def test_throttle_refuses_the_try_over_the_limit_for_that_key_alone():
    def tries(key):
        return [throttle.allow("test", key, limit=2, seconds=3600) for _ in range(3)]

    assert tries("a") == [True, True, False]
    assert tries("b") == [True, True, False]


@anonymous_form
def form(request):
    return HttpResponse("done")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver"},
        {"Referer": "http://testserver/lop-hoc/"},
    ],
)
def test_anonymous_form_takes_a_post_from_our_own_page(headers):
    response = form(request_to.post("/", headers=headers))
    assert response.content == b"done"
    assert response["Cache-Control"] == "no-store, private"
    assert not response.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://xa-gia.example"},
        {"Origin": "null"},
    ],
)
def test_anonymous_form_refuses_a_post_from_elsewhere(headers):
    response = form(request_to.post("/", headers=headers))
    assert (response.status_code, response.content == b"done") == (403, False)


@pytest.mark.django_db
def test_once_gives_a_repeat_the_first_answer():
    answers = iter([{"reference": "A"}, {"reference": "B"}])

    def ask(body):
        return once(scope="s", key="k", body=body, make=lambda: next(answers))

    assert (ask({"a": 1}).value, ask({"a": 1}).value) == ({"reference": "A"},) * 2
    with pytest.raises(KeyReused):
        ask({"a": 2})


@pytest.mark.django_db
def test_once_keeps_no_record_of_what_failed():
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(scope="s", key="k", body={}, make=fail)
    assert not IdempotencyRecord.objects.exists()


@pytest.mark.django_db
def test_has_role_ignores_superusers_and_closed_accounts(user_in):
    responder = user_in(roles.RESPONDERS)
    nobody = user_in()
    nobody.is_superuser = True
    assert roles.has_role(responder, roles.RESPONDERS, roles.LEADERSHIP)
    assert not roles.has_role(nobody, *roles.ALL)
    responder.is_active = False
    assert not roles.has_role(responder, roles.RESPONDERS)


@pytest.mark.django_db
def test_groups_of_the_contract_exist():
    assert set(Group.objects.values_list("name", flat=True)) >= set(roles.ALL)


@pytest.mark.django_db
def test_grants_name_the_permission_that_is_missing():
    with pytest.raises(LookupError, match=r"commune\.fly_village"):
        grants.apply({roles.EDITORS: ["commune.fly_village"]})


def test_a_malformed_origin_is_foreign(rf):
    assert not is_same_origin(rf.post("/", headers={"Origin": "http://["}))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/%00", "/lam-viec/diem-danh/%00/", "/lop-hoc/%00/"])
def test_an_address_with_nul_is_refused_before_it_is_looked_up(client, path):
    assert client.get(path).status_code == 400
