"""What the office may not write of teams, members and units; told beside its field."""

import pytest
from django.urls import reverse

from commune.access import roles
from commune.models import CommunityTeam, TeamMember, Unit

GOOD_PHONES = [
    *("", "113", "1900 1234", "02373 123 456", "(0237) 3.852.246", "+84 912 345 678"),
    *("0912345678 / 113", "0912345678, 113"),
]
BAD_PHONES = ["abc", "12", "gọi 113", "-", "0912 345 67x", "１１３"]


@pytest.fixture
def administrator(user_in, client):
    client.force_login(user_in(roles.ADMINISTRATORS))
    return client


@pytest.fixture
def team(village):
    return CommunityTeam.objects.create(village=village, name="Tổ số")


def wrong_fields(response) -> list[str]:
    """Return the fields with an error; [] when the form was taken."""
    return list(response.context["form"].errors) if response.status_code == 200 else []


def send_team(client, team, phone: str):
    data = {"village": team.village_id, "name": team.name, "phone": phone}
    return client.post(reverse("communityteam:edit", args=[team.pk]), data)


def send_unit(client, phone: str):
    data = {"code": "dv", "name": "Đơn vị (mẫu)", "position": 1, "phone": phone}
    return client.post(reverse("unit:add"), data)


@pytest.mark.parametrize("phone", GOOD_PHONES)
def test_phone_that_can_be_called_is_kept(administrator, team, phone):
    assert wrong_fields(send_team(administrator, team, phone)) == []
    assert wrong_fields(send_unit(administrator, phone)) == []
    team.refresh_from_db()
    assert (team.phone, Unit.objects.get(code="dv").phone) == (phone, phone)


@pytest.mark.parametrize("phone", BAD_PHONES)
def test_phone_that_nobody_can_call_is_told_beside_it(administrator, team, phone):
    assert wrong_fields(send_team(administrator, team, phone)) == ["phone"]
    assert wrong_fields(send_unit(administrator, phone)) == ["phone"]
    team.refresh_from_db()
    assert (team.phone, Unit.objects.filter(code="dv").count()) == ("", 0)


def send_member(client, team, **fields):
    data = {"team": team.pk, "name": "Lê A (mẫu)", "position": 1}
    return client.post(reverse("teammember:add"), data | fields)


@pytest.mark.parametrize(
    ("since", "until", "wrong"),
    [
        ("02/01/2026", "01/01/2026", ["until"]),
        ("02/01/2026", "03/01/2026", []),
        ("", "01/01/2026", []),
        ("02/01/2026", "", []),
    ],
)
def test_member_does_not_leave_before_coming(administrator, team, since, until, wrong):
    response = send_member(administrator, team, since=since, until=until)
    assert wrong_fields(response) == wrong
    assert TeamMember.objects.count() == (0 if wrong else 1)


def test_position_that_is_taken_is_told_in_words(administrator, team):
    send_member(administrator, team)
    response = send_member(administrator, team, name="Lê B (mẫu)")
    assert response.status_code == 200
    told = response.context["form"].errors.as_text()
    assert told
    assert "team_member_unique_position" not in told
    assert TeamMember.objects.count() == 1
