import pytest

from commune import demo
from commune.models import TeamMember

pytestmark = pytest.mark.django_db


def load():
    demo.load(write=lambda text: None)


def leader() -> TeamMember:
    return TeamMember.objects.get(team__village__code="TH01", position=1)


def test_loading_again_writes_no_history():
    load()
    before = TeamMember.history.count()
    load()
    assert TeamMember.history.count() == before


def test_loading_again_leaves_an_account_where_the_office_put_it():
    load()
    user = leader().user
    first = leader()
    first.user = None
    first.save()
    other = TeamMember.objects.get(team__village__code="TH02", position=1)
    other.user = user
    other.save()
    load()
    assert (leader().user, type(other).objects.get(pk=other.pk).user) == (None, user)
