"""The list of accounts, and the form on which somebody is invited."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.utils import timezone

from commune.accounts import idle, states
from commune.models import TeamMember
from tests.access.signing_in import add_totp
from tests.accounts.making import acts, invited

pytestmark = pytest.mark.django_db
USERS = "/quan-tri/users/"


def names(page) -> list[str]:
    return sorted(user.username for user in page.context["accounts"])


def test_list_shows_role_village_factor_and_state(desk, team_leader):
    add_totp(team_leader)
    page = desk.get(USERS, {"q": team_leader.username}).content.decode()
    for words in ("Thôn 01 (mẫu)", "Xác thực hai lớp: có", "Đang hoạt động"):
        assert words in page
    assert "Chưa đăng nhập lần nào" in page


def test_list_is_filtered_by_state_and_role(desk, administrator, person):
    off = User.objects.create_user("tat", is_active=False)
    invited(desk)
    with time_machine.travel(timezone.now() + timedelta(days=46)):
        administrator.last_login = timezone.now()
        administrator.save()
        desk.force_login(administrator)
        shown = {
            state: names(desk.get(USERS, {"state": state})) for state in states.LABELS
        }
        assert names(desk.get(USERS, {"role": "Trainers"})) == ["an"]
    assert shown == {
        "active": ["quantri"],
        "invited": ["binh"],
        "idle": ["an"],
        "off": [off.username],
    }


def test_query_and_question_agree_on_idleness(person):
    now = timezone.now()
    for days in (44, 46):
        at = now + timedelta(days=days)
        found = idle.with_last_use(User.objects.all()).filter(idle.locked(at=at))
        assert found.filter(pk=person.pk).exists() is idle.is_locked(person, at=at)


@pytest.mark.parametrize("value", ["x", "'", "9" * 500, "\x01"])
def test_bad_filter_is_no_fault(desk, value):
    assert desk.get(USERS, {"state": value, "role": value}).status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_list_asks_the_database_a_constant_number_of_times(
    desk, user_in, count, django_assert_max_num_queries
):
    for number in range(count):
        user_in("Trainers", "Editors", username=f"nguoi{number}")
    desk.get(USERS)
    with django_assert_max_num_queries(18):
        desk.get(USERS)


def test_invitation_gives_roles_and_village(desk, team_leader):
    place = TeamMember.objects.create(
        team=team_leader.team_member.team, name="Tổ phó", position=2
    )
    group = Group.objects.get(name="Community teams")
    user = invited(desk, groups=[group.pk], member=place.pk)
    place.refresh_from_db()
    assert place.user == user
    assert user.record.created_by.username == "quantri"
    assert acts(user) == ["link_made"]


def test_team_account_without_a_place_is_refused_beside_the_field(desk):
    group = Group.objects.get(name="Community teams")
    data = {"username": "binh", "first_name": "Bình", "groups": [group.pk]}
    page = desk.post(f"{USERS}new/", data)
    assert "member" in page.context["form"].errors
    assert page.context["form"]["first_name"].value() == "Bình"
    assert not User.objects.filter(username="binh").exists()


def test_place_of_another_account_is_not_given_away(desk, team_leader):
    data = {"username": "binh", "first_name": "Bình"}
    place = team_leader.team_member
    page = desk.post(f"{USERS}new/", data | {"member": place.pk})
    assert "member" in page.context["form"].errors


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "AN@XA.EXAMPLE"),
        ("email", "khong-phai-email"),
        ("username", "an"),
        ("username", "có dấu cách"),
        ("username", "x" * 151),
        ("first_name", ""),
    ],
)
def test_bad_entry_is_told_beside_its_field(desk, person, field, value):
    data = {"username": "binh", "first_name": "Bình"} | {field: value}
    page = desk.post(f"{USERS}new/", data)
    assert field in page.context["form"].errors
    assert User.objects.count() == 2
