"""Administrators keep accounts and groups in the admin; nobody is deleted."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from commune.access import roles

USERS = "/quan-tri/users/"


@pytest.fixture
def desk(client, user_in):
    client.force_login(user_in("Administrators", username="quantri"))
    return client


def account(**changes):
    return {
        "username": "binh",
        "email": "binh@xa.example",
        "first_name": "Bình",
        "last_name": "Lê Thị",
        "groups": [Group.objects.get(name="Trainers").pk],
    } | changes


def test_administrator_creates_an_account_that_reads_vietnamese(desk):
    desk.post(f"{USERS}new/", account())
    user = User.objects.get(username="binh")
    assert user.get_full_name() == "Lê Thị Bình"
    assert not user.has_usable_password()
    assert [group.name for group in user.groups.all()] == ["Trainers"]
    desk.force_login(user)
    assert 'lang="vi"' in desk.get("/quan-tri/").content.decode()


def test_posted_superuser_flag_makes_nobody_a_superuser(desk, user_in):
    desk.post(f"{USERS}new/", account(is_superuser="on", is_staff="on"))
    user = User.objects.get(username="binh")
    data = account(is_superuser="on")
    desk.post(f"{USERS}edit/{user.pk}/", data)
    user.refresh_from_db()
    assert (user.is_superuser, user.is_staff) == (False, False)


def test_nobody_types_the_password_of_another(desk, user_in):
    user = user_in("Trainers", username="binh")
    page = desk.get(f"{USERS}edit/{user.pk}/").content.decode()
    data = account(password1="Mot-mat-khau-2026", password2="Mot-mat-khau-2026")
    desk.post(f"{USERS}edit/{user.pk}/", data)
    user.refresh_from_db()
    assert 'type="password"' not in page
    assert user.check_password("xaso-test-2026")


@pytest.mark.parametrize("is_superuser", [False, True])
def test_no_account_is_deleted(desk, user_in, is_superuser):
    boss = User.objects.get(username="quantri")
    boss.is_superuser = is_superuser
    boss.save()
    user = user_in("Trainers", username="binh")
    desk.post(f"{USERS}delete/{user.pk}/")
    desk.post(f"/quan-tri/bulk/auth/user/delete/?id={user.pk}", {"next": USERS})
    assert User.objects.filter(username="binh").exists()
    assert f"{USERS}delete/" not in desk.get(f"{USERS}edit/{user.pk}/").content.decode()


@pytest.mark.parametrize("role", ["Editors", "Trainers", "Responders", "Chief editors"])
def test_other_roles_reach_no_account(client, user_in, role):
    user = user_in("Community teams", username="binh")
    client.force_login(user_in(role))
    for address in (USERS, f"{USERS}edit/{user.pk}/", "/quan-tri/groups/"):
        assert client.get(address).status_code in {302, 403, 404}, address


def test_groups_of_the_house_keep_their_names(desk):
    group = Group.objects.get(name="Responders")
    data = {"name": "Ứng cứu", "page_permissions-TOTAL_FORMS": 0}
    response = desk.post(f"/quan-tri/groups/edit/{group.pk}/", data)
    assert "name" in response.context["form"].errors
    desk.post(f"/quan-tri/groups/delete/{group.pk}/")
    group.refresh_from_db()
    assert group.name == "Responders"


def test_groups_are_shown_in_vietnamese(desk):
    page = desk.get("/quan-tri/groups/").content.decode()
    form = desk.get(f"{USERS}new/").content.decode()
    for english in ("Responders", "Community teams", "Leadership"):
        assert english not in page
        assert english not in form


@pytest.mark.parametrize("name", ["AN", "An", " an "])
def test_a_name_that_differs_by_capitals_is_refused(client, user_in, name):
    user_in(username="an")
    client.force_login(user_in(roles.ADMINISTRATORS, username="quan-tri"))
    group = Group.objects.get(name=roles.EDITORS)
    values = {"username": name, "first_name": "Hai", "groups": group.pk}
    page = client.post(reverse("wagtailusers_users:add"), values)
    assert "username" in page.context["form"].errors
    assert User.objects.filter(username__iexact="an").count() == 1
