import pytest
from django.urls import reverse

from commune.access import roles
from commune.models import CommunityTeam, TargetGroup, Village

LISTS = [
    "village",
    "communityteam",
    "teammember",
    "unit",
    "holiday",
    "officehours",
    "targetgroup",
    "consentwording",
    "outboxmessage",
]


@pytest.fixture
def administrator(user_in, client):
    client.force_login(user_in(roles.ADMINISTRATORS))
    return client


@pytest.mark.parametrize("name", LISTS)
def test_administrator_opens_every_list(administrator, name):
    assert administrator.get(reverse(f"{name}:index")).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_somebody_without_a_role_opens_none(user_in, client, name):
    client.force_login(user_in())
    response = client.get(reverse(f"{name}:index"))
    assert response.status_code == 302
    assert response.url.startswith("/tai-khoan/login/")


def test_history_shows_old_and_new_value_and_who(administrator, village):
    data = {"code": "TH01", "position": 1, "name": "Thôn Đông (mẫu)"}
    saved = administrator.post(reverse("village:edit", args=[village.pk]), data)
    assert saved.status_code == 302

    page = administrator.get(reverse("village:history", args=[village.pk]))
    text = page.content.decode()
    assert "Thôn 01 (mẫu) → Thôn Đông (mẫu)" in text
    assert "administrators" in text


def test_history_asks_no_query_per_row(
    administrator, village, django_assert_max_num_queries
):
    for number in range(15):
        village.name = f"Thôn {number}"
        village.save()
    url = reverse("village:history", args=[village.pk])
    administrator.get(url)
    with django_assert_max_num_queries(14):
        administrator.get(url)


def test_a_village_cannot_be_deleted(administrator, village):
    administrator.post(reverse("village:delete", args=[village.pk]))
    assert Village.objects.filter(pk=village.pk).exists()


def test_team_member_is_added_to_a_team(administrator, village):
    team = CommunityTeam.objects.create(village=village, name="Tổ số")
    data = {"team": team.pk, "name": "Tổ trưởng (mẫu)", "position": 1}
    administrator.post(reverse("teammember:add"), data)
    assert [member.name for member in team.members.all()] == ["Tổ trưởng (mẫu)"]


def test_rulebook_row_with_an_end_before_its_start_is_refused(administrator):
    data = {
        "code": "g", "label": "Nhóm", "position": 1, "status": "in_force",
        "valid_from": "05/01/2027", "valid_to": "04/01/2027",
    }  # fmt: skip
    response = administrator.post(reverse("targetgroup:add"), data)
    assert response.status_code == 200
    assert not TargetGroup.objects.filter(code="g").exists()
