"""Where the last place is gone every page says so, and offers no button."""

from uuid import uuid4

import pytest

from tests.training.factories import a_class, a_village, an_application, enrol
from training import seats, seeds
from training.models import Enrolment, Policy
from training.models.training_class import NextPlace, TrainingClass

pytestmark = pytest.mark.django_db

OWN = {"Sec-Fetch-Site": "same-origin"}
BUTTON = b'<div class="actions"><button class="button">'


@pytest.fixture(autouse=True)
def rulebook():
    seeds.load()
    return a_village()


def next_place(lop) -> NextPlace:
    return TrainingClass.objects.with_counts().get(pk=lop.pk).next_place


def filled(*, waiting: int, pending: int, **fields) -> TrainingClass:
    """Return a class of one taken seat and two places on the waiting list."""
    lop = a_class(seat_count=1, wait_capacity=2, **fields)
    enrol(lop)
    for number in range(waiting + pending):
        enrol(lop, is_namesake=number >= waiting)
    return lop


def pages_of(client, lop) -> tuple[bool, bool, bool]:
    """Tell whether class page, form and API offer to enrol."""
    address = f"/lop-hoc/{lop.slug}/dang-ky/"
    page = client.get(f"/lop-hoc/{lop.slug}/").content.decode()
    [row] = client.get("/api/v1/classes").json()["results"]
    form = client.get(address).content
    return address in page, BUTTON in form, row["enrolment_open"]


@pytest.mark.parametrize(("waiting", "pending"), [(2, 0), (1, 1), (0, 2)])
def test_full_class_with_a_full_list_offers_no_button(client, waiting, pending):
    lop = filled(waiting=waiting, pending=pending)
    assert pages_of(client, lop) == (False, False, False)
    assert (
        b'name="full_name"' not in client.get(f"/lop-hoc/{lop.slug}/dang-ky/").content
    )


@pytest.mark.parametrize(("waiting", "pending"), [(0, 0), (1, 0), (0, 1)])
def test_full_class_with_room_on_the_list_offers_it(client, waiting, pending):
    lop = filled(waiting=waiting, pending=pending)
    assert pages_of(client, lop) == (True, True, True)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("seat_count", [0, 1, 2])
def test_what_is_shown_is_what_the_seat_rules_answer(count, policy, seat_count):
    lop = a_class(seat_count=seat_count, wait_capacity=1, policy=policy)
    for number in range(count):
        shown = next_place(lop)
        application = an_application(is_namesake=number % 2 == 1)
        try:
            seats.take(lop.pk, application, request_uuid=uuid4())
            is_taken = True
        except seats.SeatRefused as refused:
            is_taken = refused.code != seats.Refusal.FULL
        assert is_taken == (shown != NextPlace.NONE)


def test_refused_form_keeps_the_text_and_says_full_once(client):
    lop = filled(waiting=1, pending=1)
    data = {
        "full_name": "Bác Cả (mẫu)",
        "birth_year": "1968",
        "village": "TH01",
        "request_key": str(uuid4()),
    }
    response = client.post(f"/lop-hoc/{lop.slug}/dang-ky/", data, headers=OWN)
    assert response.status_code == 409
    assert b"notice--warn" not in response.content  # the summary alone speaks
    assert BUTTON not in response.content
    assert "Bác Cả (mẫu)" in response.content.decode()
    assert Enrolment.objects.count() == 3


def test_card_of_a_full_class_is_muted(client):
    filled(waiting=0, pending=2)
    page = client.get("/lop-hoc/").content
    assert (b"badge--muted" in page, b"badge--wait" in page) == (True, False)
