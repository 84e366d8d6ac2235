"""Two people edit one record of the office at once: neither undoes the other unseen.

Both have the page open; a colleague saves first. What the second did not touch keeps
the colleague's value; what both changed is asked beside the field.
"""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from commune.access import roles
from commune.desk.as_read import NAME
from commune.models import CommunityTeam, Holiday, TeamMember, Unit
from tests.shown_form import as_shown
from tests.training.factories import a_class, a_course, a_room, a_village
from training.models import Competence, Session

pytestmark = [pytest.mark.whole_site, pytest.mark.django_db]


def a_team():
    return CommunityTeam.objects.create(village=a_village(), name="Tổ số 01 (mẫu)")


def a_holiday():
    later = timezone.localdate() + timedelta(days=40)
    return Holiday.objects.create(
        code="nghi-mau", label="Nghỉ mẫu", day=later, valid_from=later
    )


# Record, then two fields with what the colleague and what the second person writes.
RECORDS = {
    "village": (a_village, ("name", "Thôn Đông (mẫu)"), ("position", "7")),
    "communityteam": (a_team, ("phone", "0912 345 678"), ("meeting_place", "Sân thôn")),
    "teammember": (
        lambda: TeamMember.objects.create(team=a_team(), name="Tổ phó", position=1),
        ("name", "Tổ phó (mẫu)"),
        ("position", "3"),
    ),
    "unit": (
        lambda: Unit.objects.create(code="VP", name="Văn phòng"),
        ("name", "Văn phòng mẫu"),
        ("is_active", None),
    ),
    "holiday": (a_holiday, ("label", "Nghỉ bù"), ("legal_basis", "Thông báo mẫu")),
    "course": (a_course, ("competences", "all"), ("min_age", "15")),
    "venue": (lambda: a_room().venue, ("note", "Có dốc"), ("name", "Nhà mẫu")),
    "room": (a_room, ("has_wifi", "on"), ("seat_count", "44")),
    "trainingclass": (a_class, ("wait_capacity", "9"), ("title", "Lớp mẫu")),
    "session": (
        lambda: Session.objects.get(training_class=a_class(session_count=1)),
        ("topic", "Mật khẩu"),
        ("ends_at", "later"),
    ),
}


@pytest.fixture
def desk(client, user_in):
    client.force_login(user_in(roles.ADMINISTRATORS, roles.TRAINING_MANAGERS))
    return client


def changed(shown: dict, field: tuple) -> dict:
    """Return the post with one field changed; None unticks a box."""
    name, value = field
    if value is None:
        return {key: old for key, old in shown.items() if key != name}
    if value == "all":
        value = [str(pk) for pk in Competence.objects.values_list("pk", flat=True)[:3]]
    if value == "later":
        value = shown[name][0].replace(":30", ":45")
    return shown | {name: value if isinstance(value, list) else [value]}


def held(desk, address: str, name: str) -> list[str]:
    return as_shown(desk.get(address).text).get(name, [])


def address_of(kind: str) -> str:
    return reverse(f"{kind}:edit", args=[RECORDS[kind][0]().pk])


@pytest.mark.parametrize("kind", RECORDS)
def test_what_only_the_colleague_changed_stays(desk, kind):
    address = address_of(kind)
    shown = as_shown(desk.get(address).text)
    theirs, mine = (changed(shown, field) for field in RECORDS[kind][1:])
    (first, _), (second, _) = RECORDS[kind][1:]
    for post in (theirs, mine):
        answer = desk.post(address, post)
        assert answer.status_code == 302, answer.context["form"].errors
    assert held(desk, address, first) == theirs[first] != shown.get(first)
    assert held(desk, address, second) == mine.get(second, []) != shown.get(second)


def test_without_the_mark_the_colleague_would_be_undone(desk):
    """The control: the very same posts, as a form that knows nothing sends them."""
    address = address_of("village")
    shown = as_shown(desk.get(address).text)
    assert shown.pop(NAME)
    for field in RECORDS["village"][1:]:
        desk.post(address, changed(shown, field))
    assert held(desk, address, "name") == shown["name"]


@pytest.mark.parametrize("kind", ["village", "communityteam", "venue", "trainingclass"])
def test_what_both_changed_is_asked_beside_the_field(desk, kind):
    address = address_of(kind)
    name, value = RECORDS[kind][1]
    shown = as_shown(desk.get(address).text)
    mine = "8" if value.isdigit() else "0912 345 679"
    desk.post(address, changed(shown, (name, value)))

    answer = desk.post(address, changed(shown, (name, mine)))
    form = answer.context["form"]
    assert list(form.errors) == [name]
    assert f"Có người vừa đổi mục này thành: {value}." in form.errors[name][0]
    assert form[name].value() == mine
    assert held(desk, address, name) == [value]

    assert desk.post(address, as_shown(answer.text)).status_code == 302
    assert held(desk, address, name) == [mine]


def test_the_same_change_twice_is_no_quarrel(desk):
    address = address_of("village")
    post = changed(as_shown(desk.get(address).text), ("name", "Thôn Đông (mẫu)"))
    assert [desk.post(address, post).status_code for _ in range(2)] == [302, 302]


def test_a_role_given_meanwhile_is_not_taken_back(desk, user_in):
    person = user_in(roles.EDITORS, username="mau")
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    shown = as_shown(desk.get(address).text)
    person.groups.add(Group.objects.get(name=roles.TRAINERS))
    post = shown | {"email": ["mau@xa.example"], "first_name": ["Biên tập viên"]}
    answer = desk.post(address, post)
    assert answer.status_code == 302, answer.context["form"].errors
    person = get_user_model().objects.get(pk=person.pk)
    assert person.email == "mau@xa.example"
    assert roles.roles_of(person) == {roles.EDITORS, roles.TRAINERS}


def test_roles_that_two_changed_are_asked_by_their_vietnamese_names(desk, user_in):
    person = user_in(roles.EDITORS, username="mau")
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    shown = as_shown(desk.get(address).text) | {"first_name": ["Biên tập viên"]}
    person.groups.set(Group.objects.filter(name=roles.TRAINERS))
    chief = Group.objects.get(name=roles.CHIEF_EDITORS)
    answer = desk.post(address, shown | {"groups": [str(chief.pk)]})
    (error,) = answer.context["form"].errors["groups"]
    assert "đổi mục này thành: Giảng viên." in error
    assert roles.roles_of(person) == {roles.TRAINERS}


def test_a_place_that_two_changed_is_named_not_numbered(desk, user_in):
    person, team = user_in(roles.EDITORS, username="mau"), a_team()
    places = [
        TeamMember.objects.create(team=team, name=f"Tổ viên {n}", position=n)
        for n in (1, 2)
    ]
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    shown = as_shown(desk.get(address).text) | {"first_name": ["Biên tập viên"]}
    TeamMember.objects.filter(pk=places[0].pk).update(user=person)
    answer = desk.post(address, shown | {"member": [str(places[1].pk)]})
    (error,) = answer.context["form"].errors["member"]
    assert "thành: Thôn 01 (mẫu): Tổ viên 1." in error


def test_a_place_that_begins_later_is_not_lost_with_a_name(desk, user_in):
    person = user_in(roles.COMMUNITY_TEAMS, username="mau")
    later = timezone.localdate() + timedelta(days=5)
    place = TeamMember.objects.create(
        team=a_team(), name="Tổ phó", position=1, since=later, user=person
    )
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    shown = as_shown(desk.get(address).text) | {"first_name": ["Tổ phó mới"]}
    assert desk.post(address, shown).status_code == 302
    place.refresh_from_db()
    assert place.user == person


def test_one_edit_of_a_course_is_one_entry_of_its_history(desk):
    course = a_course()
    address = reverse("course:edit", args=[course.pk])
    shown = as_shown(desk.get(address).text)
    post = changed(changed(shown, ("competences", "all")), ("title", "Khóa mẫu"))
    before = course.history.count()
    assert desk.post(address, post).status_code == 302
    newest = course.history.first()
    assert (course.history.count(), newest.title) == (before + 1, "Khóa mẫu")
    assert newest.competences.count() == 3


@pytest.mark.parametrize(
    "nonsense", ["", "x", "[1]", "9" * 5000, "[" * 19_000, '{"name": 3}']
)
def test_a_forged_mark_changes_nothing_and_breaks_nothing(desk, nonsense):
    address = address_of("village")
    post = as_shown(desk.get(address).text) | {"name": ["Thôn Đông (mẫu)"]}
    answer = desk.post(address, post | {NAME: [nonsense]})
    assert answer.status_code in {200, 302}
