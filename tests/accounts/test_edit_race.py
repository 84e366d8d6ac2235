"""What a colleague does to an account while an edit of it is on the way stays done."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.users.views import users

from commune.access import user_desk
from commune.accounts import switching
from commune.desk.edits import LockedEditView
from commune.models import CommunityTeam, TeamMember
from tests.accounts.making import overtaken, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edited(desk, second, person, monkeypatch):
    """Save a new name; the colleague switches off once Wagtail has read the account."""
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    sent = {"username": person.username, "first_name": "Tên mới", "groups": []}

    def switch_off():
        switching.switch_off(person.pk, actor=second, reason="Nghỉ việc")

    def save():
        with overtaken(monkeypatch, user_desk.EditView, "post", switch_off):
            assert desk.post(address, sent).status_code == 302
        person.refresh_from_db()
        return person

    return save


@pytest.fixture
def place(village):
    team = CommunityTeam.objects.create(village=village, name="Tổ số Thôn 01 (mẫu)")
    return TeamMember.objects.create(team=team, name="Tổ viên", position=1)


def test_a_saved_name_does_not_switch_the_account_on_again(edited, desk):
    person = edited()
    assert (person.first_name, person.is_active) == ("Tên mới", False)
    assert desk.get(page_of(person)).status_code == 200


@pytest.mark.parametrize("screen", ["invite", "edit"])
def test_a_place_taken_in_the_last_moment_is_told(
    desk, second, person, place, monkeypatch, screen
):
    def take():
        TeamMember.objects.filter(pk=place.pk).update(user=second)

    address, sent = {
        "invite": (reverse("wagtailusers_users:add"), {"username": "binh"}),
        "edit": (
            reverse("wagtailusers_users:edit", args=[person.pk]),
            {"username": person.username},
        ),
    }[screen]
    sent |= {"first_name": "Lê Thị Bình (mẫu)", "member": place.pk}
    with overtaken(monkeypatch, user_desk, "give_place", take):
        answer = desk.post(address, sent)
    assert "vừa có người khác nhận" in answer.context["form"].errors["member"][0]
    assert answer.context["form"]["first_name"].value() == "Lê Thị Bình (mẫu)"
    assert not get_user_model().objects.filter(first_name=sent["first_name"]).exists()


def test_control_what_was_read_before_the_lock_switches_it_on(edited, monkeypatch):
    monkeypatch.setattr(LockedEditView, "post", users.EditView.post)
    assert edited().is_active
