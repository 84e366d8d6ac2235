"""What the enrolment form says when something is wrong with it."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.training.factories import a_class, a_village
from training import seeds
from training.models import Enrolment

pytestmark = pytest.mark.django_db

URL = "/lop-hoc/{}/dang-ky/"


@pytest.fixture(autouse=True)
def rulebook():
    seeds.load()
    return a_village()


def summary(client, lop, **fields) -> list[str]:
    """Send the form and return the lines of the error summary."""
    data = {
        "full_name": "Bác Cả Thôn 01 (mẫu)",
        "birth_year": "1968",
        "village": "TH01",
        "request_key": str(uuid4()),
    }
    response = client.post(
        URL.format(lop.slug), data | fields, headers={"Sec-Fetch-Site": "same-origin"}
    )
    page = BeautifulSoup(response.content, "html.parser")
    return [line.get_text(strip=True) for line in page.select(".error-summary li")]


def test_trap_is_named_in_the_visitor_s_language_and_lets_the_next_through(client):
    lop = a_class()
    [line] = summary(client, lop, web_address="https://mau.example")
    assert line.startswith("Để trống ô này: ")
    assert summary(client, lop, web_address="") == []
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("year", ["2099", "1800", "9999", "1000"])
def test_year_of_birth_that_cannot_be_is_told_with_the_range(client, year):
    this_year = timezone.localdate().year
    [line] = summary(client, a_class(), birth_year=year)
    assert str(this_year - 115) in line
    assert str(this_year - 3) in line


@pytest.mark.parametrize("year", ["68", "0068", "19688", "năm 68"])
def test_year_of_birth_without_four_digits_is_told_so(client, year):
    [line] = summary(client, a_class(), birth_year=year)
    assert "1968" in line
    assert str(timezone.localdate().year - 3) not in line


@pytest.mark.parametrize("age", [115, 3])
def test_year_of_birth_at_the_edge_of_the_range_is_taken(client, age):
    year = str(timezone.localdate().year - age)
    lines = summary(
        client, a_class(), birth_year=year, phone="0912345678", phone_of="relative"
    )
    assert lines == []
    assert Enrolment.objects.count() == 1
