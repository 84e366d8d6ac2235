"""Accounts are switched off and on; the office keeps an administrator."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from commune.access import tokens
from commune.accounts import switching
from commune.models import AccountLink, AccountRecord
from tests.access.signing_in import is_signed_in, sign_in
from tests.accounts.making import acts, fresh_link, overtaken, page_of

pytestmark = pytest.mark.django_db
OFF = {"off-reason": "Đã chuyển công tác"}


def test_switching_off_ends_sessions_links_and_tokens(desk, person):
    client = Client()
    sign_in(client, "an")
    fresh_link(desk, person)
    token = tokens.create(name="x", scopes=["incident:read"], user=person)
    desk.post(f"{page_of(person)}tat/", OFF)
    person.refresh_from_db()
    assert not person.is_active
    assert client.get("/lam-viec/").status_code == 302
    assert tokens.find(token) is None
    assert AccountLink.objects.get().revoked_at
    assert AccountRecord.objects.get(user=person).reason == OFF["off-reason"]
    assert acts(person)[-1] == "switched_off"


def test_who_is_switched_off_is_refused_and_logged_after_the_right_password(
    desk, person
):
    desk.post(f"{page_of(person)}tat/", OFF)
    client = Client()
    assert sign_in(client, "an")["Location"] == "/tai-khoan/inactive/"
    assert acts(person)[-1] == "refused_off"
    assert sign_in(client, "an", "sai-mat-khau").status_code == 200


def test_what_the_person_wrote_keeps_name_and_history(desk, person, village):
    from commune.models import Village

    change = Village.history.create(
        id=village.pk, code="TH01", name="Cũ", position=1,
        history_user=person, history_type="~", history_date=person.date_joined,
    )  # fmt: skip
    desk.post(f"{page_of(person)}tat/", OFF)
    change.refresh_from_db()
    assert change.history_user == person
    assert change.history_user.get_username() == "an"


def test_switched_on_again_the_person_gets_in(desk, person):
    desk.post(f"{page_of(person)}tat/", OFF)
    desk.post(f"{page_of(person)}bat/")
    client = Client()
    sign_in(client, "an")
    assert is_signed_in(client)
    assert AccountRecord.objects.get(user=person).reason == ""


@pytest.mark.parametrize("reason", ["", "   ", "ngắn", "x" * 201])
def test_reason_is_needed_and_what_was_typed_stays(desk, person, reason):
    page = desk.post(f"{page_of(person)}tat/", {"off-reason": reason})
    person.refresh_from_db()
    assert person.is_active
    assert page.status_code == 200
    assert page.context["off_form"].errors["reason"]
    assert page.context["reset_form"].errors == {}


def test_nobody_switches_off_the_own_account(desk, administrator, second):
    page = desk.post(f"{page_of(administrator)}tat/", OFF)
    administrator.refresh_from_db()
    assert administrator.is_active
    assert "không tự tắt" in str(page.context["off_form"].errors)


def test_last_administrator_cannot_be_switched_off(administrator, second):
    switching.switch_off(second.pk, actor=administrator, reason="thử")
    outsider = second
    with pytest.raises(switching.SwitchError):
        switching.switch_off(administrator.pk, actor=outsider, reason="thử")


def test_two_who_switch_each_other_off_leave_one(
    administrator, second, as_user, monkeypatch
):
    first, other = as_user(administrator), as_user(second)

    def by():
        other.post(f"{page_of(administrator)}tat/", OFF)

    with overtaken(monkeypatch, switching, "switch_off", by):
        first.post(f"{page_of(second)}tat/", OFF)
    assert switching.administrators().count() == 1


def edit(desk, user, *names, **changes):
    data = {
        "username": user.username,
        "first_name": "An",
        "groups": list(
            Group.objects.filter(name__in=names).values_list("pk", flat=True)
        ),
    }
    return desk.post(f"/quan-tri/users/edit/{user.pk}/", data | changes)


def test_last_administrator_keeps_the_role(administrator, second, as_user):
    second.is_active = False
    second.save()
    root = as_user(administrator)
    page = edit(root, administrator, "Trainers")
    assert list(administrator.groups.values_list("name", flat=True)) == [
        "Administrators"
    ]
    assert page.status_code == 302  # the form has no roles for oneself


def test_role_of_the_last_administrator_is_refused_beside_the_field(
    administrator, user_in, as_user
):
    """A superuser without the role reaches the form too."""
    root = user_in(username="root")
    root.is_superuser = True
    root.save()
    page = edit(as_user(root), administrator, "Trainers")
    assert "groups" in page.context["form"].errors
    assert administrator.groups.get().name == "Administrators"


def test_nobody_gives_a_role_to_themselves(desk, administrator, second):
    edit(desk, administrator, "Administrators", "Responders")
    responders = Group.objects.get(name="Responders")
    address = f"/quan-tri/bulk/auth/user/assign_role/?id={administrator.pk}"
    desk.post(address, {"role": responders.pk, "next": "/quan-tri/users/"})
    assert administrator.groups.get().name == "Administrators"


def test_nobody_is_switched_off_in_bulk_without_a_reason(desk, person):
    address = f"/quan-tri/bulk/auth/user/set_active_state/?id={person.pk}"
    desk.post(address, {"mark_as_active": "False", "next": "/quan-tri/users/"})
    person.refresh_from_db()
    assert person.is_active


def test_administrator_sees_and_ends_sessions_of_a_person(desk, person):
    client = Client()
    sign_in(client, "an", HTTP_USER_AGENT="Firefox Android")
    assert "Firefox, Android" in desk.get(page_of(person)).content.decode()
    desk.post(f"{page_of(person)}ket-thuc-phien/")
    assert not is_signed_in(client)
    assert acts(person)[-1] == "ended"


@pytest.mark.parametrize("role", ["Trainers", "Leadership", "Response leads"])
@pytest.mark.parametrize(
    "deed",
    [
        "",
        "duong-dan/",
        "tat/",
        "bat/",
        "mo-khoa/",
        "ket-thuc-phien/",
        "dat-lai-lop-hai/",
    ],
)
def test_other_roles_do_nothing_to_accounts(as_user, user_in, person, role, deed):
    client = as_user(user_in(role, username="binh"))
    answer = client.post(f"{page_of(person)}{deed}", OFF)
    assert answer.status_code in {302, 403, 405}
    assert acts(person) == []
