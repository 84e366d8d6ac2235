"""Villages in the office: renamed, merged, and never a circle."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commune.access import roles
from commune.models import Village

TODAY = timezone.localdate()


@pytest.fixture
def administrator(user_in, client):
    client.force_login(user_in(roles.ADMINISTRATORS))
    return client


def url(name: str, village: Village) -> str:
    return reverse(f"village:{name}", args=[village.pk])


def merge(client, village, into, day: date = TODAY):
    data = {"into": into.pk, "on": f"{day:%d/%m/%Y}"}
    return client.post(url("merge", village), data)


def test_new_name_leaves_the_old_one_findable(administrator, village):
    data = {"code": "TH01", "position": 7, "name": "Thôn Đông (mẫu)"}
    for _repeat in range(2):
        assert administrator.post(url("edit", village), data).status_code == 302
    village.refresh_from_db()
    assert (village.name, village.position) == ("Thôn Đông (mẫu)", 7)
    former = [(old.name, old.valid_to) for old in village.former_names.all()]
    assert former == [("Thôn 01 (mẫu)", TODAY)]
    assert village.history.count() == 3


def test_the_form_knows_no_successor(administrator, village, other_village):
    data = {
        "code": "TH01", "position": 1, "name": village.name,
        "valid_to": f"{TODAY:%d/%m/%Y}", "successor": village.pk,
    }  # fmt: skip
    administrator.post(url("edit", village), data)
    village.refresh_from_db()
    assert (village.valid_to, village.successor) == (TODAY, None)


def test_merge_ends_the_village_and_names_the_other(
    administrator, village, other_village
):
    assert url("merge", village) in administrator.get(url("edit", village)).text
    assert url("merge", village) in administrator.get(reverse("village:index")).text
    assert administrator.get(url("merge", village)).status_code == 200
    assert merge(administrator, village, other_village).status_code == 302
    village.refresh_from_db()
    assert (village.valid_to, village.successor) == (TODAY, other_village)
    page = administrator.get(reverse("village:index")).text
    assert page.count(other_village.name) > 1
    assert url("merge", village) not in page
    assert "<form method" not in administrator.get(url("merge", village)).text


def test_a_second_tap_on_merge_is_answered_like_the_first(
    administrator, village, other_village
):
    for _tap in range(2):
        assert merge(administrator, village, other_village).status_code == 302
    assert village.history.count() == 2
    later = TODAY + timedelta(days=1)
    assert merge(administrator, village, other_village, later).status_code == 422


def test_merge_refuses_beside_the_field_and_changes_nothing(
    administrator, village, other_village
):
    far = date(TODAY.year + 73, 1, 1)
    Village.objects.filter(pk=other_village.pk).update(valid_from=TODAY)
    tries = [(village, TODAY, "into"), (other_village, far, "on")]
    tries.append((other_village, TODAY - timedelta(days=1), "on"))
    for into, day, field in tries:
        page = merge(administrator, village, into, day)
        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field]
    village.refresh_from_db()
    assert village.valid_to is None


def test_ended_village_is_merged_no_more(administrator, village, other_village):
    merge(administrator, village, other_village)
    third = Village.objects.create(code="TH03", name="Thôn 03 (mẫu)")
    assert merge(administrator, village, third).status_code == 422
    assert merge(administrator, third, village).status_code == 422
    village.refresh_from_db()
    assert village.successor == other_village


def test_merged_village_keeps_its_end(administrator, village, other_village):
    merge(administrator, village, other_village)
    data = {"code": "TH01", "position": 1, "name": village.name, "valid_to": ""}
    page = administrator.post(url("edit", village), data)
    assert page.status_code == 200
    assert page.context["form"].errors


@pytest.mark.parametrize("role", [roles.TRAINING_MANAGERS, roles.EDITORS])
def test_others_merge_nothing(client, user_in, role, village, other_village):
    client.force_login(user_in(role))
    assert client.get(url("merge", village)).status_code == 302
    merge(client, village, other_village)
    village.refresh_from_db()
    assert village.valid_to is None
