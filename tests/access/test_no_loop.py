import pytest

from commune.access import roles

pytestmark = [pytest.mark.django_db, pytest.mark.whole_site]


@pytest.mark.parametrize("groups", [(), (roles.LEADERSHIP,), (roles.COMMUNITY_TEAMS,)])
def test_account_without_a_desk_is_led_to_a_page_and_not_in_a_circle(
    client, user_in, groups
):
    client.force_login(user_in(*groups))
    response = client.get("/quan-tri/", follow=True)
    assert response.status_code == 403
