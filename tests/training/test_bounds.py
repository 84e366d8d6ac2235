"""Numbers that nobody means are told beside their field and change nothing."""

import pytest
from django.urls import reverse

from commune.access import roles
from tests.shown_form import as_shown
from tests.training.factories import a_class, a_course, a_room
from training.models import Session

pytestmark = pytest.mark.django_db


def a_session() -> Session:
    return a_class(session_count=1).sessions.get()


MAKERS = {
    "room": a_room,
    "session": a_session,
    "course": a_course,
    "trainingclass": a_class,
}
FAR_TOO_MANY = 3_000_000_000
CASES = [
    *(("room", "seat_count", value) for value in (0, -1, 1001, FAR_TOO_MANY)),
    *(("session", "periods", value) for value in (0, 11, FAR_TOO_MANY)),
    *(("course", "session_count", value) for value in (0, 61, FAR_TOO_MANY)),
    *(("course", "periods_per_session", value) for value in (0, 11, FAR_TOO_MANY)),
    *(("course", "class_size", value) for value in (0, 1000, FAR_TOO_MANY)),
    *(("course", "min_age", value) for value in (-1, 101, FAR_TOO_MANY)),
    *(("trainingclass", "min_age", value) for value in (101, FAR_TOO_MANY)),
    *(("trainingclass", "wait_capacity", value) for value in (-1, 1000, FAR_TOO_MANY)),
]
EDGES = [
    *(("room", "seat_count", value) for value in (1, 1000)),
    *(("session", "periods", value) for value in (1, 10)),
    *(("course", "class_size", value) for value in (1, 999)),
    *(("course", "min_age", value) for value in (0, 100)),
    *(("trainingclass", "wait_capacity", value) for value in (0, 999)),
]


@pytest.fixture(autouse=True)
def manager(user_in, client):
    client.force_login(user_in(roles.TRAINING_MANAGERS))


def edit(client, name: str, field: str, value: int):
    """Send the edit page as it is shown, with one number replaced."""
    record = MAKERS[name]()
    url = reverse(f"{name}:edit", args=[record.pk])
    data = as_shown(client.get(url).content.decode())
    return record, client.post(url, data | {field: str(value)})


@pytest.mark.parametrize(("name", "field", "value"), CASES)
def test_number_out_of_bounds_is_told_beside_its_field(client, name, field, value):
    record, response = edit(client, name, field, value)
    before = getattr(record, field)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    record.refresh_from_db()
    assert getattr(record, field) == before


@pytest.mark.parametrize(("name", "field", "value"), EDGES)
def test_number_at_the_edge_is_kept(client, name, field, value):
    record, response = edit(client, name, field, value)
    assert response.status_code == 302
    record.refresh_from_db()
    assert getattr(record, field) == value
