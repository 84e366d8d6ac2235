"""Whatever form of Unicode is typed in the admin, one form is kept."""

import unicodedata

import pytest
from django.core.management import call_command
from django.urls import reverse

from commune.access import roles
from commune.models import CommunityTeam, TeamMember, Unit, Village

NAME = "Thôn Đồng Tâm (mẫu)"
TYPED = "\u200b" + unicodedata.normalize("NFD", NAME) + "\u202e"


@pytest.fixture
def administrator(user_in, client):
    client.force_login(user_in(roles.ADMINISTRATORS))
    return client


def test_village_is_kept_in_one_form_and_the_import_sees_no_change(
    administrator, village, tmp_path, capsys
):
    data = {"code": "TH01", "position": 1, "name": TYPED}
    administrator.post(reverse("village:edit", args=[village.pk]), data)
    twin = administrator.post(reverse("village:add"), data | {"code": "TH02"})
    assert list(twin.context["form"].errors) == ["name"]
    other = {"code": "TH02", "name": f"{TYPED} 2"}
    administrator.post(reverse("village:add"), data | other)
    assert {v.name for v in Village.objects.all()} == {NAME, f"{NAME} 2"}
    path = tmp_path / "list.csv"
    path.write_text(f"Mã;Tên\nTH01;{NAME}\nTH02;{NAME} 2\n", encoding="utf-8")
    call_command("import_villages", path)
    assert capsys.readouterr().out.startswith("new 0, changed 0, gone 0")


def test_teams_members_and_units_are_kept_in_one_form(administrator, village):
    team = {"village": village.pk, "name": TYPED, "meeting_place": TYPED}
    administrator.post(reverse("communityteam:add"), team)
    made = CommunityTeam.objects.get()
    assert (made.name, made.meeting_place) == (NAME, NAME)
    member = {"team": made.pk, "name": TYPED, "duty": TYPED, "position": 1}
    administrator.post(reverse("teammember:add"), member)
    unit = {"code": "vp", "name": TYPED, "position": 1}
    administrator.post(reverse("unit:add"), unit)
    kept = TeamMember.objects.get()
    assert (kept.name, kept.duty, Unit.objects.get().name) == (NAME, NAME, NAME)


def test_nothing_but_invisible_signs_is_no_name(administrator):
    data = {"code": "TH01", "position": 1, "name": "\u200b\u202e"}
    page = administrator.post(reverse("village:add"), data)
    assert list(page.context["form"].errors) == ["name"]
