import re
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from commune.models import OutboxMessage
from tests.training.factories import a_class, a_village, enrol
from training import seeds
from training.models import ClassState, Enrolment, Person, Status

pytestmark = pytest.mark.django_db

OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def rulebook():
    seeds.load()
    return a_village()


def send(client, training_class, **fields):
    """Post the enrolment form as a browser would."""
    data = {
        "full_name": "Bác Cả Thôn 01 (mẫu)",
        "birth_year": "1968",
        "village": "TH01",
        "request_key": str(uuid4()),
    }
    url = f"/lop-hoc/{training_class.slug}/dang-ky/"
    return client.post(url, data | fields, headers=OWN)


def test_visitor_enrols_and_sees_the_ticket(client):
    lop = a_class(session_count=2)
    response = send(client, lop, phone="0912.345.678", phone_of="self")
    row = Enrolment.objects.get()
    assert response.status_code == 302
    assert response.url == f"/lop-hoc/phieu/{row.ticket}/"
    assert row.person.phone_e164 == "+84912345678"
    page = client.get(response.url)
    assert row.ref in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Robots-Tag"] == "noindex"
    assert not client.cookies


def test_form_carries_a_fresh_key_and_no_cookie(client):
    url = f"/lop-hoc/{a_class().slug}/dang-ky/"
    keys = {
        re.search(rb'name="request_key" value="([0-9a-f-]{36})"', page.content)[1]
        for page in (client.get(url), client.get(url))
    }
    assert len(keys) == 2
    assert not client.cookies
    assert client.get(url)["Cache-Control"] == "no-store, private"
    assert b'type="checkbox" name="consent_contact"' in client.get(url).content
    assert (
        b"checked"
        not in re.findall(
            rb"<input[^>]*consent_contact[^>]*>", client.get(url).content
        )[0]
    )


def test_double_tap_leaves_one_enrolment(client):
    lop, key = a_class(), str(uuid4())
    first = send(client, lop, request_key=key)
    again = send(client, lop, request_key=key)
    assert (again.status_code, again.url) == (302, first.url)
    assert Enrolment.objects.count() == 1


def test_same_key_with_other_words_is_asked_again_and_keeps_the_text(client):
    lop, key = a_class(), str(uuid4())
    send(client, lop, request_key=key)
    other = send(client, lop, request_key=key, full_name="Bác Hai (mẫu)")
    assert other.status_code == 422
    assert "Bác Hai (mẫu)" in other.content.decode()
    assert key not in other.content.decode()
    assert Enrolment.objects.count() == 1


def test_neighbours_name_gives_no_key_to_the_seat(client):
    lop = a_class()
    send(client, lop)
    again = send(client, lop, full_name="BÁC CẢ  THÔN 01 (MẪU)")
    row = Enrolment.objects.get()
    assert again.status_code == 200
    assert row.ref in again.content.decode()
    assert row.ticket not in again.content.decode()


def test_namesake_may_say_so_and_waits_for_the_office(client):
    lop = a_class()
    send(client, lop)
    send(client, lop, namesake="on")
    assert sorted(Enrolment.objects.values_list("status", flat=True)) == [
        "confirmed",
        "pending",
    ]


def test_full_class_answers_409_and_keeps_the_text(client):
    lop = a_class(seat_count=1, wait_capacity=0)
    enrol(lop)
    response = send(client, lop)
    assert response.status_code == 409
    assert "Bác Cả Thôn 01 (mẫu)" in response.content.decode()
    assert lop.enrolments.count() == 1


def test_page_opened_before_closing_is_refused_and_keeps_the_text(client):
    lop = a_class(enrol_closes=timezone.now())
    response = send(client, lop)
    assert response.status_code == 409
    assert "Bác Cả Thôn 01 (mẫu)" in response.content.decode()


def test_consent_is_written_with_the_wording_only_when_ticked(client):
    lop = a_class(seat_count=5)
    send(client, lop, phone="0912345678", consent_contact="on")
    send(client, lop, full_name="Bác Hai (mẫu)", phone="0912345678")
    first, second = Person.objects.order_by("pk")
    assert first.consents.get().wording.code == "class-contact"
    assert not second.consents.exists()


BAD = {
    "full_name": [
        "",
        "   ",
        "\x00",
        "😀",
        "12345678",
        "\u200b\u202e",
        "x" * 101,
        "A" * 1_000_000,
    ],
    "birth_year": ["", "2099", "1850", "68", "31/02", "1968.0", "²²²²", "-1968"],
    "village": ["", "TH99", "' OR 1=1", "\x00"],
    "phone": ["123", "0123", "abc", "01623456780", "+1 202 555 0100", "113"],
    "phone_of": ["neighbour"],
    "target_group": ["nobody"],
    "request_key": ["x", "\x00"],
    "web_address": ["https://spam.example"],
}


@pytest.mark.parametrize(
    ("field", "value"), [(f, v) for f, values in BAD.items() for v in values]
)
def test_bad_input_is_refused_beside_the_field_and_writes_nothing(client, field, value):
    response = send(client, a_class(), **{field: value})
    assert response.status_code == 422
    place = "__all__" if field == "request_key" else field  # a key is no field to see
    assert list(response.context["form"].errors) == [place]
    assert 'class="error-summary"' in response.content.decode()
    assert not Enrolment.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script> (mẫu)",
        "{{7*7}} Bác (mẫu)",
        "O'Brien <b>",
        "Nguyễn Thị Hường",
    ],
)
def test_odd_names_are_kept_and_shown_as_text(client, name):
    page = client.get(send(client, a_class(), full_name=name).url)
    assert Person.objects.get().full_name.isprintable()
    assert b"<script>alert" not in page.content
    assert b"<b>" not in page.content
    assert b"49 B" not in page.content


def test_post_from_elsewhere_is_refused_with_one_line_in_the_log(client, caplog):
    url = f"/lop-hoc/{a_class().slug}/dang-ky/"
    answer = client.post(url, {}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    [line] = caplog.records
    assert (line.getMessage(), line.exc_info) == (f"Forbidden: {url}", None)


def test_sixth_try_for_one_person_waits(client):
    lop = a_class()
    answers = [send(client, lop).status_code for _ in range(6)]
    assert answers == [302, 200, 200, 200, 200, 429]


def test_one_address_may_enrol_a_whole_culture_house(client):
    lop = a_class(seat_count=50)
    codes = {
        send(client, lop, full_name=f"Người dân mẫu số {n}").status_code
        for n in range(40)
    }
    assert codes == {302}


def test_cancel_frees_the_seat_and_the_next_gets_one_message(client):
    lop = a_class(seat_count=1)
    url = send(client, lop).url
    waiting = enrol(lop)
    assert b'value="cancel"' not in client.get(url).content
    assert b'value="cancel"' in client.get(f"{url}?huy=1").content
    for _ in range(2):
        answer = client.post(url, {"action": "cancel"}, headers=OWN)
        assert (answer.status_code, answer.url) == (302, url)
    waiting.refresh_from_db()
    assert waiting.status == Status.CONFIRMED
    assert OutboxMessage.objects.count() == 1


def test_promotion_waits_once_on_the_list_of_people_to_tell(client):
    lop = a_class(seat_count=1)
    url = send(client, lop).url
    waiting = enrol(lop, phone="+84912345678", phone_of="self")
    client.post(url, {"action": "cancel"}, headers=OWN)
    client.post(url, {"action": "cancel"}, headers=OWN)
    message = OutboxMessage.objects.get()
    assert message.key == f"enrolment-{waiting.pk}-promoted"
    assert (message.state, message.for_role) == ("by_hand", "Training managers")


def test_a_get_changes_nothing(client):
    lop = a_class()
    url = send(client, lop).url
    client.get(f"{url}?action=cancel&huy=1")
    assert Enrolment.objects.get().status == Status.CONFIRMED


def test_reference_and_digits_lead_to_the_ticket(client):
    url = send(client, a_class(), phone="0912345678").url
    ref = Enrolment.objects.get().ref
    typed = {"reference": f"{ref[:4]}-{ref[4:].lower()}", "digits": "678"}
    assert client.post("/lop-hoc/tra-cuu/", typed, headers=OWN).url == url
    wrong = client.post("/lop-hoc/tra-cuu/", typed | {"digits": "679"}, headers=OWN)
    assert wrong.status_code == 422


def test_reference_without_a_phone_opens_nothing(client):
    send(client, a_class())
    ref = Enrolment.objects.get().ref
    for digits in ("", "000"):
        data = {"reference": ref, "digits": digits}
        assert client.post("/lop-hoc/tra-cuu/", data, headers=OWN).status_code == 422


@time_machine.travel("2026-12-01T08:00:00+07:00", tick=False)
def test_guessing_is_throttled(client):
    codes = [
        client.post(
            "/lop-hoc/tra-cuu/",
            {"reference": f"ABCD12{number}", "digits": "123"},
            headers=OWN,
        ).status_code
        for number in range(10, 21)
    ]
    assert codes == [422] * 10 + [429]
    assert client.get("/lop-hoc/phieu/0000000000000000/").status_code == 429


def test_one_reference_is_not_guessed_from_many_addresses(client):
    enrol(a_class(), phone="+84912345678")
    ref, opened, asked = Enrolment.objects.get().ref, 0, 0
    with time_machine.travel("2026-12-01T00:00:00Z", tick=False) as clock:
        for number in range(200):
            data = {"reference": ref, "digits": f"{number:03}"}
            address = f"198.51.100.{number}"
            answer = client.post(
                "/lop-hoc/tra-cuu/", data, headers=OWN, REMOTE_ADDR=address
            )
            opened += answer.status_code == 302
            asked += answer.status_code == 422
            clock.shift(300)
    assert (opened, asked) == (0, 20)
    assert int(answer["Retry-After"]) > 0


def test_references_that_nobody_has_are_counted_alike(client):
    data = {"reference": "ABCD1234", "digits": "123"}
    codes = [
        client.post(
            "/lop-hoc/tra-cuu/", data, headers=OWN, REMOTE_ADDR=f"198.51.100.{number}"
        ).status_code
        for number in range(6)
    ]
    assert codes == [422] * 5 + [429]


@pytest.mark.parametrize("state", [ClassState.DRAFT, ClassState.ARCHIVED])
def test_hidden_class_is_not_there(client, state):
    lop = a_class(state=state)
    assert client.get(f"/lop-hoc/{lop.slug}/").status_code == 404
    assert client.get(f"/lop-hoc/{lop.slug}/dang-ky/").status_code == 404
    assert send(client, lop).status_code == 404
    assert lop.title not in client.get("/lop-hoc/").content.decode()


def test_class_page_counts_seats_truthfully(client):
    lop = a_class(seat_count=3, wait_capacity=2)
    for left in (2, 1, 0, 0):
        enrol(lop)
        assert client.get(f"/lop-hoc/{lop.slug}/").context["class"].seats_left == left


def test_catalogue_filters_by_village_and_subject(client):
    other = a_village("TH02")
    own, foreign = a_class(village=a_village()), a_class(village=other)
    page = client.get("/lop-hoc/?thon=TH01").context["page"]
    assert [row.pk for row in page] == [own.pk]
    assert [row.pk for row in client.get("/lop-hoc/?thon=TH02").context["page"]] == [
        foreign.pk
    ]
    assert list(client.get("/lop-hoc/?mang=ai").context["page"]) == []


@pytest.mark.parametrize("class_count", [1, 5, 50])
def test_catalogue_query_count_is_constant(
    client, class_count, django_assert_num_queries
):
    for _ in range(class_count):
        a_class(session_count=1)
    client.get("/lop-hoc/")  # the site's page cache asks once after each change
    with django_assert_num_queries(4):
        client.get("/lop-hoc/")


@pytest.mark.parametrize("path", ["", "dang-ky/"])
def test_class_pages_ask_few_queries(client, path, django_assert_max_num_queries):
    lop = a_class(session_count=2)
    with django_assert_max_num_queries(8):
        client.get(f"/lop-hoc/{lop.slug}/{path}")
