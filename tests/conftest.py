import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction

from commune.models import CommunityTeam, TeamMember, Village
from tests.complete import pytest_sessionfinish  # noqa: F401


@pytest.fixture(autouse=True)
def fresh_caches():
    """Throttles and cached pages of one test never reach the next."""
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="module")
def demo_data(django_db_setup, django_db_blocker):
    """Load the demo commune once for a module; all of it is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", "--yes-this-is-a-demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def user_in(db):
    """Return a maker of accounts: `user_in("Responders", username="an")`."""

    def make(*roles: str, username: str = ""):
        user = get_user_model().objects.create_user(
            username or "-".join(roles).lower().replace(" ", "-") or "nobody",
            password="xaso-test-2026",
        )
        user.groups.set(Group.objects.filter(name__in=roles))
        return user

    return make


@pytest.fixture
def village(db):
    return Village.objects.create(code="TH01", name="Thôn 01 (mẫu)", position=1)


@pytest.fixture
def other_village(db):
    return Village.objects.create(code="TH02", name="Thôn 02 (mẫu)", position=2)


@pytest.fixture
def team_leader(user_in, village):
    """Return a community-team account of `village`."""
    team = CommunityTeam.objects.create(village=village, name="Tổ số Thôn 01 (mẫu)")
    user = user_in("Community teams")
    TeamMember.objects.create(team=team, name="Tổ trưởng", position=1, user=user)
    return user
