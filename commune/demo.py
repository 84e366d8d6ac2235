"""The demo commune: 21 villages, their teams, the accounts of the contract."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.users.models import UserProfile

from commune.demo_accounts import ACCOUNTS, PASSWORD
from commune.models import CommunityTeam, TeamMember, Unit, Village

VILLAGE_COUNT = 21
DUTIES = ("Tổ trưởng", "Tổ phó", "Thành viên")

UNITS = {
    "ubnd": "Văn phòng Ủy ban nhân dân xã",
    "ttpvhcc": "Trung tâm Phục vụ hành chính công",
    "vhxh": "Phòng Văn hóa - Xã hội",
    "kinhte": "Phòng Kinh tế",
    "congan": "Công an xã",
}


@transaction.atomic
def load(*, write: Callable[[str], object], scale: int = 0) -> None:
    """Create what is missing; accounts that exist keep their password."""
    for position, (code, name) in enumerate(UNITS.items(), start=1):
        Unit.objects.get_or_create(
            code=code, defaults={"name": f"{name} (mẫu)", "position": position}
        )
    for number in range(1, VILLAGE_COUNT + 1):
        _village(number)
    for username, (role, title) in ACCOUNTS.items():
        _account(username, role, title)
    _lead_first_village(get_user_model().objects.get(username="totruong"))
    write(f"{VILLAGE_COUNT} villages, {len(ACCOUNTS)} accounts")


def _lead_first_village(user) -> None:
    """Give the account its team, unless somebody has put it elsewhere since."""
    leader = TeamMember.objects.filter(team__village__code="TH01", position=1).first()
    if leader and leader.user is None and not hasattr(user, "team_member"):
        leader.user = user
        leader.save()


def _village(number: int) -> None:
    code = f"TH{number:02}"
    village, is_new = Village.objects.get_or_create(
        code=code,
        defaults={"name": f"Thôn {number:02} (mẫu)", "position": number},
    )
    if not is_new:
        return
    team = CommunityTeam.objects.create(
        village=village,
        name=f"Tổ công nghệ số cộng đồng Thôn {number:02} (mẫu)",
        meeting_place=f"Nhà văn hóa Thôn {number:02} (mẫu)",
    )
    for position, duty in enumerate(DUTIES, start=1):
        TeamMember.objects.create(
            team=team,
            name=f"{duty} tổ số Thôn {number:02} (mẫu)",
            duty=duty,
            position=position,
        )


def _account(username: str, role: str, title: str) -> None:
    user, is_new = get_user_model().objects.get_or_create(
        username=username,
        defaults={
            "first_name": f"{title} (mẫu)",
            "email": f"{username}@xa-mau.example",
        },
    )
    if is_new:
        user.set_password(PASSWORD)
        user.save()
    user.groups.add(Group.objects.get(name=role))
    UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": "vi"})
